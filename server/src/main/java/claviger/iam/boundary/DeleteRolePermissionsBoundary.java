package claviger.iam.boundary;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.call.Operation;
import claviger.iam.Bounded;
import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;
import claviger.iam.Patterns;

/// Takes the permissions boundary from a role.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePermissionsBoundary.html>
public final class DeleteRolePermissionsBoundary
        implements IamOperation<DeleteRolePermissionsBoundary.Request, Operation.Nothing> {

    public record Request(
            @Audited @Length(min = 1, max = 64) @Matches(Patterns.NAME)
            String roleName) {}

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.role(request.roleName()).bounded();
    }

    @Override
    public Outcome<Nothing> handle(Request request, IamLeave leave) {
        return answer(new Nothing()).changing(leave.needed(Bounded.class).boundedBy(null));
    }
}
