package claviger.crypto;

import java.math.BigInteger;

/// The curves of KMS: y² = x³ + ax + b over a prime field, with a group of prime order n (SP
/// 800-186; SEC 2). No curve ever comes from outside.
public enum Curve {
    P256(
            "2a8648ce3d030107",
            32,
            "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
            -3,
            "5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b",
            "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"),
    P384(
            "2b81040022",
            48,
            "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe" + "ffffffff0000000000000000ffffffff",
            -3,
            "b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875a" + "c656398d8a2ed19d2a85c8edd3ec2aef",
            "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf" + "581a0db248b0a77aecec196accc52973"),
    P521(
            "2b81040023",
            66,
            "01ff" + "ff".repeat(64),
            -3,
            "0051953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef1"
                    + "09e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00",
            "01ff" + "ff".repeat(31) + "fa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409"),
    SECP256K1(
            "2b8104000a",
            32,
            "fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f",
            0,
            "07",
            "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");

    private static final byte UNCOMPRESSED = 0x04;

    private final String identifier;
    private final int length;
    private final BigInteger p;
    private final BigInteger a;
    private final BigInteger b;
    private final BigInteger n;

    Curve(String identifier, int length, String p, int a, String b, String n) {
        this.identifier = identifier;
        this.length = length;
        this.p = new BigInteger(p, 16);
        this.a = BigInteger.valueOf(a);
        this.b = new BigInteger(b, 16);
        this.n = new BigInteger(n, 16);
    }

    /// The length of a coordinate, of a scalar, and of a shared secret, in bytes.
    public int length() {
        return length;
    }

    /// The object identifier, encoded, without tag and length.
    String identifier() {
        return identifier;
    }

    KeyEncoding encoding() {
        return KeyEncoding.ec(identifier);
    }

    /// Whether a number is one of 1 to n - 1, as scalars and the halves of a signature must be.
    boolean isScalar(BigInteger number) {
        return number.signum() > 0 && number.compareTo(n) < 0;
    }

    /// Whether these bytes are a point of the curve, uncompressed (SEC 1, 2.3.3). The point at
    /// infinity is none; and since the order of the group is a prime, no other has a small order.
    boolean isPoint(Blob point) {
        var bytes = point.shared();
        if (bytes.length != 1 + 2 * length || bytes[0] != UNCOMPRESSED) {
            return false;
        }
        var x = new BigInteger(1, bytes, 1, length);
        var y = new BigInteger(1, bytes, 1 + length, length);
        return x.compareTo(p) < 0
                && y.compareTo(p) < 0
                && y.multiply(y)
                                .subtract(x.multiply(x).add(a).multiply(x).add(b))
                                .mod(p)
                                .signum()
                        == 0;
    }
}
