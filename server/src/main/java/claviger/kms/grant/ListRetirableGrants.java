package claviger.kms.grant;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.CommonError;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.call.Range;
import claviger.kms.KmsOperation;
import claviger.kms.Leave;
import claviger.kms.Needs;
import claviger.kms.Principals;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists the grants in the Region that name a principal of the caller's account to retire them, on the
/// keys of whatever account.
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_ListRetirableGrants.html>
public final class ListRetirableGrants
        implements KmsOperation<ListRetirableGrants.Request, ListRetirableGrants.Response> {

    public record Request(
            @Audited @Nullable @Range(min = 1, max = 100) Integer limit,

            @Audited @Nullable @Length(min = 1, max = 1024) @Matches("[\\u0020-\\u00FF]*")
            String marker,

            @Audited @Nullable @Length(min = 1, max = 256) @Matches(Principals.PATTERN)
            String retiringPrincipal,

            @Audited @Nullable @Length(min = 1, max = 128) @Matches(Principals.SERVICE_PATTERN)
            String retiringServicePrincipal) {

        /// The principal asked for, in the way that is open to callers who are no service.
        String principal() {
            if ((retiringPrincipal == null) == (retiringServicePrincipal == null)) {
                throw CommonError.VALIDATION.because(
                        "You must specify either RetiringPrincipal or RetiringServicePrincipal, but not both.");
            }
            if (retiringPrincipal == null) {
                throw GrantPages.onlyForServices("RetiringServicePrincipal");
            }
            return retiringPrincipal;
        }
    }

    public record Response(
            List<GrantListEntry> grants, @Nullable String nextMarker, boolean truncated) {}

    @Override
    public Needs needs(Request request) {
        return Needs.principal(request.principal());
    }

    @Override
    public Outcome<Response> handle(Request request, Leave leave) {
        var page = GrantPages.of(
                leave.retirableBy(request.principal()), request.marker(), request.limit(), leave.directory());
        return answer(new Response(page.items(), page.nextMarker(), page.truncated()));
    }
}
