package claviger.kms.importing;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.CommonError;
import claviger.call.Length;
import claviger.crypto.Blob;
import claviger.kms.AlgorithmSpec;
import claviger.kms.Facts;
import claviger.kms.ImportTokens;
import claviger.kms.KeyKind;
import claviger.kms.KeyState;
import claviger.kms.KmsOperation;
import claviger.kms.Leave;
import claviger.kms.Needs;
import claviger.kms.WrappingKeySpec;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/// Makes a public key to wrap key material with, and a token to import it with. Earlier ones stay valid.
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_GetParametersForImport.html>
public final class GetParametersForImport
        implements KmsOperation<GetParametersForImport.Request, GetParametersForImport.Response> {

    private static final Set<KeyState> STATES =
            EnumSet.of(KeyState.ENABLED, KeyState.DISABLED, KeyState.PENDING_IMPORT);

    private final ImportTokens tokens;

    public GetParametersForImport(ImportTokens tokens) {
        this.tokens = tokens;
    }

    public record Request(
            @Audited @Length(min = 1, max = 2048) String keyId,
            @Audited AlgorithmSpec wrappingAlgorithm,
            @Audited WrappingKeySpec wrappingKeySpec) {}

    /// @param keyId the key's ARN
    /// @param publicKey of the wrapping key, as SubjectPublicKeyInfo
    public record Response(String keyId, Blob importToken, Blob publicKey, Instant parametersValidTo) {}

    @Override
    public Needs needs(Request request) {
        return Needs.keyById(request.keyId(), STATES, KeyKind.EXTERNAL)
                .saying(Facts.of("kms:wrappingalgorithm", request.wrappingAlgorithm())
                        .with("kms:wrappingkeyspec", request.wrappingKeySpec()));
    }

    @Override
    public Outcome<Response> handle(Request request, Leave leave) {
        var key = leave.key();
        var algorithm = request.wrappingAlgorithm();
        var spec = request.wrappingKeySpec();
        spec.refuseOutside(leave.region());
        if (!algorithm.fits(key.spec(), spec)) {
            throw CommonError.VALIDATION.because(
                    "WrappingAlgorithm %s with WrappingKeySpec %s cannot wrap key material for KeySpec %s.",
                    algorithm, spec, key.spec());
        }
        var made = tokens.make(leave, algorithm, spec);
        return answer(new Response(key.arn(), made.token(), made.publicKey(), made.validTo()));
    }
}
