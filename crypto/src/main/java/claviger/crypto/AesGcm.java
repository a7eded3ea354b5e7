package claviger.crypto;

import java.util.Arrays;
import java.util.Optional;

/// Seals rows and keys at rest: AES-256-GCM under a random nonce.
///
/// A sealed blob is nonce (12 bytes), ciphertext (as long as the plaintext), tag (16 bytes). One
/// key may seal 2^32 times (NIST SP 800-38D, 8.3), which is what a domain key's rotation has to
/// see to; ciphertexts that callers hold are [Envelope]s, whose keys are used once.
public final class AesGcm {

    /// How many bytes a sealed blob has more than its plaintext.
    public static final int OVERHEAD = 12 + InsecureNonceAesGcm.TAG_LENGTH;

    private static final int KEY_LENGTH = 32;
    private static final int NONCE_LENGTH = 12;

    private AesGcm() {}

    /// @param key 32 bytes
    /// @param aad what the plaintext belongs to: needed again to open, not hidden, not stored
    /// @throws IllegalArgumentException if the key has another length
    public static Blob seal(SecretBytes key, byte[] aad, byte[] plaintext, Randomness random) {
        requireKey(key);
        var sealed = new byte[plaintext.length + OVERHEAD];
        var nonce = random.bytes(NONCE_LENGTH);
        System.arraycopy(nonce, 0, sealed, 0, NONCE_LENGTH);
        return key.use(bytes -> {
            InsecureNonceAesGcm.seal(bytes, nonce, aad, plaintext, sealed, NONCE_LENGTH);
            return Blob.adopt(sealed);
        });
    }

    /// The same for a plaintext that is a secret of its own, like a key.
    public static Blob seal(SecretBytes key, byte[] aad, SecretBytes plaintext, Randomness random) {
        return plaintext.use(bytes -> seal(key, aad, bytes, random));
    }

    /// The plaintext, or empty if `sealed` was not made with this key for this `aad`, whatever
    /// the difference.
    ///
    /// @throws IllegalArgumentException if the key is not of 32 bytes
    public static Optional<SecretBytes> open(SecretBytes key, byte[] aad, Blob sealed) {
        requireKey(key);
        var bytes = sealed.shared();
        if (bytes.length < OVERHEAD) {
            return Optional.empty();
        }
        var nonce = Arrays.copyOf(bytes, NONCE_LENGTH);
        return key.use(keyBytes -> InsecureNonceAesGcm.open(keyBytes, nonce, aad, bytes, NONCE_LENGTH));
    }

    private static void requireKey(SecretBytes key) {
        if (key.length() != KEY_LENGTH) {
            throw new IllegalArgumentException("an AES-256 key has 32 bytes, not " + key.length());
        }
    }
}
