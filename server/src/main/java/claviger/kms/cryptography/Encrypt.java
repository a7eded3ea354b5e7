package claviger.kms.cryptography;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.crypto.Blob;
import claviger.crypto.SecretBytes;
import claviger.kms.EncryptionAlgorithmSpec;
import claviger.kms.Facts;
import claviger.kms.KeyUsageType;
import claviger.kms.KmsOperation;
import claviger.kms.Leave;
import claviger.kms.Needs;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Encrypts up to 4,096 bytes under a KMS key.
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_Encrypt.html>
public final class Encrypt implements KmsOperation<Encrypt.Request, Encrypt.Response> {

    public record Request(
            @Audited @Length(min = 1, max = 2048) String keyId,
            @Length(min = 1, max = 4096) SecretBytes plaintext,
            @Audited Map<String, String> encryptionContext,
            @Length(max = 10) List<@Length(min = 1, max = 8192) String> grantTokens,
            @Audited @Nullable EncryptionAlgorithmSpec encryptionAlgorithm,
            boolean dryRun) {}

    public record Response(Blob ciphertextBlob, String keyId, EncryptionAlgorithmSpec encryptionAlgorithm) {}

    @Override
    public boolean dryRun(Request request) {
        return request.dryRun();
    }

    @Override
    public Needs needs(Request request) {
        return Needs.key(request.keyId(), KeyUsageType.ENCRYPT_DECRYPT)
                .with(request.grantTokens())
                .saying(Facts.ofEncryption(request.encryptionAlgorithm(), request.encryptionContext()));
    }

    @Override
    public Outcome<Response> handle(Request request, Leave leave) {
        var key = leave.key();
        var algorithm = Algorithms.fitting(key, request.encryptionAlgorithm());
        var sealed = Ciphertexts.seal(leave, key, algorithm, request.plaintext(), request.encryptionContext());
        return answer(new Response(sealed.blob(), key.arn(), algorithm)).using(sealed.materialId());
    }
}
