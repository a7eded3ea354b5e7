package claviger.crypto;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.util.BigIntegers;

/// A private key on a curve, with its public key.
///
/// @param point uncompressed
record EcNumbers(Curve curve, BigInteger scalar, Blob point) {

    private static final int PARAMETERS = 0xa0;
    private static final int PUBLIC_KEY = 0xa1;

    /// An ECPrivateKey (RFC 5915) in its frame. A scalar in its range, at its full length; the
    /// curve once more, or not; the public key never, in one of its two places, or in both. That
    /// it belongs to the scalar, the pairwise test shows. Throws as [DerReader] does.
    static EcNumbers read(Curve curve, byte[] pkcs8) {
        var info = curve.encoding().readPrivate(pkcs8);
        var key = info.key().enter(Der.SEQUENCE);
        info.key().end();
        DerReader.require(key.integer().equals(BigInteger.ONE));
        var digits = key.read(Der.OCTET_STRING);
        DerReader.require(digits.length == curve.length());
        var scalar = new BigInteger(1, digits);
        Arrays.fill(digits, (byte) 0);
        DerReader.require(curve.isScalar(scalar));
        if (key.has(PARAMETERS)) {
            key.expect(Der.tagged(PARAMETERS, Der.objectIdentifier(curve.identifier()))
                    .encode());
        }
        var inner = key.has(PUBLIC_KEY) ? publicKey(key.enter(PUBLIC_KEY)) : null;
        key.end();
        var outer = info.publicKey();
        var point = inner != null ? inner : outer != null ? outer : BouncyCastleEc.point(curve, scalar);
        DerReader.require(outer == null || outer.equals(point));
        DerReader.require(curve.isPoint(point));
        return new EcNumbers(curve, scalar, point);
    }

    private static Blob publicKey(DerReader tagged) {
        var point = Blob.adopt(tagged.bitString(Der.BIT_STRING));
        tagged.end();
        return point;
    }

    /// Without the curve, which the frame names, and with the public key: as OpenSSL writes it.
    SecretBytes pkcs8() {
        var digits = BigIntegers.asUnsignedByteArray(curve.length(), scalar);
        try {
            return curve.encoding()
                    .writePrivate(Der.sequence(
                            Der.integer(1),
                            Der.octetString(Der.raw(digits)),
                            Der.tagged(PUBLIC_KEY, Der.bitString(Der.raw(point)))));
        } finally {
            Arrays.fill(digits, (byte) 0);
        }
    }

    @Override
    public String toString() {
        return "EcNumbers[" + curve + "]";
    }
}
