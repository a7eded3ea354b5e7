package claviger.iam.role;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;
import claviger.iam.Patterns;
import claviger.iam.answer.Role;
import claviger.iam.answer.RoleLastUsed;

/// Tells of a role.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html>
public final class GetRole implements IamOperation<GetRole.Request, GetRole.Response> {

    public record Request(
            @Audited @Length(min = 1, max = 64) @Matches(Patterns.NAME)
            String roleName) {}

    public record Response(Role role) {}

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.role(request.roleName());
    }

    @Override
    public Outcome<Response> handle(Request request, IamLeave leave) {
        return answer(new Response(Role.of(leave.role(), new RoleLastUsed(null, null))));
    }
}
