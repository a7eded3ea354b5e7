package claviger.kms.cryptography;

import claviger.kms.EncryptionAlgorithmSpec;
import claviger.kms.Key;
import claviger.kms.KmsError;
import org.jspecify.annotations.Nullable;

/// Which encryption algorithm a request means.
final class Algorithms {

    private Algorithms() {}

    /// The algorithm asked for, or the only one of a symmetric key.
    ///
    /// @throws claviger.call.AwsException InvalidKeyUsageException if the key does not know it
    static EncryptionAlgorithmSpec fitting(Key key, @Nullable EncryptionAlgorithmSpec asked) {
        if (asked != null && asked != EncryptionAlgorithmSpec.SYMMETRIC_DEFAULT) {
            throw KmsError.INVALID_KEY_USAGE.because(
                    "Algorithm %s is incompatible with key spec %s.", asked, key.spec());
        }
        return EncryptionAlgorithmSpec.SYMMETRIC_DEFAULT;
    }
}
