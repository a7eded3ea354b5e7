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
import claviger.iam.answer.StatusType;
import org.jspecify.annotations.Nullable;

/// Makes an access key active or inactive: an inactive one signs nothing.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccessKey.html>
public final class UpdateAccessKey implements IamOperation<UpdateAccessKey.Request, Operation.Nothing> {

    public record Request(
            @Audited @Nullable @Length(min = 1, max = 128) @Matches(Patterns.NAME)
            String userName,

            @Audited @Length(min = 16, max = 128) @Matches(Patterns.WORD)
            String accessKeyId,

            @Audited StatusType status) {}

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
        var key = leave.accessKey(request.accessKeyId());
        return answer(new Nothing()).changing(key.active(request.status() == StatusType.ACTIVE));
    }
}
