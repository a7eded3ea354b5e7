package claviger.kms.cryptography;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.crypto.Blob;
import claviger.kms.DataKeyPairSpec;
import claviger.kms.Facts;
import claviger.kms.KeyPairs;
import claviger.kms.KeyUsageType;
import claviger.kms.KmsOperation;
import claviger.kms.Leave;
import claviger.kms.Needs;
import java.util.List;
import java.util.Map;

/// Makes a key pair, and returns the private key only encrypted under a KMS key.
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKeyPairWithoutPlaintext.html>
public final class GenerateDataKeyPairWithoutPlaintext
        implements KmsOperation<
                GenerateDataKeyPairWithoutPlaintext.Request, GenerateDataKeyPairWithoutPlaintext.Response> {

    private final KeyPairs keyPairs;

    public GenerateDataKeyPairWithoutPlaintext(KeyPairs keyPairs) {
        this.keyPairs = keyPairs;
    }

    public record Request(
            @Audited Map<String, String> encryptionContext,
            @Audited @Length(min = 1, max = 2048) String keyId,
            @Audited DataKeyPairSpec keyPairSpec,
            @Length(max = 10) List<@Length(min = 1, max = 8192) String> grantTokens,
            boolean dryRun) {}

    /// @param publicKey DER SubjectPublicKeyInfo; the private key is DER PrivateKeyInfo
    public record Response(
            Blob privateKeyCiphertextBlob,
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
        return Needs.key(request.keyId(), KeyUsageType.ENCRYPT_DECRYPT)
                .with(request.grantTokens())
                .saying(Facts.ofEncryption(null, request.encryptionContext())
                        .with("kms:datakeypairspec", request.keyPairSpec()));
    }

    @Override
    public Outcome<Response> handle(Request request, Leave leave) {
        var made = SealedKeyPair.make(
                keyPairs, request.keyPairSpec(), leave, request.encryptionContext(), request.dryRun());
        made.privateKey().wipe();
        return answer(new Response(
                        made.ciphertext(),
                        made.publicKey(),
                        leave.key().arn(),
                        request.keyPairSpec(),
                        made.materialId()))
                .using(made.materialId());
    }
}
