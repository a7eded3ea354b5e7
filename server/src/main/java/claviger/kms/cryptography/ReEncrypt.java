package claviger.kms.cryptography;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.CommonError;
import claviger.call.Length;
import claviger.crypto.Blob;
import claviger.kms.DryRunModifierType;
import claviger.kms.EncryptionAlgorithmSpec;
import claviger.kms.Facts;
import claviger.kms.KeyUsageType;
import claviger.kms.KmsError;
import claviger.kms.KmsOperation;
import claviger.kms.Leave;
import claviger.kms.Needs;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Decrypts a ciphertext under one KMS key and encrypts it again, under another or under another
/// context. The plaintext does not leave. Each key permits its own half.
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_ReEncrypt.html>
public final class ReEncrypt implements KmsOperation<ReEncrypt.Request, ReEncrypt.Response> {

    public record Request(
            @Nullable @Length(min = 1, max = 6144) Blob ciphertextBlob,
            @Audited Map<String, String> sourceEncryptionContext,
            @Audited @Nullable @Length(min = 1, max = 2048) String sourceKeyId,
            @Audited @Length(min = 1, max = 2048) String destinationKeyId,
            @Audited Map<String, String> destinationEncryptionContext,
            @Audited @Nullable EncryptionAlgorithmSpec sourceEncryptionAlgorithm,
            @Audited @Nullable EncryptionAlgorithmSpec destinationEncryptionAlgorithm,
            @Length(max = 10) List<@Length(min = 1, max = 8192) String> grantTokens,
            boolean dryRun,
            List<DryRunModifierType> dryRunModifiers) {

        boolean ignoresCiphertext() {
            return dryRun && dryRunModifiers.contains(DryRunModifierType.IGNORE_CIPHERTEXT);
        }
    }

    public record Response(
            Blob ciphertextBlob,
            String sourceKeyId,
            String keyId,
            EncryptionAlgorithmSpec sourceEncryptionAlgorithm,
            EncryptionAlgorithmSpec destinationEncryptionAlgorithm,
            @Nullable String sourceKeyMaterialId,
            @Nullable String destinationKeyMaterialId) {}

    @Override
    public boolean dryRun(Request request) {
        return request.dryRun();
    }

    @Override
    public Needs needs(Request request) {
        if (request.sourceKeyId() == null && request.ignoresCiphertext()) {
            throw CommonError.VALIDATION.because("SourceKeyId is required when the ciphertext is ignored.");
        }
        var source = Ciphertexts.keyOf(request.ciphertextBlob(), request.sourceKeyId());
        var destination = Needs.key(request.destinationKeyId(), KeyUsageType.ENCRYPT_DECRYPT);
        return source.forAction("ReEncryptFrom")
                .saying(Facts.ofEncryption(request.sourceEncryptionAlgorithm(), request.sourceEncryptionContext()))
                .and(destination
                        .forAction("ReEncryptTo")
                        .saying(Facts.ofEncryption(
                                request.destinationEncryptionAlgorithm(), request.destinationEncryptionContext())))
                .with(request.grantTokens());
    }

    @Override
    public Outcome<Response> handle(Request request, Leave leave) {
        var source = leave.keys().get(0);
        var destination = leave.keys().get(1);
        var from = Algorithms.fitting(source, request.sourceEncryptionAlgorithm());
        var to = Algorithms.fitting(destination, request.destinationEncryptionAlgorithm());
        if (request.ignoresCiphertext()) {
            throw KmsError.DRY_RUN.because("The request would have succeeded, but the DryRun option is set.");
        }
        var opened = Ciphertexts.open(leave, source, from, request.ciphertextBlob(), request.sourceEncryptionContext());
        var plaintext = opened.plaintext();
        try {
            var again = Ciphertexts.seal(leave, destination, to, plaintext, request.destinationEncryptionContext());
            var outcome = answer(new Response(
                    again.blob(),
                    source.arn(),
                    destination.arn(),
                    from,
                    to,
                    orNull(opened.materialId()),
                    orNull(again.materialId())));
            return noting(
                    noting(outcome, "sourceKeyMaterialId", opened.materialId()),
                    "destinationKeyMaterialId",
                    again.materialId());
        } finally {
            plaintext.wipe();
        }
    }

    private static Outcome<Response> noting(Outcome<Response> outcome, String name, String materialId) {
        return materialId.isEmpty() ? outcome : outcome.noting(name, materialId);
    }

    private static @Nullable String orNull(String materialId) {
        return materialId.isEmpty() ? null : materialId;
    }
}
