package claviger.iam.oidc;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Operation;
import claviger.call.Required;
import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;
import claviger.iam.Tags;
import claviger.iam.answer.Tag;
import java.util.List;

/// Puts tags to an OpenID Connect provider.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagOpenIDConnectProvider.html>
public final class TagOpenIDConnectProvider
        implements IamOperation<TagOpenIDConnectProvider.Request, Operation.Nothing> {

    public record Request(
            @Audited @Length(min = 20, max = 2048) String openIDConnectProviderArn,
            @Audited @Required @Length(max = 50) List<Tag> tags) {}

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.arn(request.openIDConnectProviderArn()).tagging(request.tags());
    }

    @Override
    public Outcome<Nothing> handle(Request request, IamLeave leave) {
        var provider = leave.provider(request.openIDConnectProviderArn());
        return answer(new Nothing()).changing(Tags.put(provider, request.tags()));
    }
}
