package claviger.crypto;

import static claviger.crypto.Hostile.concat;
import static claviger.crypto.Hostile.hex;
import static claviger.crypto.Hostile.tagged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.util.BigIntegers;
import org.bouncycastle.util.test.FixedSecureRandom;
import org.junit.jupiter.api.Test;

class Sm2Test {

    private static final String ALGORITHM = "301306072a8648ce3d020106082a811ccf5501822d";

    /// GM/T 0003.5, annex A.
    private static final String KEY = "3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8";

    private static final String PUBLIC_KEY = "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
            + "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13";
    private static final String K = "59276e27d506861a16680f3ad9c02dccef3cc1fa3cdbe4ce6d54b80deac1bc21";
    private static final String E = "f0b43e94ba45accaace692ed534382eb17e6ab5a19ce7b31f4486fdfc0d28640";
    private static final String R = "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3";
    private static final String S = "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa";

    private final Randomness random = new Randomness(new SecureRandom());
    private final Sm2PrivateKey key = Sm2PrivateKey.generate(random);
    private final byte[] message = ascii("message");

    @Test
    void the_example_of_the_standard_has_its_public_key() {
        assertThat(example().publicKey().coordinates()).isEqualTo(hex(PUBLIC_KEY));
    }

    @Test
    void the_example_of_the_standard_is_signed_as_there() {
        var signature = signature(hex(R), hex(S));
        assertThat(example().sign(ascii("message digest"), drawing(K))).isEqualTo(signature);
        assertThat(example().signDigest(hex(E), drawing(K))).isEqualTo(signature);
        assertThat(example().publicKey().verify(ascii("message digest"), signature))
                .isTrue();
        assertThat(example().publicKey().verifyDigest(hex(E), signature)).isTrue();
    }

    @Test
    void the_example_of_the_standard_is_encrypted_as_there() {
        var ciphertext = ciphertext(
                hex("04ebfc718e8d1798620432268e77feb6415e2ede0e073c0f4f640ecd2e149a73"),
                hex("e858f9d81e5430a57b36daab8f950a3c64e6ee6a63094d99283aff767e124df0"),
                hex("59983c18f809e262923c53aec295d30383b54e39d609d160afcb1908d0bd8766"),
                hex("21886ca989ca9c7d58087307ca93092d651efa"));
        var plaintext = SecretBytes.adopt(ascii("encryption standard"));
        assertThat(example().publicKey().encrypt(plaintext, drawing(K))).isEqualTo(ciphertext);
        assertThat(example().decrypt(ciphertext).orElseThrow().sameAs(plaintext))
                .isTrue();
    }

    private static Sm2PrivateKey example() {
        return ofScalar(hex(KEY)).orElseThrow();
    }

    /// The first 16 bytes of each draw of a secret are not used.
    private static Randomness drawing(String hex) {
        return new Randomness(new FixedSecureRandom(concat(hex("01".repeat(16)), hex(hex))));
    }

    @Test
    void what_was_signed_verifies_as_message_and_as_digest() {
        for (int length : new int[] {0, 1, 55, 56, 64, 4096}) {
            var message = random.bytes(length);
            var digest = digest(key.publicKey(), message);
            assertThat(key.publicKey().verify(message, key.sign(message, random)))
                    .isTrue();
            assertThat(key.publicKey().verifyDigest(digest, key.sign(message, random)))
                    .isTrue();
            assertThat(key.publicKey().verify(message, key.signDigest(digest, random)))
                    .isTrue();
        }
        var digest = digest(key.publicKey(), message);
        assertThat(key.publicKey().verify(digest, key.signDigest(digest, random)))
                .isFalse();
        assertThat(key.publicKey().verify(ascii("other"), key.sign(message, random)))
                .isFalse();
        var other = Sm2PrivateKey.generate(random);
        assertThat(other.publicKey().verify(message, key.sign(message, random))).isFalse();
        assertThat(other.publicKey().verifyDigest(digest, key.signDigest(digest, random)))
                .isFalse();
    }

