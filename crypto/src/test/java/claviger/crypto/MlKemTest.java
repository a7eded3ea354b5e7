package claviger.crypto;

import static claviger.crypto.Hostile.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.crypto.KEM;
import org.bouncycastle.util.test.FixedSecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MlKemTest {

    private static final int Q = 3329;

    private final Randomness random = new Randomness(new SecureRandom());

    @ParameterizedTest
    @EnumSource
    void the_jdk_makes_the_same_key_from_the_same_seed(MlKem set) throws GeneralSecurityException {
        for (int i = 0; i < 5; i++) {
            var seed = seed();
            var key = MlKemPrivateKey.ofSeed(set, SecretBytes.copyOf(seed));
            var theirs = jdkKeyPair(set, seed);
            assertThat(key.publicKey().spki().shared())
                    .isEqualTo(theirs.getPublic().getEncoded());
            // the JDK writes the expanded key
            var expanded = read(set, theirs.getPrivate().getEncoded());
            assertThat(expanded.publicKey().raw()).isEqualTo(key.publicKey().raw());
            assertThat(expanded.pkcs8().expose()).isEqualTo(theirs.getPrivate().getEncoded());
            assertThat(key.pkcs8().length()).isEqualTo(86);
            assertThat(read(set, key.pkcs8().expose()).publicKey().raw())
                    .isEqualTo(key.publicKey().raw());
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_jdk_makes_the_same_secret_and_ciphertext_from_the_same_randomness(MlKem set)
            throws GeneralSecurityException {
        for (int i = 0; i < 20; i++) {
            var seed = seed();
            var m = random.bytes(32);
            var theirs = KEM.getInstance("ML-KEM")
                    .newEncapsulator(jdkKeyPair(set, seed).getPublic(), Draws.repeating(m))
                    .encapsulate();
            var key = MlKemPrivateKey.ofSeed(set, SecretBytes.adopt(seed));
            var ours = key.publicKey().encapsulateInsecurely(m);
            assertThat(ours.ciphertext().shared()).isEqualTo(theirs.encapsulation());
            assertThat(ours.sharedSecret().expose()).isEqualTo(theirs.key().getEncoded());
            assertThat(decapsulate(key, theirs.encapsulation()))
                    .isEqualTo(theirs.key().getEncoded());
        }
    }

    @ParameterizedTest
    @EnumSource
    void both_sides_find_the_same_secret_and_so_does_the_jdk(MlKem set) throws GeneralSecurityException {
        var key = MlKemPrivateKey.generate(set, random);
        var theirKeyPair = jdkKeyPair(set, seed());
        var ourKey = read(set, theirKeyPair.getPrivate().getEncoded());
        var theirDecapsulator = KEM.getInstance("ML-KEM").newDecapsulator(theirKeyPair.getPrivate());
        var theirPublicKey = KeyFactory.getInstance("ML-KEM")
                .generatePublic(new X509EncodedKeySpec(key.publicKey().spki().toByteArray()));
        for (int i = 0; i < 10; i++) {
            var made = ourKey.publicKey().encapsulate(random);
            assertThat(made.sharedSecret().length()).isEqualTo(MlKem.SHARED_SECRET_LENGTH);
            assertThat(made.ciphertext().length()).isEqualTo(set.ciphertextLength());
            assertThat(decapsulate(ourKey, made.ciphertext().shared()))
                    .isEqualTo(made.sharedSecret().expose());
            assertThat(theirDecapsulator
                            .decapsulate(made.ciphertext().toByteArray())
                            .getEncoded())
                    .isEqualTo(made.sharedSecret().expose());
            var theirs =
                    KEM.getInstance("ML-KEM").newEncapsulator(theirPublicKey).encapsulate();
            assertThat(decapsulate(key, theirs.encapsulation()))
                    .isEqualTo(theirs.key().getEncoded());
        }
    }

    /// Not an error, but a secret that nobody knows: always the same for the same ciphertext, and
    /// the one that FIPS 203 says.
    @ParameterizedTest
    @EnumSource
    void a_ciphertext_made_up_or_changed_has_another_secret(MlKem set) throws GeneralSecurityException {
        var seed = seed();
        var key = MlKemPrivateKey.ofSeed(set, SecretBytes.copyOf(seed));
        var theirs =
                KEM.getInstance("ML-KEM").newDecapsulator(jdkKeyPair(set, seed).getPrivate());
        var made = key.publicKey().encapsulate(random);
        for (int at = 0; at < set.ciphertextLength(); at += 7) {
            var changed = made.ciphertext().toByteArray();
            changed[at] ^= (byte) (1 << at % 8);
            var secret = decapsulate(key, changed);
            assertThat(secret).hasSize(32).isNotEqualTo(made.sharedSecret().expose());
            assertThat(decapsulate(key, changed)).isEqualTo(secret);
            assertThat(secret).isEqualTo(theirs.decapsulate(changed).getEncoded());
        }
        var ff = new byte[set.ciphertextLength()];
        Arrays.fill(ff, (byte) 0xff);
        for (var madeUp : new byte[][] {random.bytes(ff.length), new byte[ff.length], ff}) {
            assertThat(decapsulate(key, madeUp))
                    .isEqualTo(theirs.decapsulate(madeUp).getEncoded());
        }
        assertThat(decapsulate(
                        MlKemPrivateKey.generate(set, random), made.ciphertext().shared()))
                .isNotEqualTo(made.sharedSecret().expose());
    }

    @ParameterizedTest
    @EnumSource
    void a_ciphertext_of_another_length_is_refused(MlKem set) {
        var key = MlKemPrivateKey.generate(set, random);
        var ciphertext = key.publicKey().encapsulate(random).ciphertext().shared();
        for (int length = 0; length < 1700; length++) {
            if (length != ciphertext.length) {
                assertThat(key.decapsulate(Blob.adopt(Arrays.copyOf(ciphertext, length))))
                        .as("of length %d", length)
                        .isEmpty();
            }
        }
    }

    @Test
    void secrets_are_new_each_time() {
        var key = MlKemPrivateKey.generate(MlKem.ML_KEM_768, random).publicKey();
        var one = key.encapsulate(random);
        var other = key.encapsulate(random);
        assertThat(one.ciphertext()).isNotEqualTo(other.ciphertext());
        assertThat(one.sharedSecret().sameAs(other.sharedSecret())).isFalse();
    }

    @Test
    void a_seed_has_64_bytes() {
        for (int length : new int[] {0, 32, 63, 65, 1632}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> MlKemPrivateKey.ofSeed(MlKem.ML_KEM_512, SecretBytes.adopt(new byte[length])));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_public_key_is_read_only_from_the_one_encoding_it_has(MlKem set) {
        var key = MlKemPrivateKey.generate(set, random).publicKey();
        var spki = key.spki().shared();
        Hostile.nothingSpoiltIsTaken(
                spki,
                spki.length - set.publicKeyLength(),
                der -> MlKemPublicKey.ofSpki(set, Blob.adopt(der)).isPresent());
        for (var other : MlKem.values()) {
            assertThat(MlKemPublicKey.ofSpki(other, key.spki()).isPresent()).isEqualTo(other == set);
            assertThat(MlKemPublicKey.ofRaw(other, key.raw()).isPresent()).isEqualTo(other == set);
        }
        var algorithm = Hostile.tagged(0x30, Hostile.concat(oid(set), hex("0500")));
        var bits = Hostile.tagged(0x03, Hostile.concat(new byte[1], key.raw().shared()));
        var withNull = Hostile.tagged(0x30, Hostile.concat(algorithm, bits));
        assertThat(MlKemPublicKey.ofSpki(set, Blob.adopt(withNull))).isEmpty();
    }

    /// FIPS 203, 7.2.
    @ParameterizedTest
    @EnumSource
    void a_public_key_with_a_coefficient_that_is_not_reduced_is_refused(MlKem set) {
        var raw = MlKemPrivateKey.generate(set, random).publicKey().raw();
        int coefficients = (set.publicKeyLength() - 32) * 8 / 12;
        for (int at = 0; at < coefficients; at++) {
            for (int value : new int[] {0, Q - 1, Q, Q + 1, 4095}) {
                var changed = raw.toByteArray();
                setCoefficient(changed, at, value);
                assertThat(MlKemPublicKey.ofRaw(set, Blob.adopt(changed)).isPresent())
                        .as("coefficient %d is %d", at, value)
                        .isEqualTo(value < Q);
            }
        }
    }

    private static void setCoefficient(byte[] bytes, int at, int value) {
        int low = at / 2 * 3;
        if (at % 2 == 0) {
            bytes[low] = (byte) value;
            bytes[low + 1] = (byte) ((bytes[low + 1] & 0xf0) | (value >> 8));
        } else {
            bytes[low + 1] = (byte) ((bytes[low + 1] & 0x0f) | (value << 4));
            bytes[low + 2] = (byte) (value >> 4);
        }
    }

    private static int coefficient(byte[] bytes, int at) {
        int low = at / 2 * 3;
        int both = Byte.toUnsignedInt(bytes[low])
                + (Byte.toUnsignedInt(bytes[low + 1]) << 8)
                + (Byte.toUnsignedInt(bytes[low + 2]) << 16);
        return at % 2 == 0 ? both & 0xfff : both >> 12;
    }

    @ParameterizedTest
    @EnumSource
    void a_private_key_is_read_only_from_the_three_encodings_it_has(MlKem set) {
        var seed = seed();
        var key = MlKemPrivateKey.ofSeed(set, SecretBytes.copyOf(seed));
        var expanded = expanded(set, seed);
        isReadOnlyAsItIs(set, key, key.pkcs8().expose(), 22);
        isReadOnlyAsItIs(
                set,
                key,
                set.forms.writePrivate(null, SecretBytes.copyOf(expanded)).expose(),
                28);
        isReadOnlyAsItIs(set, key, both(set, seed, expanded), 30);
    }

    private void isReadOnlyAsItIs(MlKem set, MlKemPrivateKey key, byte[] pkcs8, int header) {
        var read = read(set, pkcs8);
        assertThat(read.publicKey().raw()).isEqualTo(key.publicKey().raw());
        var made = key.publicKey().encapsulate(random);
        assertThat(decapsulate(read, made.ciphertext().shared()))
                .isEqualTo(made.sharedSecret().expose());
        for (var other : MlKem.values()) {
            assertThat(MlKemPrivateKey.ofPkcs8(other, SecretBytes.copyOf(pkcs8)).isPresent())
                    .isEqualTo(other == set);
        }
        Hostile.nothingSpoiltIsTaken(
                pkcs8,
                header,
                der -> MlKemPrivateKey.ofPkcs8(set, SecretBytes.copyOf(der)).isPresent());
    }

    @Test
    void seed_and_expanded_key_must_belong_together() {
        var set = MlKem.ML_KEM_512;
        var seed = seed();
        var expanded = expanded(set, seed);
        for (int at = 0; at < expanded.length; at += 13) {
            var changed = expanded.clone();
            changed[at] ^= 1;
            assertThat(MlKemPrivateKey.ofPkcs8(set, SecretBytes.adopt(both(set, seed, changed))))
                    .as("byte %d", at)
                    .isEmpty();
        }
        assertThat(MlKemPrivateKey.ofPkcs8(set, SecretBytes.adopt(both(set, seed(), expanded))))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void an_expanded_key_whose_parts_do_not_fit_is_refused(MlKem set) {
        var expanded = expanded(set, seed());
        // not z, the last 32 bytes, which is randomness that nothing else depends on
        for (int at = 0; at < expanded.length - 32; at += 11) {
            var changed = expanded.clone();
            changed[at] ^= 0x10;
            assertThat(ofExpanded(set, changed)).as("byte %d", at).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_expanded_key_with_the_public_key_of_another_is_refused(MlKem set) throws GeneralSecurityException {
        var expanded = expanded(set, seed());
        var other = expanded(set, seed());
        int publicKeyAt = expanded.length - 64 - set.publicKeyLength();
        // with the hash, so that only a secret that is not found tells
        System.arraycopy(other, publicKeyAt, expanded, publicKeyAt, set.publicKeyLength() + 32);
        assertThat(MessageDigest.getInstance("SHA3-256")
                        .digest(Arrays.copyOfRange(expanded, publicKeyAt, expanded.length - 64)))
                .isEqualTo(Arrays.copyOfRange(expanded, expanded.length - 64, expanded.length - 32));
        assertThat(ofExpanded(set, expanded)).isEmpty();
    }

    /// The same number modulo q, so that the key still works: only its encoding tells.
    @ParameterizedTest
    @EnumSource
    void an_expanded_key_with_a_coefficient_that_is_not_reduced_is_refused(MlKem set) throws GeneralSecurityException {
        var expanded = expanded(set, seed());
        int publicKeyAt = expanded.length - 64 - set.publicKeyLength();
        int coefficients = publicKeyAt * 8 / 12;
        int tried = 0;
        for (int at = 0; at < coefficients; at++) {
            int value = coefficient(expanded, at);
            if (value + Q < 4096) {
                var changed = expanded.clone();
                setCoefficient(changed, at, value + Q);
                assertThat(ofExpanded(set, changed))
                        .as("coefficient %d of s", at)
                        .isEmpty();
                tried++;
            }
            int publicValue = coefficient(Arrays.copyOfRange(expanded, publicKeyAt, expanded.length), at);
            if (publicValue + Q < 4096) {
                var publicKey = Arrays.copyOfRange(expanded, publicKeyAt, expanded.length - 64);
                setCoefficient(publicKey, at, publicValue + Q);
                var changed = expanded.clone();
                System.arraycopy(publicKey, 0, changed, publicKeyAt, publicKey.length);
                var hash = MessageDigest.getInstance("SHA3-256").digest(publicKey);
                System.arraycopy(hash, 0, changed, expanded.length - 64, 32);
                assertThat(ofExpanded(set, changed))
                        .as("coefficient %d of t", at)
                        .isEmpty();
                tried++;
            }
        }
        assertThat(tried).isGreaterThan(50);
    }

    @Test
    void a_key_that_was_wiped_finds_nothing() {
        var key = MlKemPrivateKey.generate(MlKem.ML_KEM_512, random);
        var ciphertext = key.publicKey().encapsulate(random).ciphertext();
        key.wipe();
        assertThatExceptionOfType(SecretBytes.WipedException.class).isThrownBy(() -> key.decapsulate(ciphertext));
        assertThatExceptionOfType(SecretBytes.WipedException.class).isThrownBy(key::pkcs8);
    }

    @Test
    void a_seed_stays_its_owners_and_the_key_has_its_own() {
        var seed = seed();
        var lent = SecretBytes.copyOf(seed);
        var key = MlKemPrivateKey.ofSeed(MlKem.ML_KEM_512, lent);
        assertThat(lent.expose()).isEqualTo(seed);
        lent.wipe();
        assertThat(read(MlKem.ML_KEM_512, key.pkcs8().expose()).publicKey().raw())
                .isEqualTo(key.publicKey().raw());
    }

    @Test
    void one_key_works_on_many_threads() {
        var key = MlKemPrivateKey.generate(MlKem.ML_KEM_768, random);
        assertThat(IntStream.range(0, 500).parallel().allMatch(_ -> {
                    var made = key.publicKey().encapsulate(random);
                    return key.decapsulate(made.ciphertext()).orElseThrow().sameAs(made.sharedSecret());
                }))
                .isTrue();
    }

    @Test
    void keys_print_what_they_are_and_no_more() {
        var key = MlKemPrivateKey.generate(MlKem.ML_KEM_768, random);
        assertThat(key).hasToString("MlKemPrivateKey[ML_KEM_768]");
        assertThat(key.publicKey()).hasToString("MlKemPublicKey[ML_KEM_768]");
        assertThat(key.publicKey().encapsulate(random))
                .hasToString("Encapsulation[sharedSecret=SecretBytes[32], ciphertext=Blob[1088]]");
    }

    private byte[] seed() {
        return random.bytes(MlKem.SEED_LENGTH);
    }

    private static byte[] decapsulate(MlKemPrivateKey key, byte[] ciphertext) {
        return key.decapsulate(Blob.copyOf(ciphertext)).orElseThrow().expose();
    }

    private static MlKemPrivateKey read(MlKem set, byte[] pkcs8) {
        return MlKemPrivateKey.ofPkcs8(set, SecretBytes.copyOf(pkcs8)).orElseThrow();
    }

    private static Optional<MlKemPrivateKey> ofExpanded(MlKem set, byte[] expanded) {
        return MlKemPrivateKey.ofPkcs8(set, set.forms.writePrivate(null, SecretBytes.copyOf(expanded)));
    }

    /// What the JDK expands the seed to, which is the end of its PKCS#8.
    private static byte[] expanded(MlKem set, byte[] seed) {
        try {
            var pkcs8 = jdkKeyPair(set, seed).getPrivate().getEncoded();
            return Arrays.copyOfRange(pkcs8, 28, pkcs8.length);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] both(MlKem set, byte[] seed, byte[] expanded) {
        var keys = Hostile.tagged(0x30, Hostile.concat(Hostile.tagged(0x04, seed), Hostile.tagged(0x04, expanded)));
        var algorithm = Hostile.tagged(0x30, oid(set));
        return Hostile.tagged(
                0x30, Hostile.concat(Hostile.concat(hex("020100"), algorithm), Hostile.tagged(0x04, keys)));
    }

    private static KeyPair jdkKeyPair(MlKem set, byte[] seed) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance(set.name().replace('_', '-'));
        // it draws d and z one after the other
        generator.initialize(-1, new FixedSecureRandom(seed));
        var pair = generator.generateKeyPair();
        // through their encodings, as another program would get them
        var factory = KeyFactory.getInstance("ML-KEM");
        return new KeyPair(
                factory.generatePublic(new X509EncodedKeySpec(pair.getPublic().getEncoded())),
                factory.generatePrivate(
                        new PKCS8EncodedKeySpec(pair.getPrivate().getEncoded())));
    }

    /// 2.16.840.1.101.3.4.4.1 to 3
    private static byte[] oid(MlKem set) {
        return hex("06096086480165030404"
                + switch (set) {
                    case ML_KEM_512 -> "01";
                    case ML_KEM_768 -> "02";
                    case ML_KEM_1024 -> "03";
                });
    }
}
