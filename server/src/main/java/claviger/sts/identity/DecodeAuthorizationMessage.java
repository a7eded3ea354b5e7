package claviger.sts.identity;

import claviger.call.Length;
import claviger.sts.StsError;
import claviger.sts.StsLeave;
import claviger.sts.StsNeeds;
import claviger.sts.StsNeeds.Wish;
import claviger.sts.StsOperation;

/// Decodes what a service adds to a refusal, encoded. No service that is served here adds
/// anything, so that no message is one.
///
/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html>
public final class DecodeAuthorizationMessage
        implements StsOperation<DecodeAuthorizationMessage.Request, DecodeAuthorizationMessage.Response> {

    public record Request(@Length(min = 1, max = 10_240) String encodedMessage) {}

    public record Response(String decodedMessage) {}

    @Override
    public StsNeeds needs(Request request) {
        return new StsNeeds.Permission("*", Wish.NONE);
    }

    @Override
    public Outcome<Response> handle(Request request, StsLeave leave) {
        throw StsError.INVALID_AUTHORIZATION_MESSAGE.because("Message is not valid");
    }
}
