package claviger.kms.cryptography;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.crypto.Blob;
import claviger.crypto.SecretBytes;
import claviger.kms.Facts;
import claviger.kms.KeyUsageType;
import claviger.kms.KmsOperation;
import claviger.kms.Leave;
import claviger.kms.MacAlgorithmSpec;
import claviger.kms.Needs;
import java.util.List;

/// Makes the HMAC of a message.
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateMac.html>
public final class GenerateMac implements KmsOperation<GenerateMac.Request, GenerateMac.Response> {

    public record Request(
            @Length(min = 1, max = 4096) SecretBytes message,
            @Audited @Length(min = 1, max = 2048) String keyId,
            @Audited MacAlgorithmSpec macAlgorithm,
            @Length(max = 10) List<@Length(min = 1, max = 8192) String> grantTokens,
            boolean dryRun) {}

    public record Response(Blob mac, MacAlgorithmSpec macAlgorithm, String keyId) {}

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
        var mac = request.message().use(message -> leave.mac(key -> key.compute(message)));
        return answer(new Response(mac, request.macAlgorithm(), leave.key().arn()));
    }
}
