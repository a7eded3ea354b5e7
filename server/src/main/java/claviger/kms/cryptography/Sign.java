package claviger.kms.cryptography;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.crypto.Blob;
import claviger.crypto.Randomness;
import claviger.crypto.SecretBytes;
import claviger.kms.Facts;
import claviger.kms.KeyUsageType;
import claviger.kms.KmsOperation;
import claviger.kms.Leave;
import claviger.kms.Needs;
import claviger.kms.SigningAlgorithmSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Signs a message, or the digest of one, with the private key of an asymmetric KMS key.
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html>
public final class Sign implements KmsOperation<Sign.Request, Sign.Response> {

    private final Randomness random;

    public Sign(Randomness random) {
        this.random = random;
    }

    public record Request(
            @Audited @Length(min = 1, max = 2048) String keyId,
            @Length(min = 1, max = 4096) SecretBytes message,
            @Audited @Nullable MessageType messageType,
            @Length(max = 10) List<@Length(min = 1, max = 8192) String> grantTokens,
            @Audited SigningAlgorithmSpec signingAlgorithm,
            boolean dryRun) {}

    public record Response(String keyId, Blob signature, SigningAlgorithmSpec signingAlgorithm) {}

    @Override
    public boolean dryRun(Request request) {
        return request.dryRun();
    }

    @Override
    public Needs needs(Request request) {
        return Needs.key(request.keyId(), KeyUsageType.SIGN_VERIFY)
                .with(request.grantTokens())
                .saying(Facts.of("kms:signingalgorithm", request.signingAlgorithm())
                        .with(
                                "kms:messagetype",
                                request.messageType() == null ? MessageType.RAW : request.messageType()));
    }

    @Override
    public Outcome<Response> handle(Request request, Leave leave) {
        var key = leave.key();
        var signature = request.message().use(message -> {
            var toSign = ToSign.of(key, request.signingAlgorithm(), request.messageType(), message);
            return leave.pair(pair -> toSign.signedBy(pair, random));
        });
        return answer(new Response(key.arn(), signature, request.signingAlgorithm()));
    }
}
