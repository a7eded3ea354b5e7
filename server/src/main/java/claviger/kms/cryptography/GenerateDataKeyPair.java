package claviger.kms.cryptography;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.crypto.Blob;
import claviger.crypto.SecretBytes;
import claviger.kms.DataKeyPairSpec;
import claviger.kms.Facts;
import claviger.kms.KeyPairs;
import claviger.kms.KeyUsageType;
import claviger.kms.KmsOperation;
import claviger.kms.Leave;
import claviger.kms.Needs;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes a key pair, and returns the private key twice: in the clear, and encrypted under a KMS key.
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKeyPair.html>
public final class GenerateDataKeyPair
        implements KmsOperation<GenerateDataKeyPair.Request, GenerateDataKeyPair.Response> {

    private final KeyPairs keyPairs;

    public GenerateDataKeyPair(KeyPairs keyPairs) {
        this.keyPairs = keyPairs;
    }

    public record Request(
            @Audited Map<String, String> encryptionContext,
            @Audited @Length(min = 1, max = 2048) String keyId,
            @Audited DataKeyPairSpec keyPairSpec,
            @Length(max = 10) List<@Length(min = 1, max = 8192) String> grantTokens,
            @Nullable RecipientInfo recipient,
            boolean dryRun) {}

    /// @param publicKey DER SubjectPublicKeyInfo; the private key is DER PrivateKeyInfo
    public record Response(
            Blob privateKeyCiphertextBlob,
            SecretBytes privateKeyPlaintext,
            Blob publicKey,
            String keyId,
            DataKeyPairSpec keyPairSpec,
            String keyMaterialId) {}

    @Override
    public boolean dryRun(Request request) {
        return request.dryRun();
    }

    @Override
    public Needs needs(Request request) {
        RecipientInfo.refuse(request.recipient());
        return Needs.key(request.keyId(), KeyUsageType.ENCRYPT_DECRYPT)
                .with(request.grantTokens())
                .saying(Facts.ofEncryption(null, request.encryptionContext())
                        .with("kms:datakeypairspec", request.keyPairSpec()));
    }

    @Override
    public Outcome<Response> handle(Request request, Leave leave) {
        var made = SealedKeyPair.make(
                keyPairs, request.keyPairSpec(), leave, request.encryptionContext(), request.dryRun());
        return answer(new Response(
                        made.ciphertext(),
                        made.privateKey(),
                        made.publicKey(),
                        leave.key().arn(),
                        request.keyPairSpec(),
                        made.materialId()))
                .using(made.materialId());
    }
}
