package claviger.kms.importing;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.kms.KeyKind;
import claviger.kms.KeyState;
import claviger.kms.KmsError;
import claviger.kms.KmsOperation;
import claviger.kms.Leave;
import claviger.kms.Needs;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Destroys imported key material at once. The same may be imported again.
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_DeleteImportedKeyMaterial.html>
public final class DeleteImportedKeyMaterial
        implements KmsOperation<DeleteImportedKeyMaterial.Request, DeleteImportedKeyMaterial.Response> {

    private static final Set<KeyState> STATES =
            EnumSet.complementOf(EnumSet.of(KeyState.CREATING, KeyState.UPDATING, KeyState.UNAVAILABLE));

    public record Request(
            @Audited @Length(min = 1, max = 2048) String keyId,

            @Audited @Nullable @Length(min = 64, max = 64) @Matches("^[a-f0-9]+$")
            String keyMaterialId) {}

    /// @param keyId the key's ARN
    /// @param keyMaterialId `null` if the key has never had material
    public record Response(
            @Audited String keyId, @Audited @Nullable String keyMaterialId) {}

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public Needs needs(Request request) {
        return Needs.keyById(request.keyId(), STATES, KeyKind.EXTERNAL);
    }

    @Override
    public Outcome<Response> handle(Request request, Leave leave) {
        var key = leave.key();
        var wanted = request.keyMaterialId() == null ? key.currentMaterialId() : request.keyMaterialId();
        var response = answer(new Response(key.arn(), wanted));
        if (wanted == null) {
            return response;
        }
        var material = leave.materials().stream()
                .filter(each -> each.id().equals(wanted))
                .findFirst()
                .orElseThrow(
                        () -> KmsError.NOT_FOUND.because("Key material '%s' of %s does not exist", wanted, key.arn()));
        if (material.sealed() == null) {
            return response;
        }
        return new Outcome<>(response.response(), leave.removal(material), Map.of());
    }
}
