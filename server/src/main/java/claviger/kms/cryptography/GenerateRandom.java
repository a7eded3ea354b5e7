package claviger.kms.cryptography;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.CommonError;
import claviger.call.Length;
import claviger.call.Range;
import claviger.crypto.Randomness;
import claviger.crypto.SecretBytes;
import claviger.kms.KmsError;
import claviger.kms.KmsOperation;
import claviger.kms.Leave;
import claviger.kms.Needs;
import org.jspecify.annotations.Nullable;

/// Returns random bytes.
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateRandom.html>
public final class GenerateRandom implements KmsOperation<GenerateRandom.Request, GenerateRandom.Response> {

    private final Randomness random;

    public GenerateRandom(Randomness random) {
        this.random = random;
    }

    public record Request(
            @Audited @Nullable @Range(min = 1, max = 1024) Integer numberOfBytes,
            @Audited @Nullable @Length(min = 1, max = 64) String customKeyStoreId,
            @Nullable RecipientInfo recipient) {}

    public record Response(SecretBytes plaintext) {}

    @Override
    public Needs needs(Request request) {
        RecipientInfo.refuse(request.recipient());
        return Needs.account();
    }

    @Override
    public Outcome<Response> handle(Request request, Leave leave) {
        var length = request.numberOfBytes();
        if (length == null) {
            throw CommonError.VALIDATION.because("NumberOfBytes is required.");
        }
        if (request.customKeyStoreId() != null) {
            throw KmsError.CUSTOM_KEY_STORE_NOT_FOUND.unexplained();
        }
        return answer(new Response(random.secret(length)));
    }
}
