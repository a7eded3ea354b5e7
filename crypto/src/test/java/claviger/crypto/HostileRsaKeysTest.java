package claviger.crypto;

import static claviger.crypto.HostileKeys.ID_EC_PUBLIC_KEY;
import static claviger.crypto.HostileKeys.RSA_ENCRYPTION;
import static claviger.crypto.HostileKeys.addBitStrings;
import static claviger.crypto.HostileKeys.addFrames;
import static claviger.crypto.HostileKeys.frame;
import static claviger.crypto.HostileKeys.hex;
import static claviger.crypto.HostileKeys.oid;
import static claviger.crypto.HostileKeys.padded;
import static claviger.crypto.HostileKeys.refuses;
import static claviger.crypto.HostileKeys.spki;
import static claviger.crypto.HostileKeys.takesNoOtherForm;
import static java.math.BigInteger.ONE;
import static java.math.BigInteger.TWO;
import static java.math.BigInteger.ZERO;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// RSA keys that somebody might send, and that no engine may take.
class HostileRsaKeysTest {

    private static final Randomness RANDOM = new Randomness(new SecureRandom());

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
            table.put("e = " + exponent.getKey(), rsaSpki(n, exponent.getValue()));
        }
        table.put("e = -65537", rsaSpki(n, e.negate()));
        table.put("e = n - 2", rsaSpki(n, n.subtract(TWO)));
        table.put("n = 0", rsaSpki(ZERO, e));
        table.put("n = 1", rsaSpki(ONE, e));
        table.put("n negative", rsaSpki(n.negate(), e));
        table.put("n even", rsaSpki(n.add(ONE), e));
        for (int bits : new int[] {16, 512, 1024, 2047, 2049, 3072, 4096, 8192, 16384, 65536}) {
            table.put(
                    "n of " + bits + " bits",
                    rsaSpki(new BigInteger(bits, new Random(1)).setBit(0).setBit(bits - 1), e));
        }
        table.put(
                "n without its leading zero",
                rsaSpki(Der.sequence(Der.tagged(Der.INTEGER, Der.raw(unsigned(n))), Der.integer(e))));
        table.put("n with one zero more", rsaSpki(Der.sequence(padded(n), Der.integer(e))));
        table.put("e with one zero more", rsaSpki(Der.sequence(Der.integer(n), padded(e))));
        table.put("e first", rsaSpki(e, n));
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
    void rsa_private_keys(RsaEngine engine) {
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
        table.put("a public key", rsaSpki(n, e));
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
    void rsa_private_keys_of_others(RsaEngine engine) {
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

    private static byte[] rsaSpki(Der key) {
        return KeyEncoding.RSA.writePublic(key).shared();
    }

    private static byte[] rsaSpki(BigInteger n, BigInteger e) {
        return rsaSpki(RsaNumbers.publicKey(n, e));
    }

    private static byte[] rsaPkcs8(Der... key) {
        return frame(Der.integer(0), Der.sequence(oid(RSA_ENCRYPTION), Der.NULL), Der.octetString(key));
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
}
