package claviger.crypto;

import static claviger.crypto.Hostile.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MlDsaTest {

    private static final int T0_BITS = 13;

    private final Randomness random = new Randomness(new SecureRandom());
    private final byte[] message = "message".getBytes(StandardCharsets.US_ASCII);

    @ParameterizedTest
    @EnumSource
    void the_jdk_makes_the_same_key_from_the_same_seed(MlDsa set) throws GeneralSecurityException {
        for (int i = 0; i < 5; i++) {
            var seed = random.bytes(MlDsa.SEED_LENGTH);
            var key = MlDsaPrivateKey.ofSeed(set, SecretBytes.copyOf(seed));
            var theirs = jdkKeyPair(set, seed);
            assertThat(key.publicKey().spki().shared())
                    .isEqualTo(theirs.getPublic().getEncoded());
            // the JDK writes the expanded key
            var expanded = read(set, theirs.getPrivate().getEncoded());
            assertThat(expanded.publicKey().raw()).isEqualTo(key.publicKey().raw());
            assertThat(expanded.pkcs8().expose()).isEqualTo(theirs.getPrivate().getEncoded());
            assertThat(key.pkcs8().length()).isEqualTo(54);
            assertThat(read(set, key.pkcs8().expose()).publicKey().raw())
                    .isEqualTo(key.publicKey().raw());
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_jdk_verifies_what_we_sign_and_we_verify_what_it_signs(MlDsa set) throws GeneralSecurityException {
        var key = MlDsaPrivateKey.generate(set, random);
        var theirPublicKey = KeyFactory.getInstance(jdkName(set))
                .generatePublic(new X509EncodedKeySpec(key.publicKey().spki().toByteArray()));
        for (int length : new int[] {0, 1, 135, 136, 137, 4096}) {
            var message = random.bytes(length);
            var signature = key.sign(message, random);
            assertThat(signature.length()).isEqualTo(set.signatureLength());
            var verifier = Signature.getInstance(jdkName(set));
            verifier.initVerify(theirPublicKey);
            verifier.update(message);
            assertThat(verifier.verify(signature.toByteArray())).isTrue();

            var seed = random.bytes(MlDsa.SEED_LENGTH);
            var theirs = jdkKeyPair(set, seed);
            var theirSignature = Blob.adopt(jdkSignature(set, theirs.getPrivate(), random.bytes(32), message));
            assertThat(MlDsaPublicKey.ofSpki(set, Blob.adopt(theirs.getPublic().getEncoded()))
                            .orElseThrow()
                            .verify(message, theirSignature))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_jdk_makes_the_same_signature_from_the_same_randomness(MlDsa set) throws GeneralSecurityException {
        var seed = random.bytes(MlDsa.SEED_LENGTH);
        var key = MlDsaPrivateKey.ofSeed(set, SecretBytes.copyOf(seed));
        var theirs = jdkKeyPair(set, seed).getPrivate();
        var theirsAgain =
                KeyFactory.getInstance(jdkName(set)).generatePrivate(new PKCS8EncodedKeySpec(theirs.getEncoded()));
        for (int i = 0; i < 10; i++) {
            var randomizer = random.bytes(32);
            var mu = Mu.of(key.publicKey().raw().shared(), new byte[0], message);
            assertThat(key.signMuWithInsecureRandomizer(mu, randomizer).shared())
                    .isEqualTo(jdkSignature(set, theirsAgain, randomizer, message));
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_signature_of_an_external_mu_is_one_of_its_message(MlDsa set) {
        var key = MlDsaPrivateKey.generate(set, random);
        var mu = Mu.of(key.publicKey().raw().shared(), new byte[0], message);
        assertThat(key.publicKey().verify(message, key.signMu(mu, random))).isTrue();
        assertThat(key.publicKey().verifyMu(mu, key.sign(message, random))).isTrue();
        assertThat(key.publicKey().verify(mu, key.signMu(mu, random))).isFalse();
        assertThat(key.publicKey().verifyMu(new byte[64], key.signMu(mu, random)))
                .isFalse();
    }

    @Test
    void a_message_is_signed_differently_each_time() {
        var key = MlDsaPrivateKey.generate(MlDsa.ML_DSA_44, random);
        assertThat(key.sign(message, random)).isNotEqualTo(key.sign(message, random));
    }

    @Test
    void a_mu_has_64_bytes() {
        var key = MlDsaPrivateKey.generate(MlDsa.ML_DSA_44, random);
        var signature = key.sign(message, random);
        for (int length : new int[] {0, 32, 63, 65, 128}) {
            var mu = new byte[length];
            assertThatIllegalArgumentException().isThrownBy(() -> key.signMu(mu, random));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> key.publicKey().verifyMu(mu, signature));
        }
    }

    @Test
    void a_seed_has_32_bytes() {
        for (int length : new int[] {0, 31, 33, 64, 2560}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> MlDsaPrivateKey.ofSeed(MlDsa.ML_DSA_44, SecretBytes.adopt(new byte[length])));
        }
    }

    @Test
    void a_signature_with_a_changed_byte_or_of_another_length_does_not_verify() {
        var key = MlDsaPrivateKey.generate(MlDsa.ML_DSA_44, random);
        var signature = key.sign(message, random).shared();
        for (int at = 0; at < signature.length; at++) {
            var changed = signature.clone();
            changed[at] ^= (byte) (1 << at % 8);
            assertThat(key.publicKey().verify(message, Blob.adopt(changed)))
                    .as("byte %d", at)
                    .isFalse();
        }
        for (int length = 0; length < 5000; length++) {
            assertThat(key.publicKey().verify(message, Blob.adopt(Arrays.copyOf(signature, length))))
                    .as("of length %d", length)
                    .isEqualTo(length == signature.length);
        }
        for (int filling : new int[] {0, 0x7f, 0x80, 0xff}) {
            Arrays.fill(signature, (byte) filling);
            assertThat(key.publicKey().verify(message, Blob.adopt(signature))).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_public_key_is_read_only_from_the_one_encoding_it_has(MlDsa set) {
        var key = MlDsaPrivateKey.generate(set, random).publicKey();
        var spki = key.spki().shared();
        Hostile.nothingSpoiltIsTaken(
                spki,
                spki.length - set.publicKeyLength(),
                der -> MlDsaPublicKey.ofSpki(set, Blob.adopt(der)).isPresent());
        for (var other : MlDsa.values()) {
            assertThat(MlDsaPublicKey.ofSpki(other, key.spki()).isPresent()).isEqualTo(other == set);
            assertThat(MlDsaPublicKey.ofRaw(other, key.raw()).isPresent()).isEqualTo(other == set);
        }
        assertThat(MlDsaPublicKey.ofSpki(set, withNullParameters(set, key))).isEmpty();
    }

    private static Blob withNullParameters(MlDsa set, MlDsaPublicKey key) {
        var algorithm = Hostile.tagged(0x30, Hostile.concat(oid(set), hex("0500")));
        var bits = Hostile.tagged(0x03, Hostile.concat(new byte[1], key.raw().shared()));
        return Blob.adopt(Hostile.tagged(0x30, Hostile.concat(algorithm, bits)));
    }

    @ParameterizedTest
    @EnumSource
    void a_private_key_is_read_only_from_the_three_encodings_it_has(MlDsa set) {
        var seed = random.secret(MlDsa.SEED_LENGTH);
        var key = MlDsaPrivateKey.ofSeed(set, seed);
        var expanded = expanded(set, seed);
        isReadOnlyAsItIs(set, key, key.pkcs8().expose(), 22);
        isReadOnlyAsItIs(set, key, set.forms.writePrivate(null, expanded).expose(), 28);
        isReadOnlyAsItIs(set, key, both(set, seed, expanded), 30);
    }

    private void isReadOnlyAsItIs(MlDsa set, MlDsaPrivateKey key, byte[] pkcs8, int header) {
        var read = read(set, pkcs8);
        assertThat(read.publicKey().raw()).isEqualTo(key.publicKey().raw());
        assertThat(key.publicKey().verify(message, read.sign(message, random))).isTrue();
        for (var other : MlDsa.values()) {
            assertThat(MlDsaPrivateKey.ofPkcs8(other, SecretBytes.copyOf(pkcs8)).isPresent())
                    .isEqualTo(other == set);
        }
        Hostile.nothingSpoiltIsTaken(
                pkcs8,
                header,
                der -> MlDsaPrivateKey.ofPkcs8(set, SecretBytes.copyOf(der)).isPresent());
    }

    @Test
    void seed_and_expanded_key_must_belong_together() {
        var set = MlDsa.ML_DSA_44;
        var seed = random.secret(MlDsa.SEED_LENGTH);
        var expanded = expanded(set, seed);
        for (int at = 0; at < expanded.length(); at += 37) {
            var changed = expanded.expose();
            changed[at] ^= 1;
            assertThat(MlDsaPrivateKey.ofPkcs8(set, SecretBytes.adopt(both(set, seed, SecretBytes.adopt(changed)))))
                    .as("byte %d", at)
                    .isEmpty();
        }
        assertThat(MlDsaPrivateKey.ofPkcs8(
                        set, SecretBytes.adopt(both(set, random.secret(MlDsa.SEED_LENGTH), expanded))))
                .isEmpty();
        for (int at = 62; at < 66; at++) {
            var changed = both(set, seed, expanded);
            changed[at] ^= 1;
            assertThat(MlDsaPrivateKey.ofPkcs8(set, SecretBytes.adopt(changed)))
                    .as("between the two, byte %d", at)
                    .isEmpty();
        }
    }

    /// A change in s2 or t0 that a rounding swallows leaves a key that still works.
    @ParameterizedTest
    @EnumSource
    void an_expanded_key_that_does_not_fit_its_public_key_is_refused(MlDsa set) {
        var expanded = expanded(set, random.secret(MlDsa.SEED_LENGTH));
        int s2 = 128 + 32 * set.bitsOfS * set.l;
        int t0 = s2 + 32 * set.bitsOfS * set.k;
        // not K, from 32 to 64, which is randomness that nothing else depends on
        IntStream.concat(IntStream.range(0, 32), IntStream.range(64, s2))
                .filter(at -> at % 16 == 0)
                .forEach(at -> {
                    var changed = expanded.expose();
                    changed[at] ^= 1;
                    assertThat(ofExpanded(set, changed)).as("byte %d", at).isEmpty();
                });
        var wrongT0 = expanded.expose();
        Arrays.fill(wrongT0, t0, wrongT0.length, (byte) 0);
        assertThat(ofExpanded(set, wrongT0)).isEmpty();
    }

    /// Takes a little from one coefficient of s2 and gives it to t0: the public key and its hash
    /// stay right, and so do the signatures. Only the range tells.
    @ParameterizedTest
    @EnumSource
    void an_expanded_key_with_a_secret_out_of_range_is_refused(MlDsa set) {
        int eta = set.bitsOfS == 3 ? 2 : 4;
        int s2 = (128 + 32 * set.bitsOfS * set.l) * 8;
        for (int i = 0; i < 20; i++) {
            var expanded = expanded(set, random.secret(MlDsa.SEED_LENGTH)).expose();
            int t0 = (expanded.length - 32 * T0_BITS * set.k) * 8;
            int last = 256 * set.k - 1;
            for (int at : new int[] {0, 1, 255, last}) {
                int old = bits(expanded, s2 + at * set.bitsOfS, set.bitsOfS);
                for (int outside = 0; outside < 1 << set.bitsOfS; outside++) {
                    int newT0 = bits(expanded, t0 + at * T0_BITS, T0_BITS) + outside - old;
                    if (newT0 < 0 || newT0 >= 1 << T0_BITS) {
                        continue;
                    }
                    var changed = expanded.clone();
                    setBits(changed, s2 + at * set.bitsOfS, set.bitsOfS, outside);
                    setBits(changed, t0 + at * T0_BITS, T0_BITS, newT0);
                    assertThat(ofExpanded(set, changed).isPresent())
                            .as("%d instead of %d at %d", outside, old, at)
                            .isEqualTo(outside <= 2 * eta);
                }
            }
        }
    }

    private static int bits(byte[] bytes, int at, int count) {
        var bits = BitSet.valueOf(bytes).get(at, at + count).toLongArray();
        return bits.length == 0 ? 0 : (int) bits[0];
    }

    private static void setBits(byte[] bytes, int at, int count, int value) {
        var bits = BitSet.valueOf(bytes);
        for (int i = 0; i < count; i++) {
            bits.set(at + i, (value >> i & 1) == 1);
        }
        Arrays.fill(bytes, (byte) 0);
        var changed = bits.toByteArray();
        System.arraycopy(changed, 0, bytes, 0, changed.length);
    }

    @Test
    void a_key_that_was_wiped_signs_nothing() {
        var key = MlDsaPrivateKey.generate(MlDsa.ML_DSA_44, random);
        key.wipe();
        assertThatExceptionOfType(SecretBytes.WipedException.class).isThrownBy(() -> key.sign(message, random));
        assertThatExceptionOfType(SecretBytes.WipedException.class).isThrownBy(key::pkcs8);
    }

    @Test
    void a_seed_stays_its_owners_and_the_key_has_its_own() {
        var seed = random.bytes(MlDsa.SEED_LENGTH);
        var lent = SecretBytes.copyOf(seed);
        var key = MlDsaPrivateKey.ofSeed(MlDsa.ML_DSA_44, lent);
        assertThat(lent.expose()).isEqualTo(seed);
        lent.wipe();
        assertThat(read(MlDsa.ML_DSA_44, key.pkcs8().expose()).publicKey().raw())
                .isEqualTo(key.publicKey().raw());
    }

    @Test
    void one_key_signs_on_many_threads() {
        var key = MlDsaPrivateKey.generate(MlDsa.ML_DSA_44, random);
        assertThat(IntStream.range(0, 200).parallel().allMatch(i -> {
                    var message = new byte[] {(byte) i};
                    return key.publicKey().verify(message, key.sign(message, random));
                }))
                .isTrue();
    }

    @Test
    void keys_print_what_they_are_and_no_more() {
        var key = MlDsaPrivateKey.generate(MlDsa.ML_DSA_65, random);
        assertThat(key).hasToString("MlDsaPrivateKey[ML_DSA_65]");
        assertThat(key.publicKey()).hasToString("MlDsaPublicKey[ML_DSA_65]");
    }

    private static MlDsaPrivateKey read(MlDsa set, byte[] pkcs8) {
        return MlDsaPrivateKey.ofPkcs8(set, SecretBytes.copyOf(pkcs8)).orElseThrow();
    }

    private static Optional<MlDsaPrivateKey> ofExpanded(MlDsa set, byte[] expanded) {
        return MlDsaPrivateKey.ofPkcs8(set, set.forms.writePrivate(null, SecretBytes.copyOf(expanded)));
    }

    /// What the JDK expands the seed to, which is the end of its PKCS#8.
    private static SecretBytes expanded(MlDsa set, SecretBytes seed) {
        try {
            var pkcs8 = jdkKeyPair(set, seed.expose()).getPrivate().getEncoded();
            return SecretBytes.adopt(Arrays.copyOfRange(pkcs8, 28, pkcs8.length));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] both(MlDsa set, SecretBytes seed, SecretBytes expanded) {
        var algorithm = Hostile.tagged(0x30, oid(set));
        var keys = Hostile.tagged(
                0x30, Hostile.concat(Hostile.tagged(0x04, seed.expose()), Hostile.tagged(0x04, expanded.expose())));
        return Hostile.tagged(
                0x30, Hostile.concat(Hostile.concat(hex("020100"), algorithm), Hostile.tagged(0x04, keys)));
    }

    private static KeyPair jdkKeyPair(MlDsa set, byte[] seed) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance(jdkName(set));
        generator.initialize(-1, Draws.repeating(seed));
        return generator.generateKeyPair();
    }

    private static byte[] jdkSignature(MlDsa set, PrivateKey key, byte[] randomizer, byte[] message)
            throws GeneralSecurityException {
        var signer = Signature.getInstance(jdkName(set));
        signer.initSign(key, Draws.repeating(randomizer));
        signer.update(message);
        return signer.sign();
    }

    private static String jdkName(MlDsa set) {
        return set.name().replace('_', '-');
    }

    /// 2.16.840.1.101.3.4.3.17 to 19
    private static byte[] oid(MlDsa set) {
        return hex("06096086480165030403"
                + switch (set) {
                    case ML_DSA_44 -> "11";
                    case ML_DSA_65 -> "12";
                    case ML_DSA_87 -> "13";
                });
    }
}
