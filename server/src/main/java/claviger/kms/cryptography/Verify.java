package claviger.kms.cryptography;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.crypto.Blob;
import claviger.crypto.SecretBytes;
import claviger.kms.Facts;
import claviger.kms.KeyUsageType;
import claviger.kms.KmsError;
import claviger.kms.KmsOperation;
import claviger.kms.Leave;
import claviger.kms.Needs;
import claviger.kms.SigningAlgorithmSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Verifies a signature with the public key of an asymmetric KMS key. One that is wrong is an error.
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_Verify.html>
public final class Verify implements KmsOperation<Verify.Request, Verify.Response> {

    public record Request(
            @Audited @Length(min = 1, max = 2048) String keyId,
            @Length(min = 1, max = 4096) SecretBytes message,
            @Audited @Nullable MessageType messageType,
            @Length(min = 1, max = 6144) Blob signature,
            @Audited SigningAlgorithmSpec signingAlgorithm,
            @Length(max = 10) List<@Length(min = 1, max = 8192) String> grantTokens,
            boolean dryRun) {}

    public record Response(String keyId, boolean signatureValid, SigningAlgorithmSpec signingAlgorithm) {}

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
        boolean valid = request.message().use(message -> {
            var toSign = ToSign.of(key, request.signingAlgorithm(), request.messageType(), message);
            return leave.pair(pair -> toSign.isSigned(pair, request.signature()));
        });
        if (!valid) {
            throw KmsError.INVALID_SIGNATURE.unexplained();
        }
        return answer(new Response(key.arn(), true, request.signingAlgorithm()));
    }
}
