package claviger.kms.cryptography;

import claviger.call.AwsException;
import claviger.kms.EncryptionAlgorithmSpec;
import claviger.kms.Key;
import claviger.kms.KmsError;
import claviger.kms.MacAlgorithmSpec;
import org.jspecify.annotations.Nullable;

/// Which algorithm a request means.
final class Algorithms {

    private Algorithms() {}

    /// The encryption algorithm asked for, or the only one of a symmetric key.
    ///
    /// @throws AwsException InvalidKeyUsageException if the key does not know it
    static EncryptionAlgorithmSpec fitting(Key key, @Nullable EncryptionAlgorithmSpec asked) {
        var algorithm = asked == null ? EncryptionAlgorithmSpec.SYMMETRIC_DEFAULT : asked;
        if (!algorithm.fits(key.spec())) {
            throw KmsError.INVALID_KEY_USAGE.because(
                    "Algorithm %s is incompatible with key spec %s.", algorithm, key.spec());
        }
        return algorithm;
    }

    /// @throws AwsException InvalidKeyUsageException if the key does not know it
    static void requireFitting(Key key, MacAlgorithmSpec asked) {
        if (!asked.fits(key.spec())) {
            throw KmsError.INVALID_KEY_USAGE.because(
                    "Algorithm %s is incompatible with key spec %s.", asked, key.spec());
        }
    }
}
