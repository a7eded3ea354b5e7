package claviger.iam.user;

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
        DeleteConflict.unless(leave.identities().accessKeys(user).isEmpty(), "delete access keys");
        DeleteConflict.unless(
                leave.identities().devices().values().stream()
                        .noneMatch(device -> user.id().equals(device.owner())),
                "delete MFA devices");
        DeleteConflict.unlessWithoutPolicies(user);
        DeleteConflict.unless(user.groups().isEmpty(), "remove users from group");
        return answer(new Nothing()).removing(user);
    }
}
