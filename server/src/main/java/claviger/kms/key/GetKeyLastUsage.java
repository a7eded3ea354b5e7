package claviger.kms.key;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.kms.KeyKind;
import claviger.kms.KeyLastUsageTrackingOperation;
import claviger.kms.KeyUse;
import claviger.kms.KeyUses;
import claviger.kms.KmsOperation;
import claviger.kms.Leave;
import claviger.kms.Needs;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Tells when a KMS key was last used for cryptography.
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyLastUsage.html>
public final class GetKeyLastUsage implements KmsOperation<GetKeyLastUsage.Request, GetKeyLastUsage.Response> {

    private final KeyUses uses;

    public GetKeyLastUsage(KeyUses uses) {
        this.uses = uses;
    }

    public record Request(
            @Audited @Length(min = 1, max = 2048) String keyId) {}

    /// @param keyId the key's id, not its ARN
    /// @param keyLastUsage `null` if it was not used since tracking began
    public record Response(
            String keyId,
            @Nullable KeyLastUsageData keyLastUsage,
            Instant trackingStartDate,
            Instant keyCreationDate) {}

    /// A use, and where the audit trail has it.
    public record KeyLastUsageData(
            KeyLastUsageTrackingOperation operation, Instant timestamp, String cloudTrailEventId, String kmsRequestId) {

        static @Nullable KeyLastUsageData of(@Nullable KeyUse use) {
            return use == null
                    ? null
                    : new KeyLastUsageData(
                            use.operation(),
                            use.at(),
                            use.eventId().toString(),
                            use.requestId().toString());
        }
    }

    @Override
    public Needs needs(Request request) {
        return Needs.keyById(request.keyId(), Needs.ANY_STATE, KeyKind.ANY);
    }

    @Override
    public Outcome<Response> handle(Request request, Leave leave) {
        var key = leave.key();
        var since = uses.trackedSince();
        return answer(new Response(
                key.id(),
                KeyLastUsageData.of(uses.last(key)),
                since.isAfter(key.created()) ? since : key.created(),
                key.created()));
    }
}
