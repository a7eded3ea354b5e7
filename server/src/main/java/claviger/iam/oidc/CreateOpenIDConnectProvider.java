package claviger.iam.oidc;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.iam.IamError;
import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;
import claviger.iam.OidcProvider;
import claviger.iam.Tags;
import claviger.iam.answer.Tag;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes an OpenID Connect provider known.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html>
public final class CreateOpenIDConnectProvider
        implements IamOperation<CreateOpenIDConnectProvider.Request, CreateOpenIDConnectProvider.Response> {

    public record Request(
            @Audited @Length(min = 1, max = 255) String url,
            @Audited List<@Length(min = 1, max = 255) String> clientIDList,
            @Audited List<@Length(min = 40, max = 40) String> thumbprintList,
            @Audited @Length(max = 50) List<Tag> tags) {}

    public record Response(
            @Audited String openIDConnectProviderArn,
            @Audited @Nullable List<Tag> tags) {}

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.unseen("oidc-provider/" + ProviderUrl.of(request.url())).tagging(request.tags());
    }

    @Override
    public Outcome<Response> handle(Request request, IamLeave leave) {
        var url = ProviderUrl.of(request.url());
        var provider = new OidcProvider(
                leave.account(),
                url,
                request.clientIDList(),
                request.thumbprintList(),
                Tags.added(Map.of(), request.tags()),
                leave.now(),
                1);
        if (leave.identities().get(provider.arn()) != null) {
            throw IamError.ENTITY_ALREADY_EXISTS.because("Provider with url %s already exists.", request.url());
        }
        ProviderUrl.refuseTooMany(provider);
        return answer(new Response(provider.arn(), Tag.listed(provider.tags()))).changing(provider);
    }
}
