package claviger.kms.rotation;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Operation;
import claviger.kms.KeyKind;
import claviger.kms.KmsOperation;
import claviger.kms.Leave;
import claviger.kms.Needs;

/// Keeps a KMS key from rotating by itself.
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_DisableKeyRotation.html>
public final class DisableKeyRotation implements KmsOperation<DisableKeyRotation.Request, Operation.Nothing> {

    public record Request(
            @Audited @Length(min = 1, max = 2048) String keyId) {}

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public Needs needs(Request request) {
        return Needs.keyById(request.keyId(), Needs.USABLE, KeyKind.SELF_ROTATING);
    }

    @Override
    public Outcome<Nothing> handle(Request request, Leave leave) {
        var key = leave.key();
        return answer(new Nothing()).changing(leave.shared(key.rotation().off()));
    }
}
