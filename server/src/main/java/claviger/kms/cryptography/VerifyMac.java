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
import claviger.kms.MacAlgorithmSpec;
import claviger.kms.Needs;
import java.util.List;

/// Verifies the HMAC of a message. One that is wrong is an error.
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_VerifyMac.html>
public final class VerifyMac implements KmsOperation<VerifyMac.Request, VerifyMac.Response> {

    public record Request(
            @Length(min = 1, max = 4096) SecretBytes message,
            @Audited @Length(min = 1, max = 2048) String keyId,
            @Audited MacAlgorithmSpec macAlgorithm,
            @Length(min = 1, max = 6144) Blob mac,
            @Length(max = 10) List<@Length(min = 1, max = 8192) String> grantTokens,
            boolean dryRun) {}

    public record Response(String keyId, boolean macValid, MacAlgorithmSpec macAlgorithm) {}

    @Override
    public boolean dryRun(Request request) {
        return request.dryRun();
    }

    @Override
    public Needs needs(Request request) {
        return Needs.key(request.keyId(), KeyUsageType.GENERATE_VERIFY_MAC)
                .with(request.grantTokens())
                .saying(Facts.of("kms:macalgorithm", request.macAlgorithm()));
    }

    @Override
    public Outcome<Response> handle(Request request, Leave leave) {
        Algorithms.requireFitting(leave.key(), request.macAlgorithm());
        boolean valid = request.message().use(message -> leave.mac(key -> key.verify(message, request.mac())));
        if (!valid) {
            throw KmsError.INVALID_MAC.unexplained();
        }
        return answer(new Response(leave.key().arn(), true, request.macAlgorithm()));
    }
}
