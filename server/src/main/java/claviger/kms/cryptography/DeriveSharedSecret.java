package claviger.kms.cryptography;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.CommonError;
import claviger.call.Length;
import claviger.crypto.AsymmetricPrivateKey;
import claviger.crypto.AsymmetricPublicKey;
import claviger.crypto.Blob;
import claviger.crypto.EcPrivateKey;
import claviger.crypto.EcPublicKey;
import claviger.crypto.SecretBytes;
import claviger.crypto.Sm2PrivateKey;
import claviger.crypto.Sm2PublicKey;
import claviger.kms.Facts;
import claviger.kms.KeyAgreementAlgorithmSpec;
import claviger.kms.KeyPairs;
import claviger.kms.KeyUsageType;
import claviger.kms.KmsOperation;
import claviger.kms.Leave;
import claviger.kms.Needs;
import claviger.kms.OriginType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the secret that a KMS key and somebody else's public key share.
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_DeriveSharedSecret.html>
public final class DeriveSharedSecret implements KmsOperation<DeriveSharedSecret.Request, DeriveSharedSecret.Response> {

    public record Request(
            @Audited @Length(min = 1, max = 2048) String keyId,
            @Audited KeyAgreementAlgorithmSpec keyAgreementAlgorithm,
            @Length(min = 1, max = 8192) Blob publicKey,
            @Length(max = 10) List<@Length(min = 1, max = 8192) String> grantTokens,
            boolean dryRun,
            @Nullable RecipientInfo recipient) {}

    /// @param sharedSecret the x coordinate of the point that both find
    public record Response(
            String keyId,
            SecretBytes sharedSecret,
            KeyAgreementAlgorithmSpec keyAgreementAlgorithm,
            OriginType keyOrigin) {}

    @Override
    public boolean dryRun(Request request) {
        return request.dryRun();
    }

    @Override
    public Needs needs(Request request) {
        RecipientInfo.refuse(request.recipient());
        return Needs.key(request.keyId(), KeyUsageType.KEY_AGREEMENT)
                .with(request.grantTokens())
                .saying(Facts.of("kms:keyagreementalgorithm", request.keyAgreementAlgorithm()));
    }

    @Override
    public Outcome<Response> handle(Request request, Leave leave) {
        var key = leave.key();
        var peer = KeyPairs.peer(key.spec(), request.publicKey()).orElseThrow(CommonError.VALIDATION::unexplained);
        var secret = leave.pair(pair -> agree(pair, peer));
        return answer(new Response(key.arn(), secret, request.keyAgreementAlgorithm(), key.origin()));
    }

    private static SecretBytes agree(AsymmetricPrivateKey pair, AsymmetricPublicKey peer) {
        return switch (pair) {
            case EcPrivateKey ec when peer instanceof EcPublicKey point -> ec.deriveSharedSecret(point);
            case Sm2PrivateKey sm2 when peer instanceof Sm2PublicKey point -> sm2.deriveSharedSecret(point);
            default -> throw new IllegalStateException("these keys agree on nothing");
        };
    }
}
