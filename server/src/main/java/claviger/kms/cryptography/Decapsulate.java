package claviger.kms.cryptography;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.crypto.Blob;
import claviger.crypto.MlKemPrivateKey;
import claviger.crypto.SecretBytes;
import claviger.kms.EncapsulationAlgorithmSpec;
import claviger.kms.KeyUsageType;
import claviger.kms.KmsError;
import claviger.kms.KmsOperation;
import claviger.kms.Leave;
import claviger.kms.Needs;
import java.util.List;

/// Finds the secret in what Encapsulate, or anybody with the public key, made. A ciphertext of the right length
/// that was made otherwise has a secret too, which nobody else knows (FIPS 203, implicit rejection).
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_Decapsulate.html>
public final class Decapsulate implements KmsOperation<Decapsulate.Request, Decapsulate.Response> {

    public record Request(
            @Audited @Length(min = 1, max = 2048) String keyId,
            @Audited EncapsulationAlgorithmSpec encapsulationAlgorithm,
            @Length(min = 1, max = 6144) Blob sharedSecretCiphertextBlob,
            @Length(max = 10) List<@Length(min = 1, max = 8192) String> grantTokens,
            boolean dryRun) {}

    public record Response(String keyId, EncapsulationAlgorithmSpec encapsulationAlgorithm, SecretBytes sharedSecret) {}

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
        var secret = leave.pair(pair -> ((MlKemPrivateKey) pair).decapsulate(request.sharedSecretCiphertextBlob()))
                .orElseThrow(KmsError.INVALID_CIPHERTEXT::unexplained);
        return answer(new Response(leave.key().arn(), request.encapsulationAlgorithm(), secret));
    }
}
