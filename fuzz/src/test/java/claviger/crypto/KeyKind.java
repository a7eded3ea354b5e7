package claviger.crypto;

import com.google.errorprone.annotations.Immutable;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/// Every kind of key pair, with its two readers and a pair that is the same in every process.
enum KeyKind {
    RSA_2048(2048),
    RSA_3072(3072),
    RSA_4096(4096),
    P256(Curve.P256),
    P384(Curve.P384),
    P521(Curve.P521),
    SECP256K1(Curve.SECP256K1),
    SM2(
            Sm2PublicKey::ofSpki,
            Sm2PrivateKey::ofPkcs8,
            () -> Sm2PrivateKey.ofPkcs8(scalarOnly("2a811ccf5501822d", 32)).orElseThrow()),
    ED25519(
            Ed25519PublicKey::ofSpki,
            Ed25519PrivateKey::ofPkcs8,
            () -> Ed25519PrivateKey.ofPkcs8(KeyEncoding.ED25519.writePrivate(Der.octetString(Der.raw(bytes(32)))))
                    .orElseThrow()),
    ML_DSA_44(MlDsa.ML_DSA_44),
    ML_DSA_65(MlDsa.ML_DSA_65),
    ML_DSA_87(MlDsa.ML_DSA_87),
    ML_KEM_512(MlKem.ML_KEM_512),
    ML_KEM_768(MlKem.ML_KEM_768),
    ML_KEM_1024(MlKem.ML_KEM_1024);

    private static final Map<KeyKind, AsymmetricPrivateKey> PAIRS = new ConcurrentHashMap<>();

    @Immutable
    interface PublicReader {
        Optional<? extends AsymmetricPublicKey> read(Blob spki);
    }

    @Immutable
    interface PrivateReader {
        Optional<? extends AsymmetricPrivateKey> read(SecretBytes pkcs8);
    }

    @Immutable
    interface Maker {
        AsymmetricPrivateKey make();
    }

    final PublicReader ofSpki;
    final PrivateReader ofPkcs8;
    private final Maker maker;

    KeyKind(PublicReader ofSpki, PrivateReader ofPkcs8, Maker maker) {
        this.ofSpki = ofSpki;
        this.ofPkcs8 = ofPkcs8;
        this.maker = maker;
    }

    KeyKind(int bits) {
        this(
                spki -> RsaPublicKey.ofSpki(bits, spki),
                pkcs8 -> RsaPrivateKey.ofPkcs8(bits, pkcs8),
                () -> RsaPrivateKey.ofTrustedPkcs8(bits, rsa(bits).pkcs8()).orElseThrow());
    }

    KeyKind(Curve curve) {
        this(
                spki -> EcPublicKey.ofSpki(curve, spki),
                pkcs8 -> EcPrivateKey.ofPkcs8(curve, pkcs8),
                () -> EcPrivateKey.ofPkcs8(curve, scalarOnly(curve.identifier(), curve.length()))
                        .orElseThrow());
    }

    KeyKind(MlDsa set) {
        this(
                spki -> MlDsaPublicKey.ofSpki(set, spki),
                pkcs8 -> MlDsaPrivateKey.ofPkcs8(set, pkcs8),
                () -> MlDsaPrivateKey.ofSeed(set, SecretBytes.adopt(bytes(MlDsa.SEED_LENGTH))));
    }

    KeyKind(MlKem set) {
        this(
                spki -> MlKemPublicKey.ofSpki(set, spki),
                pkcs8 -> MlKemPrivateKey.ofPkcs8(set, pkcs8),
                () -> MlKemPrivateKey.ofSeed(set, SecretBytes.adopt(bytes(MlKem.SEED_LENGTH))));
    }

    AsymmetricPrivateKey pair() {
        return PAIRS.computeIfAbsent(this, kind -> kind.maker.make());
    }

    /// The numbers of an RSA key, always the same.
    static RsaNumbers rsa(int bits) {
        var e = BigInteger.valueOf(65537);
        var primes = new Random(bits)
                .ints()
                .mapToObj(seed -> prime(bits / 2, seed))
                .filter(prime -> prime.subtract(BigInteger.ONE).gcd(e).equals(BigInteger.ONE))
                .limit(2)
                .toList();
        var p = primes.getFirst();
        var q = primes.getLast();
        var p1 = p.subtract(BigInteger.ONE);
        var q1 = q.subtract(BigInteger.ONE);
        var d = e.modInverse(p1.multiply(q1).divide(p1.gcd(q1)));
        return new RsaNumbers(p.multiply(q), e, d, p, q, d.mod(p1), d.mod(q1), q.modInverse(p));
    }

    /// The two highest bits are set, so that a product of two has all its bits.
    private static BigInteger prime(int bits, int seed) {
        var random = new Random(seed);
        while (true) {
            var prime = new BigInteger(bits, 16, random);
            if (prime.testBit(bits - 2)) {
                return prime;
            }
        }
    }

    /// An ECPrivateKey (RFC 5915) without the public key.
    private static SecretBytes scalarOnly(String curve, int length) {
        var scalar = bytes(length);
        // Below the order of every curve.
        scalar[0] = 0;
        return KeyEncoding.ec(curve).writePrivate(Der.sequence(Der.integer(1), Der.octetString(Der.raw(scalar))));
    }

    static byte[] bytes(int length) {
        var bytes = new byte[length];
        IntStream.range(0, length).forEach(at -> bytes[at] = (byte) (7 * at + 1));
        return bytes;
    }

    /// A byte that says which kind, and an encoding.
    static byte[] input(KeyKind kind, byte[] encoding) {
        return ReferenceEnvelope.concat(new byte[] {(byte) all().indexOf(kind)}, encoding);
    }

    static KeyKind kind(byte[] input) {
        return all().get(Byte.toUnsignedInt(input[0]) % all().size());
    }

    static byte[] encoding(byte[] input) {
        return Arrays.copyOfRange(input, 1, input.length);
    }

    static List<KeyKind> all() {
        return List.of(values());
    }
}
