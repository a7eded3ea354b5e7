package claviger.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.fuzz.FuzzTarget;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.gm.GMNamedCurves;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ECParameters;

/// Public keys of every kind. One that is taken is written as it was read, is DER to another reader, and is a key by
/// the rules of its kind, computed here once more.
///
/// An input is a byte for the kind, and an encoding.
public final class SpkiTarget implements FuzzTarget {

    @Override
    public List<byte[]> seeds() {
        return KeyKind.all().stream()
                .map(kind -> KeyKind.input(kind, kind.pair().publicKey().spki().shared()))
                .toList();
    }

    @Override
    public Set<String> endings() {
        return Set.of("accepted", "refused");
    }

    @Override
    public String check(byte[] input) {
        if (input.length == 0) {
            return "refused";
        }
        var kind = KeyKind.kind(input);
        var encoding = KeyKind.encoding(input);
        var key = kind.ofSpki.read(Blob.adopt(encoding));
        if (key.isEmpty()) {
            return "refused";
        }
        assertThat(key.get().spki().shared()).as("written anew").isEqualTo(encoding);
        var info = derOf(encoding);
        switch (kind) {
            case RSA_2048 -> checkRsa(2048, info);
            case RSA_3072 -> checkRsa(3072, info);
            case RSA_4096 -> checkRsa(4096, info);
            case P256 -> checkPoint(SECNamedCurves.getByName("secp256r1"), info);
            case P384 -> checkPoint(SECNamedCurves.getByName("secp384r1"), info);
            case P521 -> checkPoint(SECNamedCurves.getByName("secp521r1"), info);
            case SECP256K1 -> checkPoint(SECNamedCurves.getByName("secp256k1"), info);
            case SM2 -> checkPoint(GMNamedCurves.getByName("sm2p256v1"), info);
            case ED25519 -> checkEd25519(info);
            case ML_KEM_512 -> checkCoefficients(2, info);
            case ML_KEM_768 -> checkCoefficients(3, info);
            case ML_KEM_1024 -> checkCoefficients(4, info);
            case ML_DSA_44 -> assertThat(bits(info)).hasSize(32 + 320 * 4);
            case ML_DSA_65 -> assertThat(bits(info)).hasSize(32 + 320 * 6);
            case ML_DSA_87 -> assertThat(bits(info)).hasSize(32 + 320 * 8);
        }
        return "accepted";
    }

    private static SubjectPublicKeyInfo derOf(byte[] encoding) {
        try {
            var read = ASN1Primitive.fromByteArray(encoding);
            assertThat(read.getEncoded(ASN1Encoding.DER)).as("DER").isEqualTo(encoding);
            return SubjectPublicKeyInfo.getInstance(read);
        } catch (IOException e) {
            throw new AssertionError("not DER", e);
        }
    }

    private static byte[] bits(SubjectPublicKeyInfo info) {
        return info.getPublicKeyData().getOctets();
    }

    private static void checkRsa(int bits, SubjectPublicKeyInfo info) {
        try {
            var key = RSAPublicKey.getInstance(info.parsePublicKey());
            assertThat(key.getEncoded(ASN1Encoding.DER)).as("DER inside").isEqualTo(bits(info));
            assertThat(key.getModulus().bitLength()).isEqualTo(bits);
            assertThat(key.getModulus().testBit(0)).as("odd modulus").isTrue();
            assertThat(key.getPublicExponent().testBit(0)).as("odd exponent").isTrue();
            assertThat(key.getPublicExponent()).isBetween(BigInteger.valueOf(65537), BigInteger.TWO.pow(33));
        } catch (IOException e) {
            throw new AssertionError("not DER inside", e);
        }
    }

    /// y² = x³ + ax + b, with both coordinates in their range.
    private static void checkPoint(X9ECParameters curve, SubjectPublicKeyInfo info) {
        var point = bits(info);
        var p = curve.getCurve().getField().getCharacteristic();
        int length = (p.bitLength() + 7) / 8;
        assertThat(point).hasSize(1 + 2 * length).startsWith(4);
        var x = new BigInteger(1, point, 1, length);
        var y = new BigInteger(1, point, 1 + length, length);
        assertThat(x).isLessThan(p);
        assertThat(y).isLessThan(p);
        var a = curve.getCurve().getA().toBigInteger();
        var b = curve.getCurve().getB().toBigInteger();
        assertThat(y.modPow(BigInteger.TWO, p))
                .as("on the curve")
                .isEqualTo(x.pow(3).add(a.multiply(x)).add(b).mod(p));
    }

    /// RFC 8032, 5.1.3: y is below p, and x² = (y² - 1) / (dy² + 1) has a root.
    private static void checkEd25519(SubjectPublicKeyInfo info) {
        var little = bits(info);
        assertThat(little).hasSize(32);
        var big = new byte[32];
        for (int at = 0; at < 32; at++) {
            big[at] = little[31 - at];
        }
        var y = new BigInteger(1, big).clearBit(255);
        var p = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
        assertThat(y).isLessThan(p);
        var d = BigInteger.valueOf(-121665)
                .multiply(BigInteger.valueOf(121666).modInverse(p))
                .mod(p);
        var y2 = y.modPow(BigInteger.TWO, p);
        var x2 = y2.subtract(BigInteger.ONE)
                .multiply(d.multiply(y2).add(BigInteger.ONE).modInverse(p))
                .mod(p);
        assertThat(x2.modPow(p.shiftRight(1), p))
                .as("is a square, and not zero")
                .isEqualTo(BigInteger.ONE);
    }

    /// FIPS 203, 7.2: every 12 bits are a number below 3,329.
    private static void checkCoefficients(int k, SubjectPublicKeyInfo info) {
        var key = bits(info);
        assertThat(key).hasSize(384 * k + 32);
        for (int at = 0; at < 384 * k; at += 3) {
            int three = Byte.toUnsignedInt(key[at])
                    | Byte.toUnsignedInt(key[at + 1]) << 8
                    | Byte.toUnsignedInt(key[at + 2]) << 16;
            assertThat(List.of(three & 0xfff, three >> 12)).allMatch(coefficient -> coefficient < 3329);
        }
    }
}
