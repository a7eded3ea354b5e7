package claviger.kms.cryptography;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.crypto.Blob;
import claviger.kms.EncapsulationAlgorithmSpec;
import claviger.kms.EncryptionAlgorithmSpec;
import claviger.kms.KeyAgreementAlgorithmSpec;
import claviger.kms.KeyAlgorithms;
import claviger.kms.KeyKind;
import claviger.kms.KeySpec;
import claviger.kms.KeyUsageType;
import claviger.kms.KmsOperation;
import claviger.kms.Leave;
import claviger.kms.Needs;
import claviger.kms.SigningAlgorithmSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Returns the public key of an asymmetric KMS key.
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_GetPublicKey.html>
public final class GetPublicKey implements KmsOperation<GetPublicKey.Request, GetPublicKey.Response> {

    public record Request(
            @Audited @Length(min = 1, max = 2048) String keyId,
            @Length(max = 10) List<@Length(min = 1, max = 8192) String> grantTokens) {}

    /// @param publicKey DER SubjectPublicKeyInfo
    public record Response(
            String keyId,
            Blob publicKey,
            KeySpec customerMasterKeySpec,
            KeySpec keySpec,
            KeyUsageType keyUsage,
            @Nullable List<EncryptionAlgorithmSpec> encryptionAlgorithms,
            @Nullable List<SigningAlgorithmSpec> signingAlgorithms,
            @Nullable List<KeyAgreementAlgorithmSpec> keyAgreementAlgorithms,
            @Nullable List<EncapsulationAlgorithmSpec> encapsulationAlgorithms) {}

    @Override
    public Needs needs(Request request) {
        return Needs.key(request.keyId(), KeyKind.ASYMMETRIC).with(request.grantTokens());
    }

    @Override
    public Outcome<Response> handle(Request request, Leave leave) {
        var key = leave.key();
        var algorithms = KeyAlgorithms.of(key);
        return answer(new Response(
                key.arn(),
                leave.pair(pair -> pair.publicKey().spki()),
                key.spec(),
                key.spec(),
                key.usage(),
                algorithms.encryption(),
                algorithms.signing(),
                algorithms.agreement(),
                algorithms.encapsulation()));
    }
}
