package claviger.kms.cryptography;

import claviger.call.AwsException;
import claviger.call.CommonError;
import claviger.crypto.AsymmetricPrivateKey;
import claviger.crypto.Blob;
import claviger.crypto.Oaep;
import claviger.crypto.RsaPrivateKey;
import claviger.crypto.SecretBytes;
import claviger.crypto.Sm2;
import claviger.crypto.Sm2PrivateKey;
import claviger.kms.EncryptionAlgorithmSpec;
import claviger.kms.Key;
import claviger.kms.Leave;
import java.util.Map;
import java.util.Optional;

/// Encryption with a public key, for which a ciphertext names no key and has no context.
record KeyPairEncryption(Key key, EncryptionAlgorithmSpec algorithm) {

    /// @throws AwsException ValidationException if there is an encryption context
    static KeyPairEncryption of(Key key, EncryptionAlgorithmSpec algorithm, Map<String, String> encryptionContext) {
        if (!encryptionContext.isEmpty()) {
            throw CommonError.VALIDATION.because("EncryptionContext is not supported for algorithm %s.", algorithm);
        }
        return new KeyPairEncryption(key, algorithm);
    }

    /// @throws AwsException ValidationException if the plaintext is too long for key and algorithm
    Blob encrypt(Leave leave, SecretBytes plaintext) {
        return leave.pair(key, pair -> {
            if (plaintext.length() > capacity(pair)) {
                throw CommonError.VALIDATION.because(
                        "Algorithm %s and key spec %s cannot encrypt data larger than %s bytes.",
                        algorithm, key.spec(), capacity(pair));
            }
            return switch (pair) {
                case RsaPrivateKey rsa -> rsa.publicKey().encrypt(oaep(), plaintext);
                case Sm2PrivateKey sm2 -> sm2.publicKey().encrypt(plaintext, leave.random());
                default -> throw encryptsNothing();
            };
        });
    }

    /// The plaintext, or empty if the ciphertext was not made for this key with this algorithm.
    Optional<SecretBytes> decrypt(Leave leave, Blob ciphertext) {
        return leave.pair(key, pair -> switch (pair) {
            case RsaPrivateKey rsa -> rsa.decrypt(oaep(), ciphertext);
            case Sm2PrivateKey sm2 -> sm2.decrypt(ciphertext);
            default -> throw encryptsNothing();
        });
    }

    /// In bytes.
    private int capacity(AsymmetricPrivateKey pair) {
        return pair instanceof RsaPrivateKey rsa ? oaep().capacity(rsa.bits()) : Sm2.LONGEST_PLAINTEXT;
    }

    private Oaep oaep() {
        return algorithm == EncryptionAlgorithmSpec.RSAES_OAEP_SHA_1 ? Oaep.SHA_1 : Oaep.SHA_256;
    }

    private static IllegalStateException encryptsNothing() {
        return new IllegalStateException("this key pair encrypts nothing");
    }
}
