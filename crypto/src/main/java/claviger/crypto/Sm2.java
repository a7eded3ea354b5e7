package claviger.crypto;

/// The lengths of SM2 (GM/T 0003), the elliptic curve cryptography of China, in bytes.
public final class Sm2 {

    /// The length of an SM3 digest, which is all that SM2DSA signs.
    public static final int DIGEST_LENGTH = 32;

    /// The longest plaintext of SM2PKE.
    public static final int LONGEST_PLAINTEXT = 1024;

    /// The length of a shared secret: that of a coordinate.
    public static final int SHARED_SECRET_LENGTH = 32;

    /// The length of a coordinate, and of a scalar.
    static final int NUMBER_LENGTH = 32;

    private Sm2() {}
}
