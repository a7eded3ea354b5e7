package claviger.kms.keypolicy;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.call.Operation;
import claviger.kms.Facts;
import claviger.kms.KeyProperties;
import claviger.kms.KmsOperation;
import claviger.kms.Leave;
import claviger.kms.Needs;
import claviger.kms.PolicyText;
import org.jspecify.annotations.Nullable;

/// Replaces the key policy of a KMS key.
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html>
public final class PutKeyPolicy implements KmsOperation<PutKeyPolicy.Request, Operation.Nothing> {

    private final PolicyText policies;

    public PutKeyPolicy(PolicyText policies) {
        this.policies = policies;
    }

    public record Request(
            @Audited @Length(min = 1, max = 2048) String keyId,

            @Audited @Nullable @Length(min = 1, max = 128) @Matches("[\\w]+")
            String policyName,

            @Audited @Length(min = 1, max = 131_072) @Matches(PolicyText.PATTERN)
            String policy,

            @Audited @Nullable Boolean bypassPolicyLockoutSafetyCheck) {}

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public Needs needs(Request request) {
        return Needs.keyById(request.keyId(), Needs.ANY_STATE)
                .saying(Facts.of("kms:bypasspolicylockoutsafetycheck", request.bypassPolicyLockoutSafetyCheck()));
    }

    @Override
    public Outcome<Nothing> handle(Request request, Leave leave) {
        PolicyNames.checked(request.policyName());
        var key = leave.key();
        var policy = policies.put(
                request.policy(), request.bypassPolicyLockoutSafetyCheck(), leave, key.arn(), KeyProperties.of(key));
        return answer(new Nothing()).changing(key.governedBy(policy));
    }
}
