package claviger.iam.user;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.call.Operation;
import claviger.iam.IamError;
import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;
import claviger.iam.Patterns;

/// Deletes a user that nothing hangs on any more.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUser.html>
public final class DeleteUser implements IamOperation<DeleteUser.Request, Operation.Nothing> {

    public record Request(
            @Audited @Length(min = 1, max = 128) @Matches(Patterns.NAME)
            String userName) {}

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.user(request.userName());
    }

    @Override
    public Outcome<Nothing> handle(Request request, IamLeave leave) {
        var user = leave.user();
        if (!leave.identities().accessKeys(user).isEmpty()) {
            throw IamError.DELETE_CONFLICT.because("Cannot delete entity, must delete access keys first.");
        }
        if (!user.policies().inline().isEmpty()) {
            throw IamError.DELETE_CONFLICT.because("Cannot delete entity, must delete policies first.");
        }
        if (!user.policies().attached().isEmpty()) {
            throw IamError.DELETE_CONFLICT.because("Cannot delete entity, must detach all policies first.");
        }
        if (!user.groups().isEmpty()) {
            throw IamError.DELETE_CONFLICT.because("Cannot delete entity, must remove users from group first.");
        }
        return answer(new Nothing()).removing(user);
    }
}
