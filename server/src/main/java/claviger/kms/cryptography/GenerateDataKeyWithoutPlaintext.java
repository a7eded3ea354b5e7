package claviger.kms.cryptography;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Range;
import claviger.crypto.Blob;
import claviger.crypto.Randomness;
import claviger.kms.DataKeySpec;
import claviger.kms.Facts;
import claviger.kms.KeyUsageType;
import claviger.kms.KmsOperation;
import claviger.kms.Leave;
import claviger.kms.Needs;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes a data key and returns it only encrypted under a KMS key, for whoever will need it later.
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKeyWithoutPlaintext.html>
public final class GenerateDataKeyWithoutPlaintext
        implements KmsOperation<GenerateDataKeyWithoutPlaintext.Request, GenerateDataKeyWithoutPlaintext.Response> {

    private final Randomness random;

    public GenerateDataKeyWithoutPlaintext(Randomness random) {
        this.random = random;
    }

    public record Request(
            @Audited @Length(min = 1, max = 2048) String keyId,
            @Audited Map<String, String> encryptionContext,
            @Audited @Nullable DataKeySpec keySpec,
            @Audited @Nullable @Range(min = 1, max = 1024) Integer numberOfBytes,
            @Length(max = 10) List<@Length(min = 1, max = 8192) String> grantTokens,
            boolean dryRun) {}

    public record Response(Blob ciphertextBlob, String keyId, String keyMaterialId) {}

    @Override
    public boolean dryRun(Request request) {
        return request.dryRun();
    }

    @Override
    public Needs needs(Request request) {
        return Needs.key(request.keyId(), KeyUsageType.ENCRYPT_DECRYPT)
                .with(request.grantTokens())
                .saying(Facts.ofEncryption(null, request.encryptionContext()));
    }

    @Override
    public Outcome<Response> handle(Request request, Leave leave) {
        var dataKey = random.secret(DataKeys.length(request.keySpec(), request.numberOfBytes()));
        var ring = leave.ring();
        var ciphertext = ring.seal(dataKey, Contexts.bounded(request.encryptionContext()));
        dataKey.wipe();
        var materialId = ring.currentMaterialId();
        return answer(new Response(ciphertext, leave.key().arn(), materialId)).using(materialId);
    }
}
