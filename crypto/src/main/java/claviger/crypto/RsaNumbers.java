package claviger.crypto;

import static java.math.BigInteger.ONE;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// An RSAPrivateKey of RFC 8017, appendix A.1.2.
///
/// @param n the modulus
/// @param e the public exponent
/// @param d the private exponent
/// @param dP d modulo p - 1
/// @param dQ d modulo q - 1
/// @param qInv the inverse of q modulo p
record RsaNumbers(
        BigInteger n,
        BigInteger e,
        BigInteger d,
        BigInteger p,
        BigInteger q,
        BigInteger dP,
        BigInteger dQ,
        BigInteger qInv) {

    /// 2^33 is as much as AWS-LC computes with; FIPS 186-5 (5.4 e) begins where we do.
    private static final BigInteger SMALLEST_EXPONENT = BigInteger.valueOf(65537);

    private static final int LONGEST_EXPONENT = 33;

    /// For `isProbablePrime`; random witnesses and a Lucas test, so that no choice of p helps.
    private static final int CERTAINTY = 128;

    /// Throws as [DerReader] does.
    static RsaNumbers read(DerReader key) {
        var inner = key.enter(Der.SEQUENCE);
        key.end();
        // Version 1 has more than two primes.
        DerReader.require(inner.integer().signum() == 0);
        var numbers = new RsaNumbers(
                inner.integer(),
                inner.integer(),
                inner.integer(),
                inner.integer(),
                inner.integer(),
                inner.integer(),
                inner.integer(),
                inner.integer());
        inner.end();
        return numbers;
    }

    SecretBytes pkcs8() {
        return KeyEncoding.RSA.writePrivate(Der.sequence(
                Der.integer(0),
                Der.integer(n),
                Der.integer(e),
                Der.integer(d),
                Der.integer(p),
                Der.integer(q),
                Der.integer(dP),
                Der.integer(dQ),
                Der.integer(qInv)));
    }

    static Der publicKey(BigInteger n, BigInteger e) {
        return Der.sequence(Der.integer(n), Der.integer(e));
    }

    static boolean isPublicKey(int bits, BigInteger n, BigInteger e) {
        return n.bitLength() == bits
                && n.testBit(0)
                && e.testBit(0)
                && e.compareTo(SMALLEST_EXPONENT) >= 0
                && e.bitLength() <= LONGEST_EXPONENT;
    }

    /// Whether these are the numbers of one key of two primes, if p and q are primes (FIPS 186-5,
    /// appendix A.1.1; SP 800-56B, 6.4.1.2).
    ///
    /// @param publicKey that came with the key, if one did
    boolean fitTogether(int bits, @Nullable Blob publicKey) {
        return isPublicKey(bits, n, e)
                && p.bitLength() == bits / 2
                && q.bitLength() == bits / 2
                && p.multiply(q).equals(n)
                // Fermat finds factors that are close, Wiener exponents that are small.
                && p.subtract(q).abs().bitLength() > bits / 2 - 100
                && d.bitLength() > bits / 2
                && d.compareTo(n) < 0
                && isInverse(d, e, p)
                && isInverse(d, e, q)
                && dP.equals(d.mod(p.subtract(ONE)))
                && dQ.equals(d.mod(q.subtract(ONE)))
                && qInv.compareTo(p) < 0
                && qInv.multiply(q).mod(p).equals(ONE)
                && (publicKey == null
                        || publicKey.equals(Blob.adopt(publicKey(n, e).encode())));
    }

    private static boolean isInverse(BigInteger d, BigInteger e, BigInteger prime) {
        return d.multiply(e).mod(prime.subtract(ONE)).equals(ONE);
    }

    /// The part of the check that takes long.
    boolean hasPrimes() {
        return p.isProbablePrime(CERTAINTY) && q.isProbablePrime(CERTAINTY);
    }

    @Override
    public String toString() {
        return "RsaNumbers[" + n.bitLength() + "]";
    }
}
