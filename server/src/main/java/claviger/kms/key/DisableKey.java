package claviger.kms.key;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Operation;
import claviger.kms.KeyState;
import claviger.kms.KmsOperation;
import claviger.kms.Leave;
import claviger.kms.Needs;
import java.util.EnumSet;

/// Keeps a KMS key from being used, until it is enabled again.
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_DisableKey.html>
public final class DisableKey implements KmsOperation<DisableKey.Request, Operation.Nothing> {

    public record Request(
            @Audited @Length(min = 1, max = 2048) String keyId) {}

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public Needs needs(Request request) {
        return Needs.keyById(request.keyId(), EnumSet.of(KeyState.ENABLED, KeyState.DISABLED, KeyState.UNAVAILABLE));
    }

    @Override
    public Outcome<Nothing> handle(Request request, Leave leave) {
        return answer(new Nothing()).changing(leave.key().disabled());
    }
}
