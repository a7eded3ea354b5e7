package claviger.iam.oidc;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.call.Operation;
import claviger.call.Required;
import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;
import claviger.iam.Patterns;
import claviger.iam.Tags;
import java.util.List;

/// Takes tags from an OpenID Connect provider. One that is not there is no error.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagOpenIDConnectProvider.html>
public final class UntagOpenIDConnectProvider
        implements IamOperation<UntagOpenIDConnectProvider.Request, Operation.Nothing> {

    public record Request(
            @Audited @Length(min = 20, max = 2048) String openIDConnectProviderArn,

            @Audited @Required @Length(max = 50)
            List<@Length(min = 1, max = 128) @Matches(Patterns.TAG_KEY) String> tagKeys) {}

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.arn(request.openIDConnectProviderArn()).untagging(request.tagKeys());
    }

    @Override
    public Outcome<Nothing> handle(Request request, IamLeave leave) {
        var provider = leave.provider(request.openIDConnectProviderArn());
        return answer(new Nothing()).changing(Tags.taken(provider, request.tagKeys()));
    }
}
