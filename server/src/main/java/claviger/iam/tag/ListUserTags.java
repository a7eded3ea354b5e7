package claviger.iam.tag;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.call.Range;
import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;
import claviger.iam.Patterns;
import claviger.iam.Tagged;
import claviger.iam.Tags;
import claviger.iam.answer.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists the tags of a user, in the order of their keys.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUserTags.html>
public final class ListUserTags implements IamOperation<ListUserTags.Request, ListUserTags.Response> {

    public record Request(
            @Audited @Length(min = 1, max = 128) @Matches(Patterns.NAME)
            String userName,

            @Audited @Nullable @Length(min = 1, max = 320) @Matches(Patterns.MARKER)
            String marker,

            @Audited @Nullable @Range(min = 1, max = 1000) Integer maxItems) {}

    public record Response(
            List<Tag> tags, boolean isTruncated, @Nullable String marker) {}

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.user(request.userName());
    }

    @Override
    public Outcome<Response> handle(Request request, IamLeave leave) {
        var tags = Tags.inOrder(leave.needed(Tagged.class).tags());
        var page = leave.page(tags, request.marker(), request.maxItems());
        return answer(new Response(page.items(), page.truncated(), page.nextMarker()));
    }
}
