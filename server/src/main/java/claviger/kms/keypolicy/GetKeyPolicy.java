package claviger.kms.keypolicy;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.kms.KmsOperation;
import claviger.kms.Leave;
import claviger.kms.Needs;
import claviger.kms.PolicyText;
import org.jspecify.annotations.Nullable;

/// Returns the key policy of a KMS key.
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyPolicy.html>
public final class GetKeyPolicy implements KmsOperation<GetKeyPolicy.Request, GetKeyPolicy.Response> {

    public record Request(
            @Audited @Length(min = 1, max = 2048) String keyId,

            @Audited @Nullable @Length(min = 1, max = 128) @Matches("[\\w]+")
            String policyName) {}

    public record Response(String policy, String policyName) {}

    @Override
    public Needs needs(Request request) {
        return Needs.keyById(request.keyId(), Needs.ANY_STATE);
    }

    @Override
    public Outcome<Response> handle(Request request, Leave leave) {
        var name = PolicyNames.checked(request.policyName());
        return answer(new Response(PolicyText.shown(leave.key().policy(), leave.directory()), name));
    }
}
