package claviger.crypto;

import static claviger.crypto.HostileKeys.ID_EC_PUBLIC_KEY;
import static claviger.crypto.HostileKeys.RSA_ENCRYPTION;
import static claviger.crypto.HostileKeys.addBitStrings;
import static claviger.crypto.HostileKeys.addFrames;
import static claviger.crypto.HostileKeys.frame;
import static claviger.crypto.HostileKeys.hex;
import static claviger.crypto.HostileKeys.oid;
import static claviger.crypto.HostileKeys.refuses;
import static claviger.crypto.HostileKeys.spki;
import static claviger.crypto.HostileKeys.takesNoOtherForm;
import static java.math.BigInteger.ONE;
import static java.math.BigInteger.TWO;
import static java.math.BigInteger.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.asn1.x9.X9ECPoint;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Keys on curves that somebody might send, and that no engine may take.
class HostileEcKeysTest {

    @ParameterizedTest
    @MethodSource("claviger.crypto.Engines#ec")
    void ec_public_keys(EcEngine engine) {
        for (var curve : Curve.values()) {
            var table = new LinkedHashMap<String, byte[]>();
            var known = known(curve);
            var point = BouncyCastleEc.point(curve, new BigInteger("123456789")).shared();
            int length = curve.length();
            var x = new BigInteger(1, point, 1, length);
            var y = new BigInteger(1, point, 1 + length, length);
            var p = known.getCurve().getField().getCharacteristic();
            var points = new LinkedHashMap<String, byte[]>();
            points.put("y one more", point(curve, x, y.add(ONE)));
            points.put("x one more", point(curve, x.add(ONE), y));
            points.put("x and y exchanged", point(curve, y, x));
            points.put("(0, 0)", point(curve, ZERO, ZERO));
            points.put("(1, 1)", point(curve, ONE, ONE));
            points.put("(p, p)", point(curve, p, p));
            points.put("(x, p)", point(curve, x, p));
            points.put("all ones", SpoiltDer.concat(hex("04"), hex("ff".repeat(2 * length))));
            points.put("infinity", new byte[1]);
            points.put("infinity at full length", new byte[1 + 2 * length]);
            points.put("no point", new byte[0]);
            points.put("x not reduced", notReduced(curve, p));
            assertThat(curve.isPoint(Blob.adopt(point(curve, xAtOne(curve), ONE))))
                    .isTrue();
            points.put("y not reduced", point(curve, xAtOne(curve), p.add(ONE)));
            points.put("compressed", decoded(curve, point).getEncoded(true));
            points.put("hybrid", first(point, y.testBit(0) ? 7 : 6));
            points.put("hybrid of the other sign", first(point, y.testBit(0) ? 6 : 7));
            for (int form : new int[] {0, 1, 2, 3, 5, 8, 0x84}) {
                points.put("of the form " + form, first(point, form));
            }
            points.put("without its form", Arrays.copyOfRange(point, 1, point.length));
            points.put("x alone", Arrays.copyOf(point, 1 + length));
            points.put("a byte short", Arrays.copyOf(point, point.length - 1));
            points.put("a byte long", Arrays.copyOf(point, point.length + 1));
            points.put("in an octet string", Der.octetString(Der.raw(point)).encode());
            points.put("of a small order on another curve", ofOrderTwoElsewhere(curve, p));
            points.forEach((name, bytes) -> {
                assertThat(curve.isPoint(Blob.adopt(bytes))).as(name).isFalse();
                table.put(name, ecSpki(curve, bytes));
            });
            for (var other : Curve.values()) {
                if (other != curve) {
                    var theirs = BouncyCastleEc.point(other, new BigInteger("987654321"))
                            .shared();
                    table.put(
                            "of " + other,
                            other.encoding().writePublic(Der.raw(theirs)).shared());
                    table.put("a point of " + other, ecSpki(curve, theirs));
                    table.put(
                            "its point on " + other,
                            other.encoding().writePublic(Der.raw(point)).shared());
                }
            }
            var name = oid(curve.identifier());
            table.put("described", spki(Der.sequence(oid(ID_EC_PUBLIC_KEY), described(known)), Der.raw(point)));
            table.put(
                    "described without its cofactor",
                    spki(
                            Der.sequence(
                                    oid(ID_EC_PUBLIC_KEY),
                                    described(
                                            new X9ECParameters(known.getCurve(), known.getBaseEntry(), known.getN()))),
                            Der.raw(point)));
            table.put(
                    "described with the key as generator",
                    spki(
                            Der.sequence(
                                    oid(ID_EC_PUBLIC_KEY),
                                    described(new X9ECParameters(
                                            known.getCurve(),
                                            new X9ECPoint(decoded(curve, point), false),
                                            known.getN(),
                                            ONE))),
                            Der.raw(point)));
            table.put(
                    "named and described",
                    spki(Der.sequence(oid(ID_EC_PUBLIC_KEY), name, described(known)), Der.raw(point)));
            table.put("a curve from elsewhere", spki(Der.sequence(oid(ID_EC_PUBLIC_KEY), Der.NULL), Der.raw(point)));
            table.put("no curve", spki(Der.sequence(oid(ID_EC_PUBLIC_KEY)), Der.raw(point)));
            table.put("id-ecDH", spki(Der.sequence(oid("2b8104010c"), name), Der.raw(point)));
            table.put("id-ecMQV", spki(Der.sequence(oid("2b8104010d"), name), Der.raw(point)));
            table.put("rsaEncryption", spki(Der.sequence(oid(RSA_ENCRYPTION), name), Der.raw(point)));
            table.put(
                    "SM2's curve", spki(Der.sequence(oid(ID_EC_PUBLIC_KEY), oid("2a811ccf5501822d")), Der.raw(point)));
            table.put(
                    "brainpoolP256r1",
                    spki(Der.sequence(oid(ID_EC_PUBLIC_KEY), oid("2b2403030208010107")), Der.raw(point)));
            table.put("the point alone", point);
            addBitStrings(table, Der.sequence(oid(ID_EC_PUBLIC_KEY), name), point);
            var good = curve.encoding().writePublic(Der.raw(point));
            table.putAll(SpoiltDer.forms(good.shared()));
            refuses("public keys of " + curve, table, der -> EcPublicKey.ofSpki(engine, curve, Blob.adopt(der)));
            assertThat(EcPublicKey.ofSpki(engine, curve, good)).isPresent();
            takesNoOtherForm(
                    good, spki -> EcPublicKey.ofSpki(engine, curve, spki).map(EcPublicKey::spki));
        }
    }

