package claviger.crypto;

import static java.math.BigInteger.ONE;
import static java.math.BigInteger.TWO;
import static java.math.BigInteger.ZERO;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.asn1.x9.X9ECPoint;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Keys that somebody might send, and that no engine may take. Each table is printed with its
/// length.
class HostileKeysTest {

    private static final Randomness RANDOM = new Randomness(new SecureRandom());

    private static final String ID_EC_PUBLIC_KEY = "2a8648ce3d0201";
    private static final String RSA_ENCRYPTION = "2a864886f70d010101";

    private final RsaNumbers rsa = RsaNumbers.read(
            KeyEncoding.RSA.readPrivate(OpensslKeys.rsa2048().expose()).key());

    @ParameterizedTest
    @MethodSource("claviger.crypto.Engines#rsa")
    void rsa_public_keys(RsaEngine engine) {
        var good = KeyEncoding.RSA.writePublic(RsaNumbers.publicKey(rsa.n(), rsa.e()));
        var table = new LinkedHashMap<String, byte[]>();
        var n = rsa.n();
        var e = rsa.e();
        for (var exponent : Map.of(
                        "0", ZERO,
                        "1", ONE,
                        "2", TWO,
                        "3", BigInteger.valueOf(3),
                        "65535", BigInteger.valueOf(65535),
                        "65536", BigInteger.valueOf(65536),
                        "65538", BigInteger.valueOf(65538),
                        "2^33 + 1", TWO.pow(33).add(ONE),
                        "2^256 + 1", TWO.pow(256).add(ONE),
                        "n", n)
                .entrySet()) {
            table.put("e = " + exponent.getKey(), spki(n, exponent.getValue()));
        }
        table.put("e = -65537", spki(n, e.negate()));
        table.put("e = n - 2", spki(n, n.subtract(TWO)));
        table.put("n = 0", spki(ZERO, e));
        table.put("n = 1", spki(ONE, e));
        table.put("n negative", spki(n.negate(), e));
        table.put("n even", spki(n.add(ONE), e));
        for (int bits : new int[] {16, 512, 1024, 2047, 2049, 3072, 4096, 8192, 16384, 65536}) {
            table.put(
                    "n of " + bits + " bits",
                    spki(new BigInteger(bits, new Random(1)).setBit(0).setBit(bits - 1), e));
        }
        table.put(
                "n without its leading zero",
                rsaSpki(Der.sequence(Der.tagged(Der.INTEGER, Der.raw(unsigned(n))), Der.integer(e))));
        table.put("n with one zero more", rsaSpki(Der.sequence(padded(n), Der.integer(e))));
        table.put("e with one zero more", rsaSpki(Der.sequence(Der.integer(n), padded(e))));
        table.put("e first", spki(e, n));
        table.put("n alone", rsaSpki(Der.sequence(Der.integer(n))));
        table.put("three numbers", rsaSpki(Der.sequence(Der.integer(n), Der.integer(e), Der.integer(e))));
        table.put("a version in front", rsaSpki(Der.sequence(Der.integer(0), Der.integer(n), Der.integer(e))));
        table.put("a set of numbers", rsaSpki(Der.tagged(0x31, Der.integer(n), Der.integer(e))));
        table.put(
                "n as an octet string",
                rsaSpki(Der.sequence(Der.octetString(Der.raw(n.toByteArray())), Der.integer(e))));
        table.put("n of no bytes", rsaSpki(Der.sequence(Der.raw((byte) 2, (byte) 0), Der.integer(e))));
        var numbers = RsaNumbers.publicKey(n, e);
        table.put("the numbers alone", numbers.encode());
        table.put("no parameters", spki(Der.sequence(oid(RSA_ENCRYPTION)), numbers));
        table.put("a sequence as parameters", spki(Der.sequence(oid(RSA_ENCRYPTION), Der.sequence()), numbers));
        table.put("NULL twice", spki(Der.sequence(oid(RSA_ENCRYPTION), Der.NULL, Der.NULL), numbers));
        table.put("a NULL with contents", spki(Der.sequence(oid(RSA_ENCRYPTION), Der.raw(hex("050100"))), numbers));
        table.put("id-RSASSA-PSS", spki(Der.sequence(oid("2a864886f70d01010a")), numbers));
        table.put("id-RSAES-OAEP", spki(Der.sequence(oid("2a864886f70d010107")), numbers));
        table.put("id-ecPublicKey", spki(Der.sequence(oid(ID_EC_PUBLIC_KEY), Der.NULL), numbers));
        table.put(
                "a relative identifier",
                spki(Der.sequence(Der.tagged(0x0d, Der.raw(hex(RSA_ENCRYPTION))), Der.NULL), numbers));
        table.put("a private key", OpensslKeys.rsa2048().expose());
        addBitStrings(table, Der.sequence(oid(RSA_ENCRYPTION), Der.NULL), numbers.encode());
        table.putAll(SpoiltDer.forms(good.shared()));
        refuses("RSA public keys", table, der -> RsaPublicKey.ofSpki(engine, 2048, Blob.adopt(der)));
        assertThat(RsaPublicKey.ofSpki(engine, 3072, good)).isEmpty();
        assertThat(RsaPublicKey.ofSpki(engine, 2048, good)).isPresent();
        takesNoOtherForm(good, spki -> RsaPublicKey.ofSpki(engine, 2048, spki).map(RsaPublicKey::spki));
    }

