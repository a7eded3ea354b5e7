package claviger.crypto;

import java.util.Arrays;
import java.util.Optional;

/// CKM_RSA_AES_KEY_WRAP of PKCS #11 (v3.0, 2.1.21): an AES-256 key in OAEP, as long as the
/// modulus, and behind it the secret under that key in AES key wrap with padding. So secrets
/// travel that are longer than OAEP's plaintexts.
public final class RsaAesKeyWrap {

    private static final int AES_KEY_LENGTH = 32;

    private RsaAesKeyWrap() {}

    /// The secret, or empty if `wrapped` was not made for this key and hash, whatever the
    /// difference. Where the AES key is not to be had, one is made up, so that the rest takes as
    /// long: nobody is told which half was wrong.
    ///
    /// @param random gives that made-up key
    /// @throws SecretBytes.WipedException if the key is gone
    public static Optional<SecretBytes> unwrap(RsaPrivateKey key, Oaep oaep, Blob wrapped, Randomness random) {
        int split = key.bits() / Byte.SIZE;
        if (wrapped.length() < split) {
            return Optional.empty();
        }
        var bytes = wrapped.shared();
        var madeUp = random.secret(AES_KEY_LENGTH);
        var unwrapped = key.decrypt(oaep, Blob.adopt(Arrays.copyOf(bytes, split)))
                .filter(aesKey -> aesKey.length() == AES_KEY_LENGTH);
        var aesKey = unwrapped.orElse(madeUp);
        try {
            return KeyWrap.unwrap(aesKey, Blob.adopt(Arrays.copyOfRange(bytes, split, bytes.length)));
        } finally {
            aesKey.wipe();
            madeUp.wipe();
        }
    }
}
