package claviger.kms.rotation;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.kms.KeyKind;
import claviger.kms.KeyState;
import claviger.kms.KmsError;
import claviger.kms.KmsOperation;
import claviger.kms.Leave;
import claviger.kms.Needs;
import claviger.kms.OriginType;
import claviger.kms.Rotation;
import java.time.Duration;
import java.util.EnumSet;

/// Asks for a rotation of a KMS key, which then happens within moments.
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_RotateKeyOnDemand.html>
public final class RotateKeyOnDemand implements KmsOperation<RotateKeyOnDemand.Request, RotateKeyOnDemand.Response> {

    private static final Duration TOO_CLOSE = Duration.ofMinutes(20);

    public record Request(
            @Audited @Length(min = 1, max = 2048) String keyId) {}

    /// @param keyId the key's ARN
    public record Response(@Audited String keyId) {}

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public Needs needs(Request request) {
        return Needs.keyById(request.keyId(), EnumSet.of(KeyState.ENABLED), KeyKind.ROTATING_ON_DEMAND);
    }

    @Override
    public Outcome<Response> handle(Request request, Leave leave) {
        var key = leave.key();
        var rotation = key.rotation();
        if (rotation.onDemandSince() != null) {
            throw KmsError.CONFLICT.because("An on-demand rotation of %s is in progress already.", key.arn());
        }
        var next = rotation.next();
        if (next != null && next.isBefore(leave.now().plus(TOO_CLOSE))) {
            throw KmsError.CONFLICT.because(
                    "An automatic rotation of %s is in progress, or due within the next 20 minutes.", key.arn());
        }
        if (rotation.onDemandCount() >= Rotation.MOST_ON_DEMAND) {
            throw KmsError.LIMIT_EXCEEDED.because(
                    "The limit of %s on-demand rotations has been reached for %s.", Rotation.MOST_ON_DEMAND, key.arn());
        }
        if (key.origin() == OriginType.EXTERNAL
                && leave.materials().stream()
                        .noneMatch(material -> material.isPendingRotation() && leave.isEverywhere(material))) {
            throw KmsError.INVALID_STATE.because(
                    "No available key material pending rotation for the key: %s.", key.arn());
        }
        return answer(new Response(key.arn())).changing(leave.shared(rotation.onDemand(leave.now())));
    }
}