    @ParameterizedTest
    @MethodSource("claviger.crypto.Engines#rsa")
    void rsa_octetskeys(RsaEngine engine) {
        var table = new LinkedHashMap<String, byte[]>();
        var n = rsa.n();
        var e = rsa.e();
        var d = rsa.d();
        var p = rsa.p();
        var q = rsa.q();
        var p1 = p.subtract(ONE);
        var q1 = q.subtract(ONE);
        table.put("another modulus", with(n.add(TWO), e, d, p, q));
        table.put("a modulus of p²", numbers(e, p, p));
        table.put("another p", with(n, e, d, p.add(TWO), q));
        table.put("another q", with(n, e, d, p, q.subtract(TWO)));
        table.put("p = 1, q = n", with(n, e, d, ONE, n));
        table.put("p = n, q = 1", with(n, e, d, n, ONE));
        table.put("p = q = 0", with(n, e, d, ZERO, ZERO));
        table.put("both primes negative", with(n, e, d, p.negate(), q.negate()));
        table.put("d one more", with(n, e, d.add(ONE), p, q));
        table.put("d = 0", with(n, e, ZERO, p, q));
        table.put("d = 1, e = 1", with(n, ONE, ONE, p, q));
        table.put("d negative", with(n, e, d.subtract(p1.multiply(q1)), p, q));
        table.put("d above n", with(n, e, d.add(p1.multiply(q1).multiply(TWO)), p, q));
        table.put("d and e exchanged", with(n, d, e, p, q));
        table.put("e = 3", with(n, BigInteger.valueOf(3), d, p, q));
        table.put("e = 3 with its d", numbers(BigInteger.valueOf(3), thirdsOf(p), thirdsOf(q)));
        table.put("e = 65536", with(n, BigInteger.valueOf(65536), d, p, q));
        table.put("an e of 34 bits", numbers(TWO.pow(33).add(ONE).nextProbablePrime(), p, q));
        table.put("an e of 257 bits", numbers(TWO.pow(256).nextProbablePrime(), p, q));
        var small = new BigInteger("104729").pow(12).setBit(0).nextProbablePrime();
        table.put("a small d", numbers(small.modInverse(lcm(p1, q1)), p, q));
        table.put("p - 1 and q - 1 alike, and so a d of 1,022 bits", numbers(e, relatedPrime(8), relatedPrime(10)));
        var dP = rsa.dP();
        var dQ = rsa.dQ();
        var qInv = rsa.qInv();
        table.put(
                "another dP",
                new RsaNumbers(n, e, d, p, q, dP.add(ONE), dQ, qInv).pkcs8().expose());
        table.put(
                "dP not reduced",
                new RsaNumbers(n, e, d, p, q, dP.add(p1), dQ, qInv).pkcs8().expose());
        table.put(
                "dP = 0", new RsaNumbers(n, e, d, p, q, ZERO, dQ, qInv).pkcs8().expose());
        table.put(
                "another dQ",
                new RsaNumbers(n, e, d, p, q, dP, dQ.subtract(ONE), qInv)
                        .pkcs8()
                        .expose());
        table.put(
                "dQ not reduced",
                new RsaNumbers(n, e, d, p, q, dP, dQ.add(q1), qInv).pkcs8().expose());
        table.put(
                "dP and dQ exchanged",
                new RsaNumbers(n, e, d, p, q, dQ, dP, qInv).pkcs8().expose());
        table.put(
                "another qInv",
                new RsaNumbers(n, e, d, p, q, dP, dQ, qInv.add(ONE)).pkcs8().expose());
        table.put(
                "qInv not reduced",
                new RsaNumbers(n, e, d, p, q, dP, dQ, qInv.add(p)).pkcs8().expose());
        table.put(
                "qInv = 0", new RsaNumbers(n, e, d, p, q, dP, dQ, ZERO).pkcs8().expose());
        table.put(
                "p and q exchanged, the rest not",
                new RsaNumbers(n, e, d, q, p, dP, dQ, qInv).pkcs8().expose());
        table.put("primes next to each other", numbers(e, p, p.nextProbablePrime()));
        table.put(
                "a short and a long prime",
                numbers(
                        e,
                        BigInteger.probablePrime(900, new Random(2)),
                        BigInteger.probablePrime(1148, new Random(3))));
        table.put(
                "p composite",
                numbers(
                        e,
                        p.multiply(q)
                                .shiftRight(1024)
                                .setBit(0)
                                .setBit(1023)
                                .setBit(1022)
                                .nextProbablePrime()
                                .add(TWO),
                        q));
        table.put("p a Carmichael number", numbers(e, carmichael(), q));
        table.put(
                "n of 1024 bits",
                numbers(e, BigInteger.probablePrime(512, new Random(4)), BigInteger.probablePrime(512, new Random(5))));
        table.put(
                "n of 3072 bits",
                numbers(
                        e,
                        BigInteger.probablePrime(1536, new Random(6)),
                        BigInteger.probablePrime(1536, new Random(7))));
        table.put(
                "three primes",
                rsaPkcs8(Der.sequence(
                        Der.integer(1),
                        integers(rsa),
                        Der.sequence(Der.sequence(Der.integer(p), Der.integer(dP), Der.integer(qInv))))));
        table.put(
                "three primes under version 0",
                rsaPkcs8(Der.sequence(
                        Der.integer(0),
                        integers(rsa),
                        Der.sequence(Der.sequence(Der.integer(p), Der.integer(dP), Der.integer(qInv))))));
        table.put("version 1 with two primes", rsaPkcs8(Der.sequence(Der.integer(1), integers(rsa))));
        table.put("version -1", rsaPkcs8(Der.sequence(Der.integer(-1), integers(rsa))));
        table.put("no version", rsaPkcs8(Der.sequence(integers(rsa))));
        table.put(
                "one number short",
                rsaPkcs8(Der.sequence(
                        Der.integer(0),
                        Der.integer(n),
                        Der.integer(e),
                        Der.integer(d),
                        Der.integer(p),
                        Der.integer(q),
                        Der.integer(dP),
                        Der.integer(dQ))));
        table.put(
                "n and d alone",
                rsaPkcs8(Der.sequence(Der.integer(0), Der.integer(n), Der.integer(e), Der.integer(d))));
        table.put(
                "zeros for what was not kept",
                rsaPkcs8(Der.sequence(
                        Der.integer(0),
                        Der.integer(n),
                        Der.integer(0),
                        Der.integer(d),
                        Der.integer(0),
                        Der.integer(0),
                        Der.integer(0),
                        Der.integer(0),
                        Der.integer(0))));
        table.put(
                "d with one zero more",
                rsaPkcs8(Der.sequence(
                        Der.integer(0),
                        Der.integer(n),
                        Der.integer(e),
                        padded(d),
                        Der.integer(p),
                        Der.integer(q),
                        Der.integer(dP),
                        Der.integer(dQ),
                        Der.integer(qInv))));
        table.put(
                "p without its leading zero",
                rsaPkcs8(Der.sequence(
                        Der.integer(0),
                        Der.integer(n),
                        Der.integer(e),
                        Der.integer(d),
                        Der.tagged(Der.INTEGER, Der.raw(unsigned(p))),
                        Der.integer(q),
                        Der.integer(dP),
                        Der.integer(dQ),
                        Der.integer(qInv))));
        var key = Der.sequence(Der.integer(0), integers(rsa));
        table.put("the numbers alone", key.encode());
        table.put("a public key", spki(n, e));
        table.put("something behind the numbers", rsaPkcs8(key, Der.NULL));
        addFrames(
                table,
                Der.sequence(oid(RSA_ENCRYPTION), Der.NULL),
                key,
                RsaNumbers.publicKey(n, e),
                RsaNumbers.publicKey(n, e.add(TWO)));
        table.put("no parameters", frame(Der.integer(0), Der.sequence(oid(RSA_ENCRYPTION)), Der.octetString(key)));
        table.put(
                "id-RSASSA-PSS", frame(Der.integer(0), Der.sequence(oid("2a864886f70d01010a")), Der.octetString(key)));
        table.put(
                "another algorithm",
                frame(Der.integer(0), Der.sequence(oid(ID_EC_PUBLIC_KEY), Der.NULL), Der.octetString(key)));
        var good = OpensslKeys.rsa2048();
        table.putAll(SpoiltDer.forms(good.expose()));
        refuses("RSA private keys", table, der -> RsaPrivateKey.ofPkcs8(engine, 2048, SecretBytes.adopt(der)));
        assertThat(RsaPrivateKey.ofPkcs8(engine, 3072, good)).isEmpty();
        for (int i = 0; i < good.length(); i++) {
            var changed = good.expose();
            changed[i] ^= (byte) (1 << i % 8);
            assertThat(RsaPrivateKey.ofPkcs8(engine, 2048, SecretBytes.adopt(changed)))
                    .as("byte %d", i)
                    .isEmpty();
        }
    }