    @ParameterizedTest
    @MethodSource("claviger.crypto.Engines#ec")
    void ec_private_keys(EcEngine engine) {
        for (var curve : Curve.values()) {
            var table = new LinkedHashMap<String, byte[]>();
            int length = curve.length();
            var n = known(curve).getN();
            var scalar = fixed(curve, new BigInteger("123456789"));
            var point = BouncyCastleEc.point(curve, new BigInteger("123456789")).shared();
            var other = BouncyCastleEc.point(curve, new BigInteger("123456788")).shared();
            var negated = point(
                    curve,
                    new BigInteger(1, point, 1, length),
                    known(curve)
                            .getCurve()
                            .getField()
                            .getCharacteristic()
                            .subtract(new BigInteger(1, point, 1 + length, length)));
            var name = oid(curve.identifier());
            table.put("scalar 0", ecPkcs8(curve, ecKey(fixed(curve, ZERO))));
            table.put("scalar n", ecPkcs8(curve, ecKey(fixed(curve, n))));
            table.put("scalar n + 1", ecPkcs8(curve, ecKey(fixed(curve, n.add(ONE)))));
            table.put(
                    "scalar n + 123456789 with the point of 123456789",
                    ecPkcs8(curve, ecKey(fixed(curve, n.add(new BigInteger("123456789"))), publicKey(point))));
            table.put("scalar of ones", ecPkcs8(curve, ecKey(hex("ff".repeat(length)))));
            table.put("scalar of no bytes", ecPkcs8(curve, ecKey(new byte[0])));
            table.put("scalar a byte short", ecPkcs8(curve, ecKey(Arrays.copyOfRange(scalar, 1, length))));
            table.put("scalar a byte long", ecPkcs8(curve, ecKey(SpoiltDer.concat(new byte[1], scalar))));
            table.put("scalar as a number", ecPkcs8(curve, Der.sequence(Der.integer(1), Der.integer(123456789))));
            table.put("somebody else's public key", ecPkcs8(curve, ecKey(scalar, publicKey(other))));
            table.put("the negative public key", ecPkcs8(curve, ecKey(scalar, publicKey(negated))));
            table.put("a public key off the curve", ecPkcs8(curve, ecKey(scalar, publicKey(point(curve, ONE, ONE)))));
            table.put("infinity as public key", ecPkcs8(curve, ecKey(scalar, publicKey(new byte[1]))));
            table.put("no public key where one is", ecPkcs8(curve, ecKey(scalar, publicKey(new byte[0]))));
            table.put("an empty public key", ecPkcs8(curve, ecKey(scalar, Der.tagged(0xa1))));
            table.put(
                    "a compressed public key",
                    ecPkcs8(curve, ecKey(scalar, publicKey(decoded(curve, point).getEncoded(true)))));
            table.put("two public keys", ecPkcs8(curve, ecKey(scalar, publicKey(point), publicKey(point))));
            table.put(
                    "something behind the public key",
                    ecPkcs8(curve, ecKey(scalar, Der.tagged(0xa1, Der.bitString(Der.raw(point)), Der.NULL))));
            table.put(
                    "the public key as an octet string",
                    ecPkcs8(curve, ecKey(scalar, Der.tagged(0xa1, Der.octetString(Der.raw(point))))));
            table.put(
                    "the public key before the curve",
                    ecPkcs8(curve, ecKey(scalar, publicKey(point), Der.tagged(0xa0, name))));
            table.put(
                    "described",
                    ecPkcs8(curve, ecKey(scalar, Der.tagged(0xa0, described(known(curve))), publicKey(point))));
            table.put(
                    "described in the frame",
                    frame(
                            Der.integer(0),
                            Der.sequence(oid(ID_EC_PUBLIC_KEY), described(known(curve))),
                            Der.octetString(ecKey(scalar, publicKey(point)))));
            table.put("NULL as curve inside", ecPkcs8(curve, ecKey(scalar, Der.tagged(0xa0, Der.NULL))));
            table.put(
                    "no curve in the frame",
                    frame(
                            Der.integer(0),
                            Der.sequence(oid(ID_EC_PUBLIC_KEY)),
                            Der.octetString(ecKey(scalar, Der.tagged(0xa0, name)))));
            for (var another : Curve.values()) {
                if (another != curve) {
                    table.put(
                            "inside of " + another,
                            ecPkcs8(curve, ecKey(scalar, Der.tagged(0xa0, oid(another.identifier())))));
                    table.put("in the frame of " + another, ecPkcs8(another, ecKey(scalar, publicKey(point))));
                }
            }
            for (int version : new int[] {-1, 0, 2, 257}) {
                table.put(
                        "version " + version,
                        ecPkcs8(
                                curve,
                                Der.sequence(
                                        Der.integer(version), Der.octetString(Der.raw(scalar)), publicKey(point))));
            }
            var key = ecKey(scalar, publicKey(point));
            table.put("no version", ecPkcs8(curve, Der.sequence(Der.octetString(Der.raw(scalar)))));
            table.put(
                    "something behind the key",
                    frame(Der.integer(0), Der.sequence(oid(ID_EC_PUBLIC_KEY), name), Der.octetString(key, Der.NULL)));
            table.put(
                    "without a frame",
                    Der.sequence(
                                    Der.integer(1),
                                    Der.octetString(Der.raw(scalar)),
                                    Der.tagged(0xa0, name),
                                    publicKey(point))
                            .encode());
            table.put("the scalar alone", scalar);
            addFrames(table, Der.sequence(oid(ID_EC_PUBLIC_KEY), name), key, Der.raw(point), Der.raw(other));
            table.put(
                    "another algorithm",
                    frame(Der.integer(0), Der.sequence(oid(RSA_ENCRYPTION), name), Der.octetString(key)));
            var good = SecretBytes.adopt(ecPkcs8(curve, key));
            table.putAll(SpoiltDer.forms(good.expose()));
            table.forEach((which, der) -> {
                if (which.startsWith("scalar")) {
                    assertThatThrownBy(() -> EcNumbers.read(curve, der))
                            .as(which)
                            .isInstanceOf(RuntimeException.class);
                }
            });
            refuses(
                    "private keys of " + curve,
                    table,
                    der -> EcPrivateKey.ofPkcs8(engine, curve, SecretBytes.adopt(der)));
            assertThat(EcPrivateKey.ofPkcs8(engine, curve, good)).isPresent();
            for (int i = 0; i < good.length(); i++) {
                var changed = good.expose();
                changed[i] ^= (byte) (1 << i % 8);
                assertThat(EcPrivateKey.ofPkcs8(engine, curve, SecretBytes.adopt(changed)))
                        .as("byte %d", i)
                        .isEmpty();
            }
        }
    }

