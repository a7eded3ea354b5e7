package claviger.iam.oidc;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Operation;
import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;

/// Deletes an OpenID Connect provider.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteOpenIDConnectProvider.html>
public final class DeleteOpenIDConnectProvider
        implements IamOperation<DeleteOpenIDConnectProvider.Request, Operation.Nothing> {

    public record Request(
            @Audited @Length(min = 20, max = 2048) String openIDConnectProviderArn) {}

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
        return answer(new Nothing()).removing(provider);
    }
}
