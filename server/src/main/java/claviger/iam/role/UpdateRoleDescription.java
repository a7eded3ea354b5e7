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

/// Gives a role another description.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRoleDescription.html>
public final class UpdateRoleDescription
        implements IamOperation<UpdateRoleDescription.Request, UpdateRoleDescription.Response> {

    public record Request(
            @Audited @Length(min = 1, max = 64) @Matches(Patterns.NAME)
            String roleName,

            @Audited @Length(max = 1000) @Matches("[\\p{L}\\p{M}\\p{Z}\\p{S}\\p{N}\\p{P}]*")
            String description) {}

    public record Response(@Audited Role role) {}

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.role(request.roleName());
    }

    @Override
    public Outcome<Response> handle(Request request, IamLeave leave) {
        var role = leave.role().described(request.description(), leave.role().maxSessionDuration());
        return answer(new Response(Role.of(role, null))).changing(role);
    }
}
