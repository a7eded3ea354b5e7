package claviger.kms.cryptography;

import claviger.call.CommonError;
import claviger.kms.DataKeySpec;
import org.jspecify.annotations.Nullable;

/// How long a data key is to be.
final class DataKeys {

    private DataKeys() {}

    /// The length in bytes, from exactly one of the two ways to say it.
    ///
    /// @throws claviger.call.AwsException ValidationException if both or neither are given
    static int length(@Nullable DataKeySpec spec, @Nullable Integer numberOfBytes) {
        if ((spec == null) == (numberOfBytes == null)) {
            throw CommonError.VALIDATION.because("Please specify either number of bytes or key spec.");
        }
        if (numberOfBytes != null) {
            return numberOfBytes;
        }
        return switch (spec) {
            case AES_256 -> 32;
            case AES_128 -> 16;
            case null -> throw new IllegalStateException();
        };
    }
}
