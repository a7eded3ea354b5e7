package claviger.iam.oidc;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Operation;
import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;
import java.util.ArrayList;

/// Lets an OpenID Connect provider speak for one client less. Twice is no error.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_RemoveClientIDFromOpenIDConnectProvider.html>
public final class RemoveClientIDFromOpenIDConnectProvider
        implements IamOperation<RemoveClientIDFromOpenIDConnectProvider.Request, Operation.Nothing> {

    public record Request(
            @Audited @Length(min = 20, max = 2048) String openIDConnectProviderArn,
            @Audited @Length(min = 1, max = 255) String clientID) {}

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.arn(request.openIDConnectProviderArn());
    }

    @Override
    public Outcome<Nothing> handle(Request request, IamLeave leave) {
        var provider = leave.provider(request.openIDConnectProviderArn());
        var clientIds = new ArrayList<>(provider.clientIds());
        return clientIds.remove(request.clientID())
                ? answer(new Nothing()).changing(provider.withClientIds(clientIds))
                : answer(new Nothing());
    }
}
