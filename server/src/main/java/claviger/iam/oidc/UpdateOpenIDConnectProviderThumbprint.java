package claviger.iam.oidc;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Operation;
import claviger.call.Required;
import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;
import java.util.List;

/// Gives an OpenID Connect provider other thumbprints.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateOpenIDConnectProviderThumbprint.html>
public final class UpdateOpenIDConnectProviderThumbprint
        implements IamOperation<UpdateOpenIDConnectProviderThumbprint.Request, Operation.Nothing> {

    public record Request(
            @Audited @Length(min = 20, max = 2048) String openIDConnectProviderArn,
            @Audited @Required List<@Length(min = 40, max = 40) String> thumbprintList) {}

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
        return answer(new Nothing())
                .changing(ProviderUrl.refuseTooMany(provider.withThumbprints(request.thumbprintList())));
    }
}
