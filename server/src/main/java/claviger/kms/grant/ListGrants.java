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

/// Lists the grants on a KMS key.
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_ListGrants.html>
public final class ListGrants implements KmsOperation<ListGrants.Request, ListGrants.Response> {

    public record Request(
            @Audited @Nullable @Range(min = 1, max = 100) Integer limit,

            @Audited @Nullable @Length(min = 1, max = 1024) @Matches("[\\u0020-\\u00FF]*")
            String marker,

            @Audited @Length(min = 1, max = 2048) String keyId,
            @Audited @Nullable @Length(min = 1, max = 128) String grantId,

            @Audited @Nullable @Length(min = 1, max = 256) @Matches(Principals.PATTERN)
            String granteePrincipal,

            @Audited @Nullable @Length(min = 1, max = 128) @Matches(Principals.SERVICE_PATTERN)
            String granteeServicePrincipal) {}

    public record Response(
            List<GrantListEntry> grants, @Nullable String nextMarker, boolean truncated) {}

    @Override
    public Needs needs(Request request) {
        return Needs.keyById(request.keyId(), Needs.ANY_STATE);
    }

    @Override
    public Outcome<Response> handle(Request request, Leave leave) {
        var grantee = request.granteePrincipal();
        if (request.granteeServicePrincipal() != null) {
            throw grantee == null
                    ? GrantPages.onlyForServices("GranteeServicePrincipal")
                    : CommonError.VALIDATION.because(
                            "You can specify either GranteePrincipal or GranteeServicePrincipal, but not both.");
        }
        var grants = grantee == null ? leave.grants() : leave.grantsFor(Principals.checked(grantee, leave.region()));
        if (request.grantId() != null) {
            var id = GrantIds.checked(request.grantId());
            grants = grants.subMap(id, true, id, true);
        }
        var page = GrantPages.of(grants, request.marker(), request.limit(), leave.directory());
        return answer(new Response(page.items(), page.nextMarker(), page.truncated()));
    }
}
