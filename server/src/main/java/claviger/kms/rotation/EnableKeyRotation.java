package claviger.kms.rotation;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Operation;
import claviger.call.Range;
import claviger.kms.Facts;
import claviger.kms.KeyKind;
import claviger.kms.KmsOperation;
import claviger.kms.Leave;
import claviger.kms.Needs;
import claviger.kms.Rotation;
import org.jspecify.annotations.Nullable;

/// Lets a KMS key rotate by itself. The first rotation is one period after this call.
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html>
public final class EnableKeyRotation implements KmsOperation<EnableKeyRotation.Request, Operation.Nothing> {

    public record Request(
            @Audited @Length(min = 1, max = 2048) String keyId,
            @Audited @Nullable @Range(min = 90, max = 2560) Integer rotationPeriodInDays) {}

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public Needs needs(Request request) {
        return Needs.keyById(request.keyId(), Needs.USABLE, KeyKind.SELF_ROTATING)
                .saying(Facts.of("kms:rotationperiodindays", days(request)));
    }

    @Override
    public Outcome<Nothing> handle(Request request, Leave leave) {
        var rotation = leave.key().rotation();
        return answer(new Nothing()).changing(leave.shared(rotation.every(days(request), leave.now())));
    }

    private static int days(Request request) {
        return request.rotationPeriodInDays() == null ? Rotation.DEFAULT_DAYS : request.rotationPeriodInDays();
    }
}
