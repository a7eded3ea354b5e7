package claviger.crypto;

import java.security.InvalidKeyException;
import java.security.MessageDigest;
import javax.crypto.Mac;

/// HMAC (RFC 2104) over the SHA-2 hashes, always of full length.
public enum Hmac {
    SHA_224("HmacSHA224", 28),
    SHA_256("HmacSHA256", 32),
    SHA_384("HmacSHA384", 48),
    SHA_512("HmacSHA512", 64);

    private final String algorithm;
    private final int length;

    Hmac(String algorithm, int length) {
        this.algorithm = algorithm;
        this.length = length;
    }

    /// The length of a MAC in bytes.
    public int length() {
        return length;
    }

    /// @param key of any length
    public Blob compute(SecretBytes key, byte[] message) {
        return Blob.adopt(key.use(bytes -> compute(bytes, message)));
    }

    /// The same for a key that the caller holds in the open, such as a step of a derivation.
    ///
    /// @param key of any length; neither it nor anything made from it is kept
    public byte[] compute(byte[] key, byte[] message) {
        return keyed(key).doFinal(message);
    }

    /// Whether `mac` is the whole MAC of the message, found out in a time that does not tell how
    /// much of it is right. A truncated MAC is wrong.
    public boolean verify(SecretBytes key, byte[] message, Blob mac) {
        return MessageDigest.isEqual(compute(key, message).shared(), mac.shared());
    }

    Mac keyed(byte[] key) {
        return Jdk.mac(algorithm, key);
    }

    /// Overwrites the key in a MAC, by giving it another.
    void forget(Mac mac) {
        try {
            mac.init(new Jdk.BorrowedKey(algorithm, new byte[length]));
        } catch (InvalidKeyException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
