package claviger.kms.keypolicy;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.call.Range;
import claviger.kms.KmsError;
import claviger.kms.KmsOperation;
import claviger.kms.Leave;
import claviger.kms.Needs;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists the names of a KMS key's policies, which is always one.
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeyPolicies.html>
public final class ListKeyPolicies implements KmsOperation<ListKeyPolicies.Request, ListKeyPolicies.Response> {

    public record Request(
            @Audited @Length(min = 1, max = 2048) String keyId,
            @Audited @Nullable @Range(min = 1, max = 1000) Integer limit,

            @Audited @Nullable @Length(min = 1, max = 1024) @Matches("[\\u0020-\\u00FF]*")
            String marker) {}

    public record Response(List<String> policyNames, boolean truncated) {}

    @Override
    public Needs needs(Request request) {
        return Needs.keyById(request.keyId(), Needs.ANY_STATE);
    }

    @Override
    public Outcome<Response> handle(Request request, Leave leave) {
        if (request.marker() != null) {
            // One name fits on one page, so no marker was ever given out.
            throw KmsError.INVALID_MARKER.unexplained();
        }
        return answer(new Response(List.of(PolicyNames.DEFAULT), false));
    }
}
