package claviger.kms.cryptography;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.CommonError;
import claviger.call.Length;
import claviger.crypto.Blob;
import claviger.crypto.SecretBytes;
import claviger.kms.DryRunModifierType;
import claviger.kms.EncryptionAlgorithmSpec;
import claviger.kms.Facts;
import claviger.kms.KmsError;
import claviger.kms.KmsOperation;
import claviger.kms.Leave;
import claviger.kms.Needs;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Decrypts what Encrypt or a data key operation returned. The key is the one that the ciphertext names;
/// a KeyId in the request can only insist on it.
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html>
public final class Decrypt implements KmsOperation<Decrypt.Request, Decrypt.Response> {

    public record Request(
            @Nullable @Length(min = 1, max = 6144) Blob ciphertextBlob,
            @Audited Map<String, String> encryptionContext,
            @Length(max = 10) List<@Length(min = 1, max = 8192) String> grantTokens,
            @Audited @Nullable @Length(min = 1, max = 2048) String keyId,
            @Audited @Nullable EncryptionAlgorithmSpec encryptionAlgorithm,
            @Nullable RecipientInfo recipient,
            boolean dryRun,
            List<DryRunModifierType> dryRunModifiers) {

        boolean ignoresCiphertext() {
            return dryRun && dryRunModifiers.contains(DryRunModifierType.IGNORE_CIPHERTEXT);
        }
    }

    public record Response(
            String keyId,
            SecretBytes plaintext,
            EncryptionAlgorithmSpec encryptionAlgorithm,
            @Nullable String keyMaterialId) {}

    @Override
    public boolean dryRun(Request request) {
        return request.dryRun();
    }

    @Override
    public Needs needs(Request request) {
        RecipientInfo.refuse(request.recipient());
        if (request.keyId() == null && request.ignoresCiphertext()) {
            throw CommonError.VALIDATION.because("KeyId is required when the ciphertext is ignored.");
        }
        return Ciphertexts.keyOf(request.ciphertextBlob(), request.keyId())
                .with(request.grantTokens())
                .saying(Facts.ofEncryption(request.encryptionAlgorithm(), request.encryptionContext()));
    }

    @Override
    public Outcome<Response> handle(Request request, Leave leave) {
        var key = leave.key();
        var algorithm = Algorithms.fitting(key, request.encryptionAlgorithm());
        if (request.ignoresCiphertext()) {
            throw KmsError.DRY_RUN.because("The request would have succeeded, but the DryRun option is set.");
        }
        var opened = Ciphertexts.open(leave, key, algorithm, request.ciphertextBlob(), request.encryptionContext());
        var materialId = opened.materialId();
        return answer(new Response(key.arn(), opened.plaintext(), algorithm, materialId.isEmpty() ? null : materialId))
                .using(materialId);
    }
}
