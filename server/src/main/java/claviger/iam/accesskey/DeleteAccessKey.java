package claviger.iam.accesskey;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.call.Operation;
import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;
import claviger.iam.Patterns;
import org.jspecify.annotations.Nullable;

/// Deletes an access key, and its secret with it.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteAccessKey.html>
public final class DeleteAccessKey implements IamOperation<DeleteAccessKey.Request, Operation.Nothing> {

    public record Request(
            @Audited @Nullable @Length(min = 1, max = 128) @Matches(Patterns.NAME)
            String userName,

            @Audited @Length(min = 16, max = 128) @Matches(Patterns.WORD)
            String accessKeyId) {}

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
        return answer(new Nothing()).removing(leave.accessKey(request.accessKeyId()));
    }
}