    private static byte[] ecSpki(Curve curve, byte[] point) {
        return curve.encoding().writePublic(Der.raw(point)).shared();
    }

    private static byte[] ecPkcs8(Curve curve, Der key) {
        return curve.encoding().writePrivate(key).expose();
    }

    private static Der ecKey(byte[] scalar, Der... more) {
        var rest = Arrays.stream(more).map(part -> Der.raw(part.encode())).toArray(Der[]::new);
        var all = new Der[2 + rest.length];
        all[0] = Der.integer(1);
        all[1] = Der.octetString(Der.raw(scalar));
        System.arraycopy(rest, 0, all, 2, rest.length);
        return Der.sequence(all);
    }

    private static Der publicKey(byte[] point) {
        return Der.tagged(0xa1, Der.bitString(Der.raw(point)));
    }

    private static X9ECParameters known(Curve curve) {
        return CustomNamedCurves.getByName(
                curve == Curve.SECP256K1 ? "secp256k1" : "P-" + curve.name().substring(1));
    }

    private static Der described(X9ECParameters parameters) {
        try {
            return Der.raw(parameters.getEncoded());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static ECPoint decoded(Curve curve, byte[] point) {
        return known(curve).getCurve().decodePoint(point);
    }

    private static byte[] point(Curve curve, BigInteger x, BigInteger y) {
        return SpoiltDer.concat(hex("04"), fixed(curve, x), fixed(curve, y));
    }

    private static byte[] fixed(Curve curve, BigInteger number) {
        return BigIntegers.asUnsignedByteArray(curve.length(), number);
    }

    private static byte[] first(byte[] point, int form) {
        var changed = point.clone();
        changed[0] = (byte) form;
        return changed;
    }

    /// A point of the curve whose x is so small that x + p has room, and that instead of it.
    private static byte[] notReduced(Curve curve, BigInteger p) {
        for (int x = 0; ; x++) {
            var encoded = SpoiltDer.concat(hex("02"), fixed(curve, BigInteger.valueOf(x)));
            try {
                var point = decoded(curve, encoded).getEncoded(false);
                var y = new BigInteger(1, point, 1 + curve.length(), curve.length());
                return point(curve, BigInteger.valueOf(x).add(p), y);
            } catch (IllegalArgumentException notOnCurve) {
                // the next one
            }
        }
    }

    /// Where y is 1: a root of x³ + ax + b - 1, found by factoring.
    private static BigInteger xAtOne(Curve curve) {
        return new BigInteger(
                switch (curve) {
                    case P256 -> "6916fac45e568b6b9e2e2ecd611b282e5fcc40a3067d601057f879ce5a8a73cc";
                    case P384 ->
                        "2261b2bf605c22f2f3aef6338719b2c486388ad5240719a5257315969ef01ba2"
                                + "7f0a104c89704773a81fdabee6ab5c78";
                    case P521 ->
                        "d9cb7a32dab342f863edb340f3ea61ddf833e755ce66bb1a918a42714ba05bcd"
                                + "f4ff10994f616a9d80cd0b48b326e3a8a2a8f5634d824875b6e71fb7cddd7b5018";
                    case SECP256K1 -> "cbb0deab125754f1fdb2038b0434ed9cb3fb53ab735391129994a535d925f673";
                },
                16);
    }

    /// Where y is 0, doubling gives infinity: on the curve of another b, which no formula looks at.
    private static byte[] ofOrderTwoElsewhere(Curve curve, BigInteger p) {
        return point(curve, p.subtract(TWO), ZERO);
    }
}