    /// What is unusual, and right.
    @ParameterizedTest
    @MethodSource("claviger.crypto.Engines#rsa")
    void rsa_octetskeys_of_others(RsaEngine engine) {
        var e = rsa.e();
        var p = rsa.p();
        var q = rsa.q();
        var phi = p.subtract(ONE).multiply(q.subtract(ONE));
        var table = new LinkedHashMap<String, byte[]>();
        table.put("d modulo (p - 1)(q - 1)", with(rsa.n(), e, e.modInverse(phi), p, q));
        table.put("d modulo the least common multiple", numbers(e, p, q));
        table.put("the smaller prime first", numbers(e, p.min(q), p.max(q)));
        table.put("the larger prime first", numbers(e, p.max(q), p.min(q)));
        table.put("the largest exponent", numbers(BigInteger.valueOf(8589934583L), p, q));
        var key = Der.sequence(Der.integer(0), integers(rsa));
        var algorithm = Der.sequence(oid(RSA_ENCRYPTION), Der.NULL);
        var attributes = Der.tagged(0xa0, Der.sequence(oid("551d0f"), Der.tagged(0x31, Der.raw(hex("03020780")))));
        table.put("attributes", frame(Der.integer(0), algorithm, Der.octetString(key), attributes));
        var publicKey = Der.tagged(0x81, Der.raw((byte) 0), RsaNumbers.publicKey(rsa.n(), e));
        table.put("its public key", frame(Der.integer(1), algorithm, Der.octetString(key), publicKey));
        table.put("both", frame(Der.integer(1), algorithm, Der.octetString(key), attributes, publicKey));
        table.forEach((name, der) -> {
            var read = RsaPrivateKey.ofPkcs8(engine, 2048, SecretBytes.adopt(der));
            assertThat(read).as(name).isPresent();
            var digest = Hash.SHA_256.digest(der);
            var signature = read.orElseThrow().sign(RsaPadding.PSS, digest, RANDOM);
            assertThat(read.orElseThrow().publicKey().verify(RsaPadding.PSS, digest, signature))
                    .as(name)
                    .isTrue();
            if (name.contains("attributes") || name.contains("public") || name.contains("both")) {
                assertThat(read.orElseThrow().pkcs8().sameAs(OpensslKeys.rsa2048()))
                        .as(name)
                        .isTrue();
            }
        });
    }

