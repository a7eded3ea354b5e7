package claviger.kms.rotation;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.kms.KeyKind;
import claviger.kms.KmsOperation;
import claviger.kms.Leave;
import claviger.kms.Needs;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Tells whether and when a KMS key rotates by itself.
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyRotationStatus.html>
public final class GetKeyRotationStatus
        implements KmsOperation<GetKeyRotationStatus.Request, GetKeyRotationStatus.Response> {

    public record Request(
            @Audited @Length(min = 1, max = 2048) String keyId) {}

    /// @param keyId the key's ARN
    /// @param onDemandRotationStartDate only while a rotation that was asked for is under way
    public record Response(
            boolean keyRotationEnabled,
            String keyId,
            @Nullable Integer rotationPeriodInDays,
            @Nullable Instant nextRotationDate,
            @Nullable Instant onDemandRotationStartDate) {}

    @Override
    public Needs needs(Request request) {
        return Needs.keyById(request.keyId(), Needs.ANY_STATE, KeyKind.ROTATING);
    }

    @Override
    public Outcome<Response> handle(Request request, Leave leave) {
        var key = leave.key();
        var rotation = key.rotation();
        // A key that is to be deleted reads as one that does not rotate; calling that off brings the schedule back.
        var enabled = rotation.next() != null && key.deletion() == null;
        return answer(new Response(
                enabled,
                key.arn(),
                enabled ? rotation.periodInDays() : null,
                enabled ? rotation.next() : null,
                rotation.onDemandSince()));
    }
}
