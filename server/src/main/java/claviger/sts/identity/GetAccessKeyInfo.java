package claviger.sts.identity;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.CommonError;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.sts.Patterns;
import claviger.sts.StsLeave;
import claviger.sts.StsNeeds;
import claviger.sts.StsNeeds.Wish;
import claviger.sts.StsOperation;

/// Tells the account of an access key.
///
/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetAccessKeyInfo.html>
public final class GetAccessKeyInfo implements StsOperation<GetAccessKeyInfo.Request, GetAccessKeyInfo.Response> {

    public record Request(
            @Audited @Length(min = 16, max = 128) @Matches(Patterns.ACCESS_KEY_ID)
            String accessKeyId) {}

    public record Response(@Audited String account) {}

    @Override
    public StsNeeds needs(Request request) {
        return new StsNeeds.Permission("*", Wish.NONE);
    }

    @Override
    public Outcome<Response> handle(Request request, StsLeave leave) {
        var account = leave.accountOf(request.accessKeyId());
        if (account == null) {
            throw CommonError.VALIDATION.because("Invalid Access Key ID");
        }
        return answer(new Response(account));
    }
}
