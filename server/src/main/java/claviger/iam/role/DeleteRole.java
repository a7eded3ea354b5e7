package claviger.iam.role;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.call.Operation;
import claviger.iam.DeleteConflict;
import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;
import claviger.iam.Patterns;

/// Deletes a role that has no policies.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html>
public final class DeleteRole implements IamOperation<DeleteRole.Request, Operation.Nothing> {

    public record Request(
            @Audited @Length(min = 1, max = 64) @Matches(Patterns.NAME)
            String roleName) {}

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.role(request.roleName());
    }

    @Override
    public Outcome<Nothing> handle(Request request, IamLeave leave) {
        DeleteConflict.unlessWithoutPolicies(leave.role());
        return answer(new Nothing()).removing(leave.role());
    }
}
