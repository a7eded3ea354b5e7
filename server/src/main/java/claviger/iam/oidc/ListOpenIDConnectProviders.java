package claviger.iam.oidc;

import static claviger.call.Operation.Outcome.answer;

import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;
import claviger.iam.answer.OpenIDConnectProviderListEntry;
import java.util.List;

/// Lists the OpenID Connect providers of the account.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListOpenIDConnectProviders.html>
public final class ListOpenIDConnectProviders
        implements IamOperation<ListOpenIDConnectProviders.Request, ListOpenIDConnectProviders.Response> {

    public record Request() {}

    public record Response(List<OpenIDConnectProviderListEntry> openIDConnectProviderList) {}

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.unseen("oidc-provider/");
    }

    @Override
    public Outcome<Response> handle(Request request, IamLeave leave) {
        return answer(new Response(leave.identities().providers().keySet().stream()
                .map(OpenIDConnectProviderListEntry::new)
                .toList()));
    }
}
