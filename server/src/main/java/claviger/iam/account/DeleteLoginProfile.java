package claviger.iam.account;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.call.Operation;
import claviger.iam.IamError;
import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;
import claviger.iam.Patterns;

/// Refuses: there is no console here, so that no user has a password for it.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteLoginProfile.html>
public final class DeleteLoginProfile implements IamOperation<DeleteLoginProfile.Request, Operation.Nothing> {

    public record Request(
            @Audited @Length(min = 1, max = 64) @Matches(Patterns.NAME)
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
        var user = leave.userOrRoot();
        throw IamError.NO_SUCH_ENTITY.because(
                "Login Profile for User %s cannot be found.", user == null ? leave.account() : user.name());
    }
}
