package claviger.kms.cryptography;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.crypto.Blob;
import claviger.crypto.MlKemPrivateKey;
import claviger.crypto.Randomness;
import claviger.crypto.SecretBytes;
import claviger.kms.EncapsulationAlgorithmSpec;
import claviger.kms.KeyUsageType;
import claviger.kms.KmsOperation;
import claviger.kms.Leave;
import claviger.kms.Needs;
import java.util.List;

/// Makes a secret, and a ciphertext from which the holder of the KMS key finds it (FIPS 203).
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_Encapsulate.html>
public final class Encapsulate implements KmsOperation<Encapsulate.Request, Encapsulate.Response> {

    private final Randomness random;

    public Encapsulate(Randomness random) {
        this.random = random;
    }

    public record Request(
            @Audited @Length(min = 1, max = 2048) String keyId,
            @Audited EncapsulationAlgorithmSpec encapsulationAlgorithm,
            @Length(max = 10) List<@Length(min = 1, max = 8192) String> grantTokens,
            boolean dryRun) {}

    public record Response(
            String keyId,
            EncapsulationAlgorithmSpec encapsulationAlgorithm,
            SecretBytes sharedSecret,
            Blob sharedSecretCiphertextBlob) {}

    @Override
    public boolean dryRun(Request request) {
        return request.dryRun();
    }

    @Override
    public Needs needs(Request request) {
        return Needs.key(request.keyId(), KeyUsageType.ENCAPSULATE_DECAPSULATE).with(request.grantTokens());
    }

    @Override
    public Outcome<Response> handle(Request request, Leave leave) {
        var made = leave.pair(pair -> ((MlKemPrivateKey) pair).publicKey().encapsulate(random));
        return answer(new Response(
                leave.key().arn(), request.encapsulationAlgorithm(), made.sharedSecret(), made.ciphertext()));
    }
}
