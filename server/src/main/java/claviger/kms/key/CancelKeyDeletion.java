package claviger.kms.key;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.kms.KeyState;
import claviger.kms.KmsError;
import claviger.kms.KmsOperation;
import claviger.kms.Leave;
import claviger.kms.Needs;
import java.util.EnumSet;
import java.util.Set;

/// Calls off the deletion of a KMS key, which is disabled then, or waits for its
/// material if that was imported and has gone.
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_CancelKeyDeletion.html>
public final class CancelKeyDeletion implements KmsOperation<CancelKeyDeletion.Request, CancelKeyDeletion.Response> {

    private static final Set<KeyState> PENDING =
            EnumSet.of(KeyState.PENDING_DELETION, KeyState.PENDING_REPLICA_DELETION);

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
        return Needs.keyById(request.keyId(), Needs.ANY_STATE);
    }

    @Override
    public Outcome<Response> handle(Request request, Leave leave) {
        var key = leave.key();
        if (!PENDING.contains(key.state())) {
            throw KmsError.INVALID_STATE.because("%s is not pending deletion.", key.arn());
        }
        return answer(new Response(key.arn())).changing(key.saved(leave.materials()));
    }
}
