package claviger.kms.importing;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.CommonError;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.crypto.Blob;
import claviger.crypto.MaterialId;
import claviger.crypto.SecretBytes;
import claviger.kms.ExpirationModelType;
import claviger.kms.Facts;
import claviger.kms.ImportTokens;
import claviger.kms.KeyKind;
import claviger.kms.KeyMaterial;
import claviger.kms.KeySpec;
import claviger.kms.KeyState;
import claviger.kms.KmsError;
import claviger.kms.KmsOperation;
import claviger.kms.Leave;
import claviger.kms.Needs;
import claviger.kms.NewMaterial;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Brings key material into a KMS key that was made for it.
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_ImportKeyMaterial.html>
public final class ImportKeyMaterial implements KmsOperation<ImportKeyMaterial.Request, ImportKeyMaterial.Response> {

    private static final Set<KeyState> STATES =
            EnumSet.of(KeyState.ENABLED, KeyState.DISABLED, KeyState.PENDING_IMPORT, KeyState.UPDATING);

    private final ImportTokens tokens;
    private final NewMaterial newMaterial;

    public ImportKeyMaterial(ImportTokens tokens, NewMaterial newMaterial) {
        this.tokens = tokens;
        this.newMaterial = newMaterial;
    }

    /// Whether the key knows the material.
    public enum ImportType {
        NEW_KEY_MATERIAL,
        EXISTING_KEY_MATERIAL
    }

    public record Request(
            @Audited @Length(min = 1, max = 2048) String keyId,
            @Length(min = 1, max = 6144) Blob importToken,
            @Length(min = 1, max = 6144) Blob encryptedKeyMaterial,
            @Audited @Nullable Instant validTo,
            @Audited @Nullable ExpirationModelType expirationModel,
            @Audited @Nullable ImportType importType,

            @Audited @Nullable @Length(max = 256) @Matches(KeyMaterial.Imported.DESCRIPTION)
            String keyMaterialDescription,

            @Audited @Nullable @Length(min = 64, max = 64) @Matches("^[a-f0-9]+$")
            String keyMaterialId) {}

    /// @param keyId the key's ARN
    public record Response(@Audited String keyId, @Audited String keyMaterialId) {}

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public Needs needs(Request request) {
        return Needs.keyById(request.keyId(), STATES, KeyKind.EXTERNAL)
                .saying(Facts.of("kms:expirationmodel", request.expirationModel())
                        .with("kms:validto", request.validTo()));
    }

    @Override
    public Outcome<Response> handle(Request request, Leave leave) {
        var key = leave.key();
        var expiry = expiry(request, leave);
        if (key.spec() != KeySpec.SYMMETRIC_DEFAULT
                && (request.importType() != null
                        || request.keyMaterialDescription() != null
                        || request.keyMaterialId() != null)) {
            throw CommonError.VALIDATION.because(
                    "ImportType, KeyMaterialDescription and KeyMaterialId are valid only for symmetric encryption"
                            + " keys.");
        }
        // Only a key that has never had material takes what it does not know without being told that it is new, and a
        // replica only takes what its primary has.
        var isNew = request.importType() == null
                ? !key.isReplica() && leave.materials().isEmpty()
                : request.importType() == ImportType.NEW_KEY_MATERIAL;
        if (isNew) {
            KeyKind.refuseReplica(key);
        }
        if (isNew && request.keyMaterialId() != null) {
            throw CommonError.VALIDATION.because("KeyMaterialId is valid only with ImportType EXISTING_KEY_MATERIAL.");
        }
        var unwrapped = tokens.unwrap(leave, request.importToken(), request.encryptedKeyMaterial());
        var secret =
                newMaterial.ofStranger(key.spec(), unwrapped).orElseThrow(KmsError.INCORRECT_KEY_MATERIAL::unexplained);
        try {
            var materialId = MaterialId.of(key.account(), key.id(), secret);
            var material = isNew
                    ? fresh(request, leave, secret, materialId, expiry)
                    : again(request, leave, secret, materialId, expiry);
            var all = new ArrayList<>(leave.materials());
            all.removeIf(other -> other.id().equals(materialId));
            all.add(material);
            var current = Stream.of(
                            key.currentMaterialId(), leave.decidingOnPrimary().currentMaterialId(), materialId)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElseThrow();
            return answer(new Response(key.arn(), materialId))
                    .changing(material, key.holding(current, all, leave.now()));
        } finally {
            secret.wipe();
        }
    }

    /// Material that the key does not know: its first, or what it will rotate to.
    private KeyMaterial fresh(
            Request request, Leave leave, SecretBytes secret, String materialId, KeyMaterial.@Nullable Expiry expiry) {
        if (leave.known(materialId) != null) {
            throw KmsError.INCORRECT_KEY_MATERIAL.unexplained();
        }
        refuseSecondPending(leave, materialId);
        var first = leave.key().currentMaterialId() == null;
        return newMaterial.imported(
                leave, secret, new KeyMaterial.Imported(first, request.keyMaterialDescription(), expiry));
    }

    private static void refuseSecondPending(Leave leave, String materialId) {
        for (var other : leave.materials()) {
            if (other.isPendingRotation() && !other.id().equals(materialId)) {
                throw KmsError.INVALID_STATE.because(
                        "New key material (id: %s) cannot be imported into KMS key %s, because another key material"
                                + " (id: %s) is pending rotation.",
                        materialId, leave.key().arn(), other.id());
            }
        }
    }

    /// Material that the key knows, or its primary.
    private KeyMaterial again(
            Request request, Leave leave, SecretBytes secret, String materialId, KeyMaterial.@Nullable Expiry expiry) {
        var known = leave.known(materialId);
        var named = request.keyMaterialId() == null || request.keyMaterialId().equals(materialId);
        if (known == null || known.imported() == null || !named) {
            throw KmsError.INCORRECT_KEY_MATERIAL.unexplained();
        }
        if (known.isPendingRotation()) {
            refuseSecondPending(leave, materialId);
        }
        var before = known.imported();
        var description =
                request.keyMaterialDescription() == null ? before.description() : request.keyMaterialDescription();
        var imported =
                newMaterial.imported(leave, secret, new KeyMaterial.Imported(before.permanent(), description, expiry));
        return known.region().equals(imported.region()) ? known.replacedBy(imported) : imported;
    }

    private static KeyMaterial.@Nullable Expiry expiry(Request request, Leave leave) {
        var validTo = request.validTo();
        if (request.expirationModel() == ExpirationModelType.KEY_MATERIAL_DOES_NOT_EXPIRE) {
            if (validTo != null) {
                throw CommonError.VALIDATION.because(
                        "ValidTo must not be set if ExpirationModel is KEY_MATERIAL_DOES_NOT_EXPIRE.");
            }
            return null;
        }
        if (validTo == null) {
            throw CommonError.VALIDATION.because("ValidTo must be set if ExpirationModel is KEY_MATERIAL_EXPIRES.");
        }
        return KeyMaterial.Expiry.of(validTo, leave.now(), leave.served());
    }
}
