package claviger.kms.key;

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
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists the KMS keys of the account in the Region, in every state.
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeys.html>
public final class ListKeys implements KmsOperation<ListKeys.Request, ListKeys.Response> {

    private static final int DEFAULT_LIMIT = 100;

    public record Request(
            @Audited @Nullable @Range(min = 1, max = 1000) Integer limit,

            @Audited @Nullable @Length(min = 1, max = 1024) @Matches("[\\u0020-\\u00FF]*")
            String marker) {}

    public record Response(
            List<KeyListEntry> keys, @Nullable String nextMarker, boolean truncated) {}

    /// A key in the list.
    public record KeyListEntry(String keyId, String keyArn) {}

    @Override
    public Needs needs(Request request) {
        return Needs.account();
    }

    @Override
    public Outcome<Response> handle(Request request, Leave leave) {
        int limit = request.limit() == null ? DEFAULT_LIMIT : request.limit();
        var page = Page.of(leave.owned().keys(), request.marker(), limit)
                .orElseThrow(KmsError.INVALID_MARKER::unexplained);
        var entries = page.items().stream()
                .map(key -> new KeyListEntry(key.id(), key.arn()))
                .toList();
        return answer(new Response(entries, page.nextMarker(), page.truncated()));
    }
}
