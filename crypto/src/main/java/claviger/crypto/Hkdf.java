package claviger.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;

/// HKDF-SHA-256 (RFC 5869): keys from keys.
///
/// The two steps are written out over the JDK's HMAC, although `javax.crypto.KDF` knows them: an
/// envelope needs two outputs of one extract, for which `KDF` sets up three MACs and takes 1.8
/// times as long, and it leaves the pseudorandom key behind in copies that cannot be wiped. The
/// tests hold both to the same bytes.
public final class Hkdf {

    private static final String HMAC = "HmacSHA256";
    private static final int HASH_LENGTH = 32;

    /// RFC 5869, 2.3: the counter is one byte.
    private static final int LONGEST = 255 * HASH_LENGTH;

    /// Keyed with the pseudorandom key. An `Hkdf` lives for one derivation and is never kept.
    private final Mac pseudorandom;

    private Hkdf(Mac pseudorandom) {
        this.pseudorandom = pseudorandom;
    }

    /// Extract, then expand.
    ///
    /// @param salt no secret; none is the same as 32 zeros
    /// @param info what the output is for; different `info` gives independent output
    /// @param length 1 to 8,160 bytes
    public static SecretBytes derive(SecretBytes key, byte[] salt, byte[] info, int length) {
        return SecretBytes.adopt(key.use(bytes -> extract(salt, bytes).expand(info, length)));
    }

    /// The 32-byte subkey for one use of a key that has several, named by a label of ours.
    public static SecretBytes subkey(SecretBytes key, String label) {
        return derive(key, new byte[0], label.getBytes(StandardCharsets.UTF_8), HASH_LENGTH);
    }

    static Hkdf extract(byte[] salt, byte[] key) {
        var pseudorandomKey = Jdk.mac(HMAC, salt).doFinal(key);
        try {
            return new Hkdf(Jdk.mac(HMAC, pseudorandomKey));
        } finally {
            Arrays.fill(pseudorandomKey, (byte) 0);
        }
    }

    byte[] expand(byte[] info, int length) {
        if (length < 1 || length > LONGEST) {
            throw new IllegalArgumentException("HKDF-SHA-256 gives 1 to 8160 bytes, not " + length);
        }
        int rounds = (length + HASH_LENGTH - 1) / HASH_LENGTH;
        var whole = new byte[rounds * HASH_LENGTH];
        try {
            for (int round = 0; round < rounds; round++) {
                if (round > 0) {
                    pseudorandom.update(whole, (round - 1) * HASH_LENGTH, HASH_LENGTH);
                }
                pseudorandom.update(info);
                pseudorandom.update((byte) (round + 1));
                pseudorandom.doFinal(whole, round * HASH_LENGTH);
            }
        } catch (ShortBufferException impossible) {
            throw new IllegalStateException(impossible);
        }
        if (length == whole.length) {
            return whole;
        }
        var output = Arrays.copyOf(whole, length);
        Arrays.fill(whole, (byte) 0);
        return output;
    }
}
