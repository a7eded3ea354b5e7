package claviger.kms.cryptography;

import claviger.call.CommonError;
import claviger.crypto.EncryptionContext;
import java.util.Map;

/// The bound on encryption contexts.
final class Contexts {

    /// AWS names no figure, but external key stores need take only this much additional data.
    private static final int MAX_BYTES = 8192;

    private Contexts() {}

    /// The context itself, if it is within the bound.
    ///
    /// @throws claviger.call.AwsException ValidationException if it is larger
    static Map<String, String> bounded(Map<String, String> encryptionContext) {
        if (!encryptionContext.isEmpty() && EncryptionContext.canonical(encryptionContext).length > MAX_BYTES) {
            throw CommonError.VALIDATION.because("The encryption context is larger than %s bytes.", MAX_BYTES);
        }
        return encryptionContext;
    }
}
