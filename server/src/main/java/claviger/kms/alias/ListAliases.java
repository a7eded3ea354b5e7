package claviger.kms.alias;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.call.Page;
import claviger.call.Range;
import claviger.kms.Alias;
import claviger.kms.KmsError;
import claviger.kms.KmsOperation;
import claviger.kms.Leave;
import claviger.kms.Needs;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists the aliases of the account in the Region, or those of one key.
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_ListAliases.html>
public final class ListAliases implements KmsOperation<ListAliases.Request, ListAliases.Response> {

    private static final int DEFAULT_LIMIT = 50;

    /// The wire lets more be asked for than AWS's text says a page may hold.
    private static final int MAX_LIMIT = 100;

    public record Request(
            @Audited @Nullable @Length(min = 1, max = 2048) String keyId,
            @Audited @Nullable @Range(min = 1, max = 1000) Integer limit,

            @Audited @Nullable @Length(min = 1, max = 1024) @Matches("[\\u0020-\\u00FF]*")
            String marker) {}

    public record Response(
            List<AliasListEntry> aliases, @Nullable String nextMarker, boolean truncated) {}

    /// An alias in the list.
    public record AliasListEntry(
            String aliasName, String aliasArn, String targetKeyId, Instant creationDate, Instant lastUpdatedDate) {

        static AliasListEntry of(Alias alias) {
            return new AliasListEntry(alias.name(), alias.arn(), alias.targetKeyId(), alias.created(), alias.updated());
        }
    }

    @Override
    public Needs needs(Request request) {
        return Needs.account();
    }

    @Override
    public Outcome<Response> handle(Request request, Leave leave) {
        var keyId = request.keyId();
        var aliases = keyId == null
                ? leave.owned().aliases()
                : leave.owned().aliasesOf(leave.ownKey(keyId).id());
        int limit = request.limit() == null ? DEFAULT_LIMIT : Math.min(request.limit(), MAX_LIMIT);
        var page = Page.of(aliases, request.marker(), limit).orElseThrow(KmsError.INVALID_MARKER::unexplained);
        var entries = page.items().stream().map(AliasListEntry::of).toList();
        return answer(new Response(entries, page.nextMarker(), page.truncated()));
    }
}