    /// The negative control of the test for primes: all else is right about such a number.
    @ParameterizedTest
    @MethodSource("claviger.crypto.Engines#rsa")
    void only_the_test_for_primes_finds_a_carmichael_number(RsaEngine engine) {
        var pkcs8 = SecretBytes.adopt(numbers(rsa.e(), carmichael(), rsa.q()));
        assertThat(RsaPrivateKey.ofTrustedPkcs8(engine, 2048, pkcs8)).isPresent();
        assertThat(RsaPrivateKey.ofPkcs8(engine, 2048, pkcs8)).isEmpty();
    }

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
            table.put("y one more", ecSpki(curve, point(curve, x, y.add(ONE))));
            table.put("x one more", ecSpki(curve, point(curve, x.add(ONE), y)));
            table.put("x and y exchanged", ecSpki(curve, point(curve, y, x)));
            table.put("(0, 0)", ecSpki(curve, point(curve, ZERO, ZERO)));
            table.put("(1, 1)", ecSpki(curve, point(curve, ONE, ONE)));
            table.put("(p, p)", ecSpki(curve, point(curve, p, p)));
            table.put("(x, p)", ecSpki(curve, point(curve, x, p)));
            table.put("all ones", ecSpki(curve, SpoiltDer.concat(hex("04"), hex("ff".repeat(2 * length)))));
            table.put("infinity", ecSpki(curve, new byte[1]));
            table.put("infinity at full length", ecSpki(curve, new byte[1 + 2 * length]));
            table.put("no point", ecSpki(curve, new byte[0]));
            table.put("x not reduced", ecSpki(curve, notReduced(curve, p)));
            table.put("compressed", ecSpki(curve, decoded(curve, point).getEncoded(true)));
            table.put("hybrid", ecSpki(curve, first(point, y.testBit(0) ? 7 : 6)));
            table.put("hybrid of the other sign", ecSpki(curve, first(point, y.testBit(0) ? 6 : 7)));
            for (int form : new int[] {0, 1, 2, 3, 5, 8, 0x84}) {
                table.put("of the form " + form, ecSpki(curve, first(point, form)));
            }
            table.put("without its form", ecSpki(curve, Arrays.copyOfRange(point, 1, point.length)));
            table.put("x alone", ecSpki(curve, Arrays.copyOf(point, 1 + length)));
            table.put("a byte short", ecSpki(curve, Arrays.copyOf(point, point.length - 1)));
            table.put("a byte long", ecSpki(curve, Arrays.copyOf(point, point.length + 1)));
            table.put(
                    "in an octet string",
                    ecSpki(curve, Der.octetString(Der.raw(point)).encode()));
            table.put("of a small order on another curve", ecSpki(curve, ofOrderTwoElsewhere(curve, p)));
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
    void ec_octetskeys(EcEngine engine) {
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

    @ParameterizedTest
    @MethodSource("claviger.crypto.Engines#ed25519")
    void ed25519_public_keys(Ed25519Engine engine) {
        var table = new LinkedHashMap<String, byte[]>();
        var point =
                BouncyCastleEd25519.publicKey(SecretBytes.adopt(new byte[32])).shared();
        var algorithm = Der.sequence(oid("2b6570"));
        for (var small : SMALL_ORDER.lines().toList()) {
            table.put("of small order: " + small, edSpki(hex(small)));
        }
        table.put("y = 2, which is no point", edSpki(fill(2)));
        table.put("y = p + 3", edSpki(hex("f0" + "ff".repeat(30) + "7f")));
        table.put("y = p + 3, negative", edSpki(hex("f0" + "ff".repeat(31))));
        table.put("of a composite order", edSpki(hex(MIXED_ORDER)));
        table.put("a byte short", edSpki(Arrays.copyOf(point, 31)));
        table.put("a byte long", edSpki(Arrays.copyOf(point, 33)));
        table.put("no bytes", edSpki(new byte[0]));
        table.put("in an octet string", spki(algorithm, Der.octetString(Der.raw(point))));
        table.put("NULL as parameters", spki(Der.sequence(oid("2b6570"), Der.NULL), Der.raw(point)));
        table.put("X25519", spki(Der.sequence(oid("2b656e")), Der.raw(point)));
        table.put("Ed448", spki(Der.sequence(oid("2b6571")), Der.raw(point)));
        table.put(
                "id-ecPublicKey on a curve of that name",
                spki(Der.sequence(oid(ID_EC_PUBLIC_KEY), oid("2b6570")), Der.raw(point)));
        table.put("the point alone", point);
        addBitStrings(table, algorithm, point);
        var good = KeyEncoding.ED25519.writePublic(Der.raw(point));
        table.putAll(SpoiltDer.forms(good.shared()));
        refuses("public keys of Ed25519", table, der -> Ed25519PublicKey.ofSpki(engine, Blob.adopt(der)));
        assertThat(Ed25519PublicKey.ofSpki(engine, good)).isPresent();
        takesNoOtherForm(good, spki -> Ed25519PublicKey.ofSpki(engine, spki).map(Ed25519PublicKey::spki));
    }

    @ParameterizedTest
    @MethodSource("claviger.crypto.Engines#ed25519")
    void ed25519_octetskeys(Ed25519Engine engine) {
        var table = new LinkedHashMap<String, byte[]>();
        var seed = hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
        var point = BouncyCastleEd25519.publicKey(SecretBytes.copyOf(seed));
        var other = BouncyCastleEd25519.publicKey(SecretBytes.adopt(new byte[32]));
        var algorithm = Der.sequence(oid("2b6570"));
        var key = Der.octetString(Der.raw(seed));
        table.put("no octet string inside", frame(Der.integer(0), algorithm, Der.octetString(Der.raw(seed))));
        table.put("two of them", frame(Der.integer(0), algorithm, Der.octetString(Der.octetString(key))));
        table.put(
                "a seed of 31 bytes",
                frame(Der.integer(0), algorithm, Der.octetString(Der.octetString(Der.raw(Arrays.copyOf(seed, 31))))));
        table.put(
                "a seed of 33 bytes",
                frame(Der.integer(0), algorithm, Der.octetString(Der.octetString(Der.raw(Arrays.copyOf(seed, 33))))));
        table.put(
                "a seed of 64 bytes",
                frame(Der.integer(0), algorithm, Der.octetString(Der.octetString(Der.raw(seed), Der.raw(point)))));
        table.put("no seed", frame(Der.integer(0), algorithm, Der.octetString(Der.octetString())));
        table.put("something behind the seed", frame(Der.integer(0), algorithm, Der.octetString(key, Der.NULL)));
        table.put(
                "NULL as parameters",
                frame(Der.integer(0), Der.sequence(oid("2b6570"), Der.NULL), Der.octetString(key)));
        table.put("X25519", frame(Der.integer(0), Der.sequence(oid("2b656e")), Der.octetString(key)));
        table.put("Ed448", frame(Der.integer(0), Der.sequence(oid("2b6571")), Der.octetString(key)));
        table.put("the seed alone", seed);
        addFrames(table, algorithm, key, Der.raw(point), Der.raw(other));
        var good = KeyEncoding.ED25519.writePrivate(key);
        table.putAll(SpoiltDer.forms(good.expose()));
        refuses("private keys of Ed25519", table, der -> Ed25519PrivateKey.ofPkcs8(engine, SecretBytes.adopt(der)));
        assertThat(Ed25519PrivateKey.ofPkcs8(engine, good)).isPresent();
    }

    /// Of the seven keys that are asked for, every other good one is refused.
    @Test
    void a_good_key_of_one_kind_is_none_of_another() {
        var all = Map.of(
                "RSA", KeyEncoding.RSA.writePublic(RsaNumbers.publicKey(rsa.n(), rsa.e())),
                "P256", EcPrivateKey.generate(Curve.P256).publicKey().spki(),
                "P384", EcPrivateKey.generate(Curve.P384).publicKey().spki(),
                "P521", EcPrivateKey.generate(Curve.P521).publicKey().spki(),
                "SECP256K1", EcPrivateKey.generate(Curve.SECP256K1).publicKey().spki(),
                "Ed25519", Ed25519PrivateKey.generate(RANDOM).publicKey().spki());
        all.forEach((name, spki) -> {
            assertThat(RsaPublicKey.ofSpki(2048, spki).isPresent()).isEqualTo(name.equals("RSA"));
            assertThat(Ed25519PublicKey.ofSpki(spki).isPresent()).isEqualTo(name.equals("Ed25519"));
            for (var curve : Curve.values()) {
                assertThat(EcPublicKey.ofSpki(curve, spki).isPresent()).isEqualTo(name.equals(curve.name()));
            }
        });
    }

    private static void refuses(String what, Map<String, byte[]> table, Function<byte[], Optional<?>> reader) {
        table.forEach((name, der) ->
                assertThat(reader.apply(der)).as("%s: %s", what, name).isEmpty());
        System.out.printf("%s: %d hostile ones refused%n", what, table.size());
    }

    /// Whatever one flipped bit makes of a good key, it is refused, or is a key that is written so.
    private static void takesNoOtherForm(Blob good, Function<Blob, Optional<Blob>> rewritten) {
        for (int bit = 0; bit < good.length() * 8; bit++) {
            var changed = good.toByteArray();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(rewritten.apply(Blob.adopt(changed)).orElse(Blob.adopt(changed)))
                    .as("bit %d", bit)
                    .isEqualTo(Blob.adopt(changed));
        }
    }

    private static void addBitStrings(Map<String, byte[]> table, Der algorithm, byte[] key) {
        for (int unused : new int[] {1, 7, 8, 255}) {
            table.put(
                    unused + " unused bits",
                    Der.sequence(algorithm, Der.tagged(Der.BIT_STRING, Der.raw((byte) unused), Der.raw(key)))
                            .encode());
        }
        table.put(
                "a bit string of nothing",
                Der.sequence(algorithm, Der.tagged(Der.BIT_STRING)).encode());
        table.put(
                "an octet string for the bit string",
                Der.sequence(algorithm, Der.octetString(Der.raw((byte) 0), Der.raw(key)))
                        .encode());
        table.put(
                "a bit string in pieces",
                Der.sequence(algorithm, Der.tagged(0x23, Der.bitString(Der.raw(key))))
                        .encode());
        table.put(
                "two bit strings",
                Der.sequence(algorithm, Der.bitString(Der.raw(key)), Der.bitString(Der.raw(key)))
                        .encode());
        table.put("no bit string", Der.sequence(algorithm).encode());
        table.put("no algorithm", Der.sequence(Der.bitString(Der.raw(key))).encode());
        table.put(
                "key and algorithm exchanged",
                Der.sequence(Der.bitString(Der.raw(key)), algorithm).encode());
        table.put(
                "a byte behind the key",
                Der.sequence(algorithm, Der.bitString(Der.raw(SpoiltDer.concat(key, new byte[1]))))
                        .encode());
    }

    private static void addFrames(
            Map<String, byte[]> table, Der algorithm, Der key, Der publicKey, Der otherPublicKey) {
        var octets = Der.octetString(key);
        var given = Der.tagged(0x81, Der.raw((byte) 0), publicKey);
        var attributes = Der.tagged(0xa0, Der.sequence());
        for (int version : new int[] {-1, 1, 2, 127, 65536}) {
            table.put("a frame of version " + version, frame(Der.integer(version), algorithm, octets));
        }
        table.put("a public key under version 0", frame(Der.integer(0), algorithm, octets, given));
        table.put("a public key under version 2", frame(Der.integer(2), algorithm, octets, given));
        table.put(
                "somebody else's public key in the frame",
                frame(Der.integer(1), algorithm, octets, Der.tagged(0x81, Der.raw((byte) 0), otherPublicKey)));
        table.put(
                "an empty public key in the frame",
                frame(Der.integer(1), algorithm, octets, Der.tagged(0x81, Der.raw((byte) 0))));
        table.put(
                "a public key in pieces",
                frame(Der.integer(1), algorithm, octets, Der.tagged(0xa1, Der.bitString(publicKey))));
        table.put(
                "unused bits in the public key",
                frame(Der.integer(1), algorithm, octets, Der.tagged(0x81, Der.raw((byte) 1), publicKey)));
        table.put("attributes twice", frame(Der.integer(0), algorithm, octets, attributes, attributes));
        table.put("attributes behind the public key", frame(Der.integer(1), algorithm, octets, given, attributes));
        table.put("something behind in the frame", frame(Der.integer(0), algorithm, octets, Der.NULL));
        table.put("no algorithm", frame(Der.integer(0), octets));
        table.put("no version in the frame", frame(algorithm, octets));
        table.put("no key in the frame", frame(Der.integer(0), algorithm));
        table.put("a bit string for the key", frame(Der.integer(0), algorithm, Der.bitString(key)));
        table.put("a key in pieces", frame(Der.integer(0), algorithm, Der.tagged(0x24, octets)));
        table.put(
                "encrypted",
                Der.sequence(Der.sequence(oid("2a864886f70d01050d"), Der.sequence()), octets)
                        .encode());
    }

    private static byte[] frame(Der... parts) {
        return Der.sequence(parts).encode();
    }

    private static byte[] spki(Der algorithm, Der key) {
        return Der.sequence(algorithm, Der.bitString(key)).encode();
    }

    private static byte[] rsaSpki(Der key) {
        return KeyEncoding.RSA.writePublic(key).shared();
    }

    private static byte[] spki(BigInteger n, BigInteger e) {
        return rsaSpki(RsaNumbers.publicKey(n, e));
    }

    private static byte[] ecSpki(Curve curve, byte[] point) {
        return curve.encoding().writePublic(Der.raw(point)).shared();
    }

    private static byte[] edSpki(byte[] point) {
        return KeyEncoding.ED25519.writePublic(Der.raw(point)).shared();
    }

    private static byte[] rsaPkcs8(Der... key) {
        return frame(Der.integer(0), Der.sequence(oid(RSA_ENCRYPTION), Der.NULL), Der.octetString(key));
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

    private static byte[] with(BigInteger n, BigInteger e, BigInteger d, BigInteger p, BigInteger q) {
        var dP = p.compareTo(ONE) > 0 ? d.mod(p.subtract(ONE)) : ONE;
        var dQ = q.compareTo(ONE) > 0 ? d.mod(q.subtract(ONE)) : ONE;
        var qInv = p.compareTo(ONE) > 0 && q.gcd(p).equals(ONE) ? q.modInverse(p) : ONE;
        return new RsaNumbers(n, e, d, p, q, dP, dQ, qInv).pkcs8().expose();
    }

    /// All that follows from the exponent and the factors.
    private static byte[] numbers(BigInteger e, BigInteger p, BigInteger q) {
        var lcm = lcm(p.subtract(ONE), q.subtract(ONE));
        var d = e.gcd(lcm).equals(ONE) ? e.modInverse(lcm) : e;
        return with(p.multiply(q), e, d, p, q);
    }

    private static BigInteger lcm(BigInteger a, BigInteger b) {
        return a.multiply(b).divide(a.gcd(b));
    }

    /// A prime near by that is no 1 modulo 3, so that 3 is an exponent for it.
    private static BigInteger thirdsOf(BigInteger prime) {
        var three = BigInteger.valueOf(3);
        while (prime.mod(three).equals(ONE)) {
            prime = prime.nextProbablePrime();
        }
        return prime;
    }

    /// (6k + 1)(12k + 1)(18k + 1), all three of them primes (Chernick): 1024 bits, and for every a,
    /// a^p = a modulo p. Found by search.
    private static BigInteger carmichael() {
        var k = new BigInteger(
                "3b2aabb8710d879166fd1fd3265001b91ad20b4160a0b42282c5f9bc4bbb5fb6a47bac6c965ad864db032", 16);
        return factor(k, 6).multiply(factor(k, 12)).multiply(factor(k, 18));
    }

    /// Primes minus one that share a factor of 1,020 bits, so that all else about d is right but its
    /// length. Found by search.
    private static BigInteger relatedPrime(int k) {
        var shared = new BigInteger(
                "a3d2f5441e3ed577f868a17b7679e3ea026fd837cfb156d88c8538f9f7cd555d"
                        + "dca195ea18825d49da2f187253c785acff5380e639999bfc44fcea9133186207"
                        + "4a57e81aa756b17c45748ca1f67c6f6b8caf9e09595c9c8d753113b95e3ca044"
                        + "fffb126c284ba059eca67b5338420cbc5447ae6cc35f49c54577eab536863b5",
                16);
        return factor(shared, 2 * k);
    }

    private static BigInteger factor(BigInteger k, int times) {
        return k.multiply(BigInteger.valueOf(times)).add(ONE);
    }

    private static Der integers(RsaNumbers key) {
        return Der.raw(SpoiltDer.concat(
                Der.integer(key.n()).encode(),
                Der.integer(key.e()).encode(),
                Der.integer(key.d()).encode(),
                Der.integer(key.p()).encode(),
                Der.integer(key.q()).encode(),
                Der.integer(key.dP()).encode(),
                Der.integer(key.dQ()).encode(),
                Der.integer(key.qInv()).encode()));
    }

    private static byte[] unsigned(BigInteger number) {
        var signed = number.toByteArray();
        return Arrays.copyOfRange(signed, 1, signed.length);
    }

    private static Der padded(BigInteger number) {
        return Der.tagged(Der.INTEGER, Der.raw((byte) 0), Der.raw(number.toByteArray()));
    }

    private static Der oid(String contents) {
        return Der.objectIdentifier(contents);
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

    private static byte[] fill(int first) {
        var bytes = new byte[32];
        bytes[0] = (byte) first;
        return bytes;
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

    /// Where y is 0, doubling gives infinity: on the curve of another b, which no formula looks at.
    private static byte[] ofOrderTwoElsewhere(Curve curve, BigInteger p) {
        return point(curve, p.subtract(TWO), ZERO);
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    /// The eight points whose order divides 8, and their forms that are not canonical.
    private static final String SMALL_ORDER = """
            0000000000000000000000000000000000000000000000000000000000000000
            0000000000000000000000000000000000000000000000000000000000000080
            0100000000000000000000000000000000000000000000000000000000000000
            0100000000000000000000000000000000000000000000000000000000000080
            26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05
            26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85
            c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a
            c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa
            ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f
            ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff
            edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f
            edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff
            eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f
            eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff""";

    /// The base point with the point of order two added: (x, y) becomes (-x, -y).
    private static final String MIXED_ORDER = "9599999999999999999999999999999999999999999999999999999999999999";
}
