package claviger.crypto;

import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.Cipher;

/// AES key wrap with padding, RFC 5649 (KWP of NIST SP 800-38F): how imported key material
/// arrives, and how an HSM hands out keys.
public final class KeyWrap {

    private static final String TRANSFORMATION = "AES/KWP/NoPadding";
    private static final int SEMIBLOCK = 8;

    private KeyWrap() {}

    /// Wraps a secret: 8 bytes more than its length rounded up to a multiple of 8.
    ///
    /// @param key of 16, 24 or 32 bytes
    /// @param secret at least 1 byte
    /// @throws IllegalArgumentException if the key or the secret has another length
    public static Blob wrap(SecretBytes key, SecretBytes secret) {
        if (secret.length() == 0) {
            throw new IllegalArgumentException("nothing to wrap");
        }
        return key.use(keyBytes -> secret.use(bytes -> {
            try {
                return Blob.adopt(cipher(Cipher.ENCRYPT_MODE, keyBytes).doFinal(bytes));
            } catch (GeneralSecurityException badLength) {
                throw new IllegalArgumentException("not an AES key", badLength);
            }
        }));
    }

    /// The secret, or empty if `wrapped` was not made with this key. A key of a length that AES
    /// does not know is refused in the same way: in an import it comes from the caller.
    public static Optional<SecretBytes> unwrap(SecretBytes key, Blob wrapped) {
        // RFC 5649, section 3: at least two semiblocks, and whole ones.
        if (wrapped.length() < 2 * SEMIBLOCK || wrapped.length() % SEMIBLOCK != 0) {
            return Optional.empty();
        }
        return key.use(keyBytes -> {
            try {
                var secret = cipher(Cipher.DECRYPT_MODE, keyBytes).doFinal(wrapped.shared());
                return Optional.of(SecretBytes.adopt(secret));
            } catch (GeneralSecurityException refused) {
                return Optional.empty();
            }
        });
    }

    private static Cipher cipher(int mode, byte[] key) throws GeneralSecurityException {
        var cipher = Jdk.cipher(TRANSFORMATION);
        cipher.init(mode, new Jdk.BorrowedKey("AES", key));
        return cipher;
    }
}
