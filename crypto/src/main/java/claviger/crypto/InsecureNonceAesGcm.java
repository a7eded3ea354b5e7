package claviger.crypto;

import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.GCMParameterSpec;

/// AES-GCM under a nonce that is given. Insecure by itself: one nonce used twice with one key
/// gives away what was sealed and lets anybody forge. Only [AesGcm] (a random nonce) and
/// [Envelope] (a key that is used once) may call it.
///
/// The tag has always 16 bytes. Keys of 16, 24 and 32 bytes work, and nonces of any length above
/// 0.
final class InsecureNonceAesGcm {

    static final int TAG_LENGTH = 16;

    private static final String TRANSFORMATION = "AES/GCM/NoPadding";

    private InsecureNonceAesGcm() {}

    /// A cipher for the methods that ask for one. It may be used again, by one thread at a time: each
    /// of them sets it up anew, which takes much less time where the key is the one that it had.
    static Cipher cipher() {
        return Jdk.cipher(TRANSFORMATION);
    }

    /// Overwrites the key in a cipher, by giving it another.
    static void forget(Cipher cipher) {
        try {
            cipher.init(Cipher.ENCRYPT_MODE, new Jdk.BorrowedKey("AES", new byte[32]), parameters(new byte[12]));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// Writes the ciphertext and the tag behind it into `out` from `offset` on.
    ///
    /// @throws IllegalArgumentException if the key or the nonce has a length that AES-GCM does
    ///     not know
    static void seal(byte[] key, byte[] nonce, byte[] aad, byte[] plaintext, byte[] out, int offset) {
        seal(cipher(), key, nonce, aad, plaintext, out, offset);
    }

    /// The same with a cipher that is there.
    ///
    /// @throws IllegalArgumentException also if the cipher has sealed with this key and nonce just
    ///     before
    static void seal(Cipher cipher, byte[] key, byte[] nonce, byte[] aad, byte[] plaintext, byte[] out, int offset) {
        try {
            cipher.init(Cipher.ENCRYPT_MODE, new Jdk.BorrowedKey("AES", key), parameters(nonce));
            cipher.updateAAD(aad);
            cipher.doFinal(plaintext, 0, plaintext.length, out, offset);
        } catch (ShortBufferException shortOut) {
            throw new IndexOutOfBoundsException(shortOut.getMessage());
        } catch (GeneralSecurityException badParameters) {
            throw new IllegalArgumentException("not an AES-GCM key and nonce", badParameters);
        }
    }

    /// Opens the ciphertext and tag that fill `sealed` from `offset` to its end. The answer to
    /// whatever is wrong is the same: empty.
    static Optional<SecretBytes> open(byte[] key, byte[] nonce, byte[] aad, byte[] sealed, int offset) {
        return open(cipher(), key, nonce, aad, sealed, offset);
    }

    /// The same with a cipher that is there.
    static Optional<SecretBytes> open(Cipher cipher, byte[] key, byte[] nonce, byte[] aad, byte[] sealed, int offset) {
        int length = sealed.length - offset;
        if (length < TAG_LENGTH) {
            return Optional.empty();
        }
        var plaintext = new byte[length - TAG_LENGTH];
        try {
            cipher.init(Cipher.DECRYPT_MODE, new Jdk.BorrowedKey("AES", key), parameters(nonce));
            cipher.updateAAD(aad);
            cipher.doFinal(sealed, offset, length, plaintext, 0);
            return Optional.of(SecretBytes.adopt(plaintext));
        } catch (GeneralSecurityException refused) {
            return Optional.empty();
        }
    }

    private static GCMParameterSpec parameters(byte[] nonce) {
        return new GCMParameterSpec(TAG_LENGTH * Byte.SIZE, nonce);
    }
}
