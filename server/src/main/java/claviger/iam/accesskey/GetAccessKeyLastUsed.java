package claviger.iam.accesskey;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.iam.AccessKeyUses;
import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;
import claviger.iam.Missing;
import claviger.iam.Patterns;
import claviger.iam.answer.AccessKeyLastUsed;
import org.jspecify.annotations.Nullable;

/// Tells when an access key signed last. What was signed before the last start of the server is
/// not known.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccessKeyLastUsed.html>
public final class GetAccessKeyLastUsed
        implements IamOperation<GetAccessKeyLastUsed.Request, GetAccessKeyLastUsed.Response> {

    public record Request(
            @Audited @Length(min = 16, max = 128) @Matches(Patterns.WORD)
            String accessKeyId) {}

    public record Response(@Nullable String userName, AccessKeyLastUsed accessKeyLastUsed) {}

    private final AccessKeyUses uses;

    public GetAccessKeyLastUsed(AccessKeyUses uses) {
        this.uses = uses;
    }

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.account();
    }

    @Override
    public Outcome<Response> handle(Request request, IamLeave leave) {
        var key = leave.identities().accessKey(request.accessKeyId());
        if (key == null) {
            throw Missing.accessKey(request.accessKeyId());
        }
        var user = key.userId() == null ? null : leave.identities().users().get(key.userId());
        var use = uses.last(key.id());
        var shown = use == null
                ? new AccessKeyLastUsed(null, "N/A", "N/A")
                : new AccessKeyLastUsed(use.at(), use.service(), use.region());
        return answer(new Response(user == null ? null : user.name(), shown));
    }
}
