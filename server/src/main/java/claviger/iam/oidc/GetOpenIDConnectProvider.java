package claviger.iam.oidc;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;
import claviger.iam.answer.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tells of an OpenID Connect provider.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetOpenIDConnectProvider.html>
public final class GetOpenIDConnectProvider
        implements IamOperation<GetOpenIDConnectProvider.Request, GetOpenIDConnectProvider.Response> {

    public record Request(
            @Audited @Length(min = 20, max = 2048) String openIDConnectProviderArn) {}

    public record Response(
            String url,
            List<String> clientIDList,
            List<String> thumbprintList,
            Instant createDate,
            @Nullable List<Tag> tags) {}

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.arn(request.openIDConnectProviderArn());
    }

    @Override
    public Outcome<Response> handle(Request request, IamLeave leave) {
        var provider = leave.provider(request.openIDConnectProviderArn());
        return answer(new Response(
                provider.url(),
                provider.clientIds(),
                provider.thumbprints(),
                provider.created(),
                Tag.listed(provider.tags())));
    }
}