    /// SM3(Z ‖ M), as its caller would compute it (GM/T 0003.2, 5.5).
    private static byte[] digest(Sm2PublicKey key, byte[] message) {
        var curve = hex("fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc"
                + "28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93"
                + "32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7"
                + "bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0");
        var z = sm3(hex("0080"), ascii("1234567812345678"), curve, key.coordinates());
        return sm3(z, message);
    }

    private static byte[] sm3(byte[]... parts) {
        var digest = new SM3Digest();
        for (var part : parts) {
            digest.update(part, 0, part.length);
        }
        var hash = new byte[32];
        digest.doFinal(hash, 0);
        return hash;
    }

    @Test
    void a_digest_has_32_bytes() {
        var signature = key.sign(message, random);
        for (int length : new int[] {0, 20, 31, 33, 64}) {
            var digest = new byte[length];
            assertThatIllegalArgumentException().isThrownBy(() -> key.signDigest(digest, random));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> key.publicKey().verifyDigest(digest, signature));
        }
    }

    @Test
    void a_signature_is_taken_only_as_it_is() {
        var signature = key.sign(message, random).shared();
        Hostile.nothingSpoiltIsTaken(signature, 4, der -> key.publicKey().verify(message, Blob.adopt(der)));
        everyBitFlipped(signature, changed -> key.publicKey().verify(message, changed));
    }

    @Test
    void a_signature_is_der() {
        var numbers = new byte[2][];
        do {
            var plain = Sm2Encoding.readSignature(key.sign(message, random)).orElseThrow();
            numbers[0] = Arrays.copyOf(plain, 32);
            numbers[1] = Arrays.copyOfRange(plain, 32, 64);
        } while (numbers[0][0] >= 0 || numbers[1][0] < 0 || numbers[1][0] == 0);
        var r = numbers[0];
        var s = numbers[1];
        assertThat(verifies(concat(tagged(2, concat(new byte[1], r)), tagged(2, s))))
                .isTrue();
        assertThat(verifies(concat(tagged(2, r), tagged(2, s))))
                .as("a negative r")
                .isFalse();
        assertThat(verifies(concat(tagged(2, concat(new byte[2], r)), tagged(2, s))))
                .as("a zero too much before r")
                .isFalse();
        assertThat(verifies(concat(tagged(2, concat(new byte[1], r)), tagged(2, concat(new byte[1], s)))))
                .as("a zero too much before s")
                .isFalse();
        assertThat(verifies(concat(tagged(2, concat(new byte[1], r)), new byte[] {2, 0})))
                .as("an empty s")
                .isFalse();
        assertThat(verifies(concat(tagged(4, concat(new byte[1], r)), tagged(2, s))))
                .as("r is an octet string")
                .isFalse();
        assertThat(verifies(concat(tagged(2, s), tagged(2, concat(new byte[1], r)))))
                .as("s before r")
                .isFalse();
        assertThat(verifies(concat(tagged(2, concat(new byte[1], r)), concat(tagged(2, s), hex("020100")))))
                .as("three numbers")
                .isFalse();
        assertThat(key.publicKey().verify(message, Blob.adopt(concat(r, s))))
                .as("without DER")
                .isFalse();
        assertThat(key.publicKey().verify(message, Blob.adopt(hex("3081")))).isFalse();
    }

    private boolean verifies(byte[] contents) {
        return key.publicKey().verify(message, Blob.adopt(tagged(0x30, contents)));
    }

    @Test
    void r_and_s_are_between_1_and_n() {
        var n = Textbook.N;
        var plain = Sm2Encoding.readSignature(key.sign(message, random)).orElseThrow();
        var r = new BigInteger(1, Arrays.copyOf(plain, 32));
        var s = new BigInteger(1, Arrays.copyOfRange(plain, 32, 64));
        assertThat(verifies(r, s)).isTrue();
        for (var edge :
                new BigInteger[] {BigInteger.ZERO, BigInteger.ONE, n.subtract(BigInteger.ONE), n, n.add(BigInteger.ONE)
                }) {
            assertThat(verifies(edge, s)).isFalse();
            assertThat(verifies(r, edge)).isFalse();
            assertThat(verifies(edge, edge)).isFalse();
            assertThat(verifies(edge, n.subtract(edge))).isFalse();
        }
        assertThat(verifies(r.add(n), s)).isFalse();
        assertThat(verifies(r, s.add(n))).isFalse();
        assertThat(verifies(r.negate(), s)).isFalse();
        assertThat(verifies(r, n.subtract(r))).isFalse();
        assertThat(verifies(r, n.subtract(s))).isFalse();
        assertThat(verifies(r.shiftLeft(3000), s)).isFalse();
    }

    private boolean verifies(BigInteger r, BigInteger s) {
        return verifies(concat(tagged(2, r.toByteArray()), tagged(2, s.toByteArray())));
    }

    private static Blob signature(byte[] r, byte[] s) {
        return Blob.adopt(tagged(0x30, concat(number(r), number(s))));
    }

    private static Blob ciphertext(byte[] x, byte[] y, byte[] hash, byte[] masked) {
        return Blob.adopt(tagged(
                0x30, concat(concat(number(x), number(y)), concat(tagged(4, hash), tagged(4, masked)))));
    }

    private static byte[] number(byte[] unsigned) {
        return tagged(2, new BigInteger(1, unsigned).toByteArray());
    }

    @Test
    void what_was_encrypted_decrypts() {
        for (int length : new int[] {1, 2, 31, 32, 33, 127, 128, 255, 256, 1023, 1024}) {
            var plaintext = random.secret(length);
            var ciphertext = key.publicKey().encrypt(plaintext, random);
            assertThat(key.decrypt(ciphertext).orElseThrow().sameAs(plaintext)).isTrue();
            assertThat(Sm2PrivateKey.generate(random).decrypt(ciphertext)).isEmpty();
            assertThat(key.publicKey().encrypt(plaintext, random)).isNotEqualTo(ciphertext);
        }
    }

    /// DER leaves out the zeros that one number in 256 begins with, and puts one before the half of
    /// them that have the highest bit set.
    @Test
    void numbers_of_every_length_survive_their_encoding() {
        for (int zeros = 0; zeros <= 32; zeros++) {
            for (int first : new int[] {1, 0x7f, 0x80, 0xff}) {
                var number = random.bytes(32);
                Arrays.fill(number, 0, zeros, (byte) 0);
                if (zeros < 32) {
                    number[zeros] = (byte) first;
                }
                var other = random.bytes(32);
                var signature = signature(number, other);
                assertThat(Sm2Encoding.writeSignature(concat(number, other))).isEqualTo(signature);
                assertThat(Sm2Encoding.readSignature(signature)).contains(concat(number, other));
                var hash = random.bytes(32);
                var plain = concat(concat(hex("04"), concat(other, number)), concat(hash, hex("2a")));
                var ciphertext = ciphertext(other, number, hash, hex("2a"));
                assertThat(Sm2Encoding.writeCiphertext(plain)).isEqualTo(ciphertext);
                assertThat(Sm2Encoding.readCiphertext(ciphertext)).contains(plain);
            }
        }
    }

    @Test
    void a_plaintext_has_1_to_1024_bytes() {
        for (int length : new int[] {0, 1025, 4096}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> key.publicKey().encrypt(random.secret(length), random));
        }
        var longer = ciphertext(new byte[32], new byte[32], new byte[32], new byte[1025]);
        assertThat(key.decrypt(longer)).isEmpty();
        var empty = ciphertext(new byte[32], new byte[32], new byte[32], new byte[0]);
        assertThat(key.decrypt(empty)).isEmpty();
    }

    @Test
    void a_ciphertext_is_taken_only_as_it_is() {
        var ciphertext = key.publicKey().encrypt(random.secret(32), random).shared();
        Hostile.nothingSpoiltIsTaken(
                ciphertext, 4, der -> key.decrypt(Blob.adopt(der)).isPresent());
        everyBitFlipped(ciphertext, changed -> key.decrypt(changed).isPresent());
        var longCiphertext = key.publicKey().encrypt(random.secret(500), random).shared();
        Hostile.nothingSpoiltIsTaken(
                longCiphertext, 6, der -> key.decrypt(Blob.adopt(der)).isPresent());
    }

    @Test
    void a_ciphertext_whose_point_is_not_on_the_curve_does_not_decrypt() {
        var hash = random.bytes(32);
        var masked = random.bytes(32);
        for (var point : Textbook.notOnTheCurve()) {
            var coordinates = hex(point);
            assertThat(key.decrypt(ciphertext(
                            Arrays.copyOf(coordinates, 32), Arrays.copyOfRange(coordinates, 32, 64), hash, masked)))
                    .as(point)
                    .isEmpty();
        }
        var tooLong = tagged(2, concat(new byte[] {1}, new byte[32]));
        assertThat(key.decrypt(Blob.adopt(tagged(
                        0x30, concat(concat(tooLong, tooLong), concat(tagged(4, hash), tagged(4, masked)))))))
                .isEmpty();
    }

    private static void everyBitFlipped(byte[] good, Predicate<Blob> takes) {
        for (int bit = 0; bit < good.length * 8; bit++) {
            var changed = good.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(takes.test(Blob.adopt(changed))).as("bit %d", bit).isFalse();
        }
    }

    @Test
    void both_sides_agree_on_the_secret_of_the_textbook() {
        for (int i = 0; i < 5; i++) {
            var other = Sm2PrivateKey.generate(random);
            var secret = key.deriveSharedSecret(other.publicKey());
            assertThat(secret.length()).isEqualTo(Sm2.SHARED_SECRET_LENGTH);
            assertThat(other.deriveSharedSecret(key.publicKey()).sameAs(secret)).isTrue();
            assertThat(Textbook.multiply(scalar(key), other.publicKey().coordinates()))
                    .startsWith(secret.expose());
            assertThat(Textbook.multiply(scalar(other), hex(Textbook.G)))
                    .isEqualTo(other.publicKey().coordinates());
        }
    }

    @Test
    void a_shared_secret_keeps_its_leading_zeros() {
        var secret = ofScalar(BigInteger.valueOf(194))
                .orElseThrow()
                .deriveSharedSecret(example().publicKey());
        assertThat(secret.expose()).isEqualTo(hex("003e241dbccc065d29960ea5460f9acbe16260afc6da852c8b45ee9eca92ce43"));
    }

    private static BigInteger scalar(Sm2PrivateKey key) {
        return new BigInteger(1, Arrays.copyOfRange(key.pkcs8().expose(), 36, 68));
    }

    @Test
    void a_public_key_is_read_only_from_the_one_encoding_it_has() {
        var spki = key.publicKey().spki();
        assertThat(Sm2PublicKey.ofSpki(spki).orElseThrow().coordinates())
                .isEqualTo(key.publicKey().coordinates());
        Hostile.nothingSpoiltIsTaken(
                spki.shared(),
                spki.length() - 64,
                der -> Sm2PublicKey.ofSpki(Blob.adopt(der)).isPresent());
    }

    @Test
    void a_public_key_is_a_point_of_the_curve() {
        for (var point : Textbook.notOnTheCurve()) {
            assertThat(Sm2PublicKey.ofSpki(spki(ALGORITHM, "04" + point)))
                    .as(point)
                    .isEmpty();
        }
        assertThat(Sm2PublicKey.ofSpki(spki(ALGORITHM, "04" + PUBLIC_KEY))).isPresent();
        assertThat(Sm2PublicKey.ofSpki(spki(ALGORITHM, "00"))).as("infinity").isEmpty();
        assertThat(Sm2PublicKey.ofSpki(spki(ALGORITHM, "03" + PUBLIC_KEY.substring(0, 64))))
                .as("compressed")
                .isEmpty();
        assertThat(Sm2PublicKey.ofSpki(spki(ALGORITHM, "07" + PUBLIC_KEY)))
                .as("hybrid")
                .isEmpty();
        assertThat(Sm2PublicKey.ofSpki(spki("301306072a8648ce3d020106082a8648ce3d030107", "04" + PUBLIC_KEY)))
                .as("said to be on P-256")
                .isEmpty();
        assertThat(Sm2PublicKey.ofSpki(spki("300a06082a811ccf5501822d", "04" + PUBLIC_KEY)))
                .as("the curve for an algorithm")
                .isEmpty();
        assertThat(Sm2PublicKey.ofSpki(spki("300906072a8648ce3d0201", "04" + PUBLIC_KEY)))
                .as("of no curve")
                .isEmpty();
        assertThat(Sm2PublicKey.ofSpki(spki("300b06072a8648ce3d02010500", "04" + PUBLIC_KEY)))
                .as("of an implicit curve")
                .isEmpty();
    }

    private static Blob spki(String algorithm, String point) {
        return Blob.adopt(tagged(0x30, concat(hex(algorithm), tagged(3, concat(new byte[1], hex(point))))));
    }

    @Test
    void a_private_key_is_read_from_the_encodings_that_others_write() {
        var curve = "a00a06082a811ccf5501822d";
        var publicKey = "a144034200" + "04" + PUBLIC_KEY;
        for (var end : new String[] {"", curve, publicKey, curve + publicKey}) {
            var pkcs8 = pkcs8(hex(KEY), end);
            assertThat(Sm2PrivateKey.ofPkcs8(SecretBytes.copyOf(pkcs8))
                            .orElseThrow()
                            .publicKey()
                            .coordinates())
                    .isEqualTo(hex(PUBLIC_KEY));
            int header = pkcs8.length - end.length() / 2 - 32;
            Hostile.nothingSpoiltIsTaken(
                    pkcs8,
                    header,
                    der -> Sm2PrivateKey.ofPkcs8(SecretBytes.copyOf(der)).isPresent());
            for (int at = header + 32; at < pkcs8.length; at++) {
                var changed = pkcs8.clone();
                changed[at] ^= 1;
                assertThat(Sm2PrivateKey.ofPkcs8(SecretBytes.adopt(changed)))
                        .as("byte %d", at)
                        .isEmpty();
            }
        }
        assertThat(example().pkcs8().expose()).isEqualTo(pkcs8(hex(KEY), publicKey));
        assertThat(Sm2PrivateKey.ofPkcs8(SecretBytes.adopt(pkcs8(hex(KEY), publicKey.replace(PUBLIC_KEY, Textbook.G)))))
                .as("with the public key of another")
                .isEmpty();
    }

    @Test
    void a_scalar_is_between_1_and_n_minus_2() {
        var n = Textbook.N;
        var two = BigInteger.TWO;
        for (var good : new BigInteger[] {BigInteger.ONE, two, n.subtract(two).subtract(two), n.subtract(two)}) {
            var key = ofScalar(good).orElseThrow();
            assertThat(key.publicKey().verify(message, key.sign(message, random)))
                    .isTrue();
        }
        for (var bad : new BigInteger[] {
            BigInteger.ZERO,
            n.subtract(BigInteger.ONE),
            n,
            n.add(BigInteger.ONE),
            two.pow(256).subtract(BigInteger.ONE)
        }) {
            assertThat(ofScalar(bad)).as(bad.toString(16)).isEmpty();
        }
    }

    private static Optional<Sm2PrivateKey> ofScalar(BigInteger scalar) {
        return ofScalar(Textbook.bytes(scalar));
    }

    private static Optional<Sm2PrivateKey> ofScalar(byte[] scalar) {
        return Sm2PrivateKey.ofPkcs8(SecretBytes.adopt(pkcs8(scalar, "")));
    }

    private static byte[] pkcs8(byte[] scalar, String end) {
        var ecPrivateKey = tagged(0x30, concat(concat(hex("0201010420"), scalar), hex(end)));
        return tagged(0x30, concat(hex("020100" + ALGORITHM), tagged(4, ecPrivateKey)));
    }

    @Test
    void a_key_that_was_wiped_does_nothing() {
        var ciphertext = key.publicKey().encrypt(random.secret(1), random);
        var wiped = SecretBytes.WipedException.class;
        key.wipe();
        assertThatExceptionOfType(wiped).isThrownBy(() -> key.sign(message, random));
        assertThatExceptionOfType(wiped).isThrownBy(() -> key.decrypt(ciphertext));
        assertThatExceptionOfType(wiped)
                .isThrownBy(() -> key.deriveSharedSecret(example().publicKey()));
        assertThatExceptionOfType(wiped).isThrownBy(key::pkcs8);
    }

    @Test
    void a_source_of_randomness_that_is_stuck_signs_and_encrypts_nothing() {
        var stuck = new Randomness(new FixedSecureRandom(new byte[200]));
        assertThatExceptionOfType(Randomness.StuckException.class).isThrownBy(() -> key.sign(message, stuck));
        assertThatExceptionOfType(Randomness.StuckException.class)
                .isThrownBy(() -> key.publicKey().encrypt(SecretBytes.adopt(new byte[1]), stuck));
        assertThatExceptionOfType(Randomness.StuckException.class).isThrownBy(() -> Sm2PrivateKey.generate(stuck));
    }

    @Test
    void one_key_works_on_many_threads() {
        assertThat(IntStream.range(0, 200).parallel().allMatch(i -> {
                    var message = new byte[] {(byte) i};
                    var secret = SecretBytes.copyOf(message);
                    return key.publicKey().verify(message, key.sign(message, random))
                            && key.decrypt(key.publicKey().encrypt(secret, random))
                                    .orElseThrow()
                                    .sameAs(secret);
                }))
                .isTrue();
    }

    @Test
    void keys_print_what_they_are_and_no_more() {
        assertThat(key).hasToString("Sm2PrivateKey");
        assertThat(key.publicKey()).hasToString("Sm2PublicKey");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// The curve as a textbook has it, slow and obvious.
    private static final class Textbook {

        static final BigInteger P =
                new BigInteger("fffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffff", 16);
        static final BigInteger A = P.subtract(BigInteger.valueOf(3));
        static final BigInteger B =
                new BigInteger("28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93", 16);
        static final BigInteger N =
                new BigInteger("fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123", 16);
        static final String G = "32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7"
                + "bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0";

        private record Point(BigInteger x, BigInteger y) {

            /// Of points that are neither at infinity nor each other's negative.
            Point plus(Point other) {
                var slope = equals(other)
                        ? x.pow(2)
                                .multiply(BigInteger.valueOf(3))
                                .add(A)
                                .multiply(y.shiftLeft(1).modInverse(P))
                        : other.y.subtract(y).multiply(other.x.subtract(x).modInverse(P));
                var sumX = slope.pow(2).subtract(x).subtract(other.x).mod(P);
                return new Point(
                        sumX, slope.multiply(x.subtract(sumX)).subtract(y).mod(P));
            }
        }

        static byte[] multiply(BigInteger scalar, byte[] coordinates) {
            var point = new Point(
                    new BigInteger(1, Arrays.copyOf(coordinates, 32)),
                    new BigInteger(1, Arrays.copyOfRange(coordinates, 32, 64)));
            var product = point;
            for (int bit = scalar.bitLength() - 2; bit >= 0; bit--) {
                product = product.plus(product);
                if (scalar.testBit(bit)) {
                    product = product.plus(point);
                }
            }
            return concat(bytes(product.x), bytes(product.y));
        }

        static String[] notOnTheCurve() {
            var zero = "00".repeat(32);
            var p = P.toString(16);
            var gx = G.substring(0, 64);
            var gy = G.substring(64);
            // of its two coordinates one is small enough to have p added to it
            var x = BigInteger.ZERO;
            BigInteger y;
            do {
                x = x.add(BigInteger.ONE);
                var square = x.pow(3).add(A.multiply(x)).add(B).mod(P);
                y = square.modPow(P.add(BigInteger.ONE).shiftRight(2), P);
                if (!y.pow(2).mod(P).equals(square)) {
                    y = BigInteger.ZERO;
                }
            } while (y.signum() == 0);
            var small = HexFormat.of().formatHex(concat(bytes(x), bytes(y)));
            assertThat(Sm2PublicKey.ofSpki(spki(ALGORITHM, "04" + small))).isPresent();
            var notReduced = HexFormat.of().formatHex(concat(bytes(x.add(P)), bytes(y)));
            return new String[] {
                zero + zero,
                gx + zero,
                zero + gy,
                gy + gx,
                gx + gy.replace("bc37", "bc38"),
                gx.replace("32c4", "32c5") + gy,
                p + p,
                p + gy,
                gx + p,
                "ff".repeat(64),
                notReduced,
                // the base point of P-256
                "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
                        + "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"
            };
        }

        static byte[] bytes(BigInteger number) {
            return BigIntegers.asUnsignedByteArray(32, number);
        }
    }
}
