package claviger.crypto;

import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.util.BigIntegers;

/// The curve of GM/T 0003.5. Its cofactor is 1, so that every point but infinity is of order n.
final class Sm2Curve {

    static final ECDomainParameters DOMAIN = new ECDomainParameters(CustomNamedCurves.getByName("sm2p256v1"));

    private static final BigInteger LARGEST_SCALAR = DOMAIN.getN().subtract(BigInteger.TWO);

    private Sm2Curve() {}

    /// A key of these coordinates, 64 bytes, on our own parameters; empty if they are not those of
    /// a point of the curve.
    static Optional<ECPublicKeyParameters> point(byte[] coordinates) {
        return Untrusted.attempt(() -> {
            var x = BigIntegers.fromUnsignedByteArray(coordinates, 0, Sm2.NUMBER_LENGTH);
            var y = BigIntegers.fromUnsignedByteArray(coordinates, Sm2.NUMBER_LENGTH, Sm2.NUMBER_LENGTH);
            return new ECPublicKeyParameters(DOMAIN.getCurve().createPoint(x, y), DOMAIN);
        });
    }

    static byte[] coordinates(ECPublicKeyParameters key) {
        var coordinates = new byte[2 * Sm2.NUMBER_LENGTH];
        var x = key.getQ().getAffineXCoord().toBigInteger();
        var y = key.getQ().getAffineYCoord().toBigInteger();
        BigIntegers.asUnsignedByteArray(x, coordinates, 0, Sm2.NUMBER_LENGTH);
        BigIntegers.asUnsignedByteArray(y, coordinates, Sm2.NUMBER_LENGTH, Sm2.NUMBER_LENGTH);
        return coordinates;
    }

    /// Private keys go up to n - 2 here, where other curves have n - 1: a signature divides by one
    /// more than the key.
    static boolean isScalar(BigInteger scalar) {
        return scalar.signum() > 0 && scalar.compareTo(LARGEST_SCALAR) <= 0;
    }
}
