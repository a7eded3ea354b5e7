package claviger.iam.oidc;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.call.Range;
import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;
import claviger.iam.Patterns;
import claviger.iam.Tags;
import claviger.iam.answer.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists the tags of an OpenID Connect provider.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListOpenIDConnectProviderTags.html>
public final class ListOpenIDConnectProviderTags
        implements IamOperation<ListOpenIDConnectProviderTags.Request, ListOpenIDConnectProviderTags.Response> {

    public record Request(
            @Audited @Length(min = 20, max = 2048) String openIDConnectProviderArn,

            @Audited @Nullable @Length(min = 1, max = 320) @Matches(Patterns.MARKER)
            String marker,

            @Audited @Nullable @Range(min = 1, max = 1000) Integer maxItems) {}

    public record Response(
            List<Tag> tags, boolean isTruncated, @Nullable String marker) {}

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.arn(request.openIDConnectProviderArn());
    }

    @Override
    public Outcome<Response> handle(Request request, IamLeave leave) {
        var provider = leave.provider(request.openIDConnectProviderArn());
        var page = leave.page(Tags.inOrder(provider.tags()), request.marker(), request.maxItems());
        return answer(new Response(page.items(), page.truncated(), page.nextMarker()));
    }
}
