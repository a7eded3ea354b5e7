package claviger.iam.accesskey;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.iam.AccessKey;
import claviger.iam.IamError;
import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;
import claviger.iam.Patterns;
import claviger.iam.answer.StatusType;
import org.jspecify.annotations.Nullable;

/// Makes an access key, and shows its secret for the only time.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html>
public final class CreateAccessKey implements IamOperation<CreateAccessKey.Request, CreateAccessKey.Response> {

    public record Request(
            @Audited @Nullable @Length(min = 1, max = 128) @Matches(Patterns.NAME)
            String userName) {}

    public record Response(@Audited claviger.iam.answer.AccessKey accessKey) {}

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.user(request.userName());
    }

    @Override
    public Outcome<Response> handle(Request request, IamLeave leave) {
        var user = leave.userOrRoot();
        if (leave.identities().accessKeys(user).size() >= MOST) {
            throw IamError.LIMIT_EXCEEDED.because("Cannot exceed quota for AccessKeysPerUser: %s", MOST);
        }
        var id = leave.newIds().accessKey();
        var secret = leave.newIds().secret();
        var domainKey = leave.domainKey();
        var key = new AccessKey(
                id,
                leave.account(),
                user == null ? null : user.id(),
                true,
                domainKey.keyVersion(),
                leave.custody().sealSecret(domainKey, id, secret),
                leave.now(),
                1);
        var name = user == null ? null : user.name();
        var made = new claviger.iam.answer.AccessKey(name, id, StatusType.ACTIVE, secret, key.created());
        var outcome = answer(new Response(made));
        // The user too, so that it is not deleted, or given a third key, at the same time.
        return user == null ? outcome.changing(key) : outcome.changing(key, user.touched());
    }

    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>
    private static final int MOST = 2;
}
