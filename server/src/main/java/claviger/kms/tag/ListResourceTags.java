package claviger.kms.tag;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.call.Page;
import claviger.call.Range;
import claviger.kms.KmsError;
import claviger.kms.KmsOperation;
import claviger.kms.Leave;
import claviger.kms.Needs;
import claviger.kms.Tag;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Lists the tags of a KMS key, in the order of their tag keys.
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_ListResourceTags.html>
public final class ListResourceTags implements KmsOperation<ListResourceTags.Request, ListResourceTags.Response> {

    /// The wire lets more be asked for than AWS's text says a page may hold.
    private static final int MAX_LIMIT = 50;

    public record Request(
            @Audited @Length(min = 1, max = 2048) String keyId,
            @Audited @Nullable @Range(min = 1, max = 1000) Integer limit,

            @Audited @Nullable @Length(min = 1, max = 1024) @Matches("[\\u0020-\\u00FF]*")
            String marker) {}

    public record Response(List<Tag> tags, @Nullable String nextMarker, boolean truncated) {}

    @Override
    public Needs needs(Request request) {
        return Needs.keyById(request.keyId(), Needs.ANY_STATE);
    }

    @Override
    public Outcome<Response> handle(Request request, Leave leave) {
        var tags = new TreeMap<String, Tag>();
        leave.key().tags().forEach((tagKey, tagValue) -> tags.put(tagKey, new Tag(tagKey, tagValue)));
        int limit = request.limit() == null ? MAX_LIMIT : Math.min(request.limit(), MAX_LIMIT);
        var page = Page.of(tags, request.marker(), limit).orElseThrow(KmsError.INVALID_MARKER::unexplained);
        return answer(new Response(page.items(), page.nextMarker(), page.truncated()));
    }
}
