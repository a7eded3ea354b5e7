package claviger.crypto;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiFunction;
import javax.crypto.Cipher;

/// A key that seals rows and keys at rest: AES-256-GCM under a random nonce. Safe for use by many
/// threads.
///
/// A sealed blob is nonce (12 bytes), ciphertext (as long as the plaintext), tag (16 bytes). One
/// key may seal 2^32 times (NIST SP 800-38D, 8.3), which is what a domain key's rotation has to
/// see to; ciphertexts that callers hold are [Envelope]s, whose keys are used once.
public final class AesGcm {

    /// How many bytes a sealed blob has more than its plaintext.
    public static final int OVERHEAD = 12 + InsecureNonceAesGcm.TAG_LENGTH;

    private static final int KEY_LENGTH = 32;
    private static final int NONCE_LENGTH = 12;

    private final SecretBytes key;

    /// To make a cipher and its key schedule takes three times as long as to seal a short row.
    private final Pool<Cipher> ciphers = new Pool<>();

    /// @param key 32 bytes; wiped with this
    /// @throws IllegalArgumentException if the key has another length
    public AesGcm(SecretBytes key) {
        if (key.length() != KEY_LENGTH) {
            throw new IllegalArgumentException("an AES-256 key has 32 bytes, not " + key.length());
        }
        this.key = key;
    }

    /// @param aad what the plaintext belongs to: needed again to open, not hidden, not stored
    /// @throws SecretBytes.WipedException if the key is gone
    public Blob seal(byte[] aad, byte[] plaintext, Randomness random) {
        var sealed = new byte[plaintext.length + OVERHEAD];
        var nonce = random.bytes(NONCE_LENGTH);
        System.arraycopy(nonce, 0, sealed, 0, NONCE_LENGTH);
        return use((cipher, bytes) -> {
            InsecureNonceAesGcm.seal(cipher, bytes, nonce, aad, plaintext, sealed, NONCE_LENGTH);
            return Blob.adopt(sealed);
        });
    }

    /// The same for a plaintext that is a secret of its own, like a key.
    public Blob seal(byte[] aad, SecretBytes plaintext, Randomness random) {
        return plaintext.use(bytes -> seal(aad, bytes, random));
    }

    /// The plaintext, or empty if `sealed` was not made with this key for this `aad`, whatever
    /// the difference.
    ///
    /// @throws SecretBytes.WipedException if the key is gone
    public Optional<SecretBytes> open(byte[] aad, Blob sealed) {
        var bytes = sealed.shared();
        if (bytes.length < OVERHEAD) {
            return Optional.empty();
        }
        var nonce = Arrays.copyOf(bytes, NONCE_LENGTH);
        return use((cipher, keyBytes) -> InsecureNonceAesGcm.open(cipher, keyBytes, nonce, aad, bytes, NONCE_LENGTH));
    }

    /// Overwrites the key and what was made of it.
    public void wipe() {
        key.wipe();
        ciphers.empty(InsecureNonceAesGcm::forget);
    }

    private <R> R use(BiFunction<Cipher, byte[], R> work) {
        return key.use(bytes -> {
            var waiting = ciphers.take();
            var cipher = waiting == null ? InsecureNonceAesGcm.cipher() : waiting;
            var result = work.apply(cipher, bytes);
            // Not in a `finally`: one that has thrown is in no state that anybody describes.
            ciphers.put(cipher);
            if (key.isWiped()) {
                ciphers.empty(InsecureNonceAesGcm::forget);
            }
            return result;
        });
    }
}
