package claviger.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.EdDSAParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("claviger.crypto.Engines#ed25519")
class Ed25519Test {

    private static final Randomness RANDOM = new Randomness(new SecureRandom());
    private static final byte[] MESSAGE = "a message".getBytes(StandardCharsets.UTF_8);

    private final Ed25519Engine engine;
    private final Ed25519PrivateKey key;

    Ed25519Test(Ed25519Engine engine) {
        this.engine = engine;
        this.key = Ed25519PrivateKey.generate(engine, RANDOM);
    }

    @Test
    void keys_differ_and_are_read_as_what_was_written_by_every_engine_and_the_jdk() throws Exception {
        var seen = new HashSet<Blob>();
        for (int i = 0; i < 20; i++) {
            var generated = Ed25519PrivateKey.generate(engine, RANDOM);
            var spki = generated.publicKey().spki();
            assertThat(seen.add(spki)).isTrue();
            for (var other : Engines.ed25519().toList()) {
                var read = Ed25519PrivateKey.ofPkcs8(other, generated.pkcs8()).orElseThrow();
                assertThat(read.pkcs8().sameAs(generated.pkcs8())).isTrue();
                assertThat(read.publicKey().spki()).isEqualTo(spki);
                assertThat(Ed25519PublicKey.ofSpki(other, spki).orElseThrow().spki())
                        .isEqualTo(spki);
            }
            assertThat(generated.pkcs8().length()).isEqualTo(48);
            assertThat(jdk().generatePrivate(
                                    new PKCS8EncodedKeySpec(generated.pkcs8().expose()))
                            .getEncoded())
                    .isEqualTo(generated.pkcs8().expose());
        }
    }

    /// Ed25519 has no randomness: the same key and message have one signature everywhere.
    @Test
    void every_library_makes_the_same_signature() throws Exception {
        for (int length : new int[] {0, 1, 64, 4096}) {
            var message = Arrays.copyOf(MESSAGE, length);
            var pure = key.sign(message);
            var prehashed = key.signPrehash(message);
            for (var other : Engines.ed25519().toList()) {
                var theirs = Ed25519PrivateKey.ofPkcs8(other, key.pkcs8()).orElseThrow();
                assertThat(theirs.sign(message)).isEqualTo(pure);
                assertThat(theirs.signPrehash(message)).isEqualTo(prehashed);
                assertThat(theirs.publicKey().verify(message, pure)).isTrue();
                assertThat(theirs.publicKey().verifyPrehash(message, prehashed)).isTrue();
            }
            assertThat(jdkSigns(false, message)).isEqualTo(pure);
            assertThat(jdkSigns(true, message)).isEqualTo(prehashed);
        }
    }

    @Test
    void a_signature_is_good_for_its_message_mode_and_key_only() {
        var other = Ed25519PrivateKey.generate(engine, RANDOM).publicKey();
        var pure = key.sign(MESSAGE);
        var prehashed = key.signPrehash(MESSAGE);
        var publicKey = key.publicKey();
        assertThat(publicKey.verify(MESSAGE, pure)).isTrue();
        assertThat(publicKey.verifyPrehash(MESSAGE, prehashed)).isTrue();
        assertThat(publicKey.verifyPrehash(MESSAGE, pure)).isFalse();
        assertThat(publicKey.verify(MESSAGE, prehashed)).isFalse();
        assertThat(publicKey.verify(Hash.SHA_512.digest(MESSAGE).value().shared(), prehashed))
                .isFalse();
        assertThat(publicKey.verify(new byte[0], pure)).isFalse();
        assertThat(publicKey.verifyPrehash(new byte[0], prehashed)).isFalse();
        assertThat(other.verify(MESSAGE, pure)).isFalse();
        assertThat(other.verifyPrehash(MESSAGE, prehashed)).isFalse();
    }

    @Test
    void a_spoilt_signature_is_refused() {
        var pure = key.sign(MESSAGE);
        var prehashed = key.signPrehash(MESSAGE);
        for (int bit = 0; bit < 512; bit++) {
            assertThat(key.publicKey().verify(MESSAGE, flipped(pure, bit)))
                    .as("bit %d", bit)
                    .isFalse();
            assertThat(key.publicKey().verifyPrehash(MESSAGE, flipped(prehashed, bit)))
                    .as("bit %d", bit)
                    .isFalse();
        }
        for (int length = 0; length < 130; length++) {
            if (length != 64) {
                var other = Blob.adopt(Arrays.copyOf(pure.shared(), length));
                assertThat(key.publicKey().verify(MESSAGE, other))
                        .as("of length %d", length)
                        .isFalse();
            }
        }
    }

    private static Blob flipped(Blob signature, int bit) {
        var changed = signature.toByteArray();
        changed[bit / 8] ^= (byte) (1 << bit % 8);
        return Blob.adopt(changed);
    }

    /// RFC 5958 lets the public key stand behind the private one, as Bouncy Castle writes it.
    @Test
    void a_key_may_bring_its_public_key_if_it_is_its_own() {
        var seed = Ed25519PrivateKey.seed(key.pkcs8().expose());
        var own = BouncyCastleEd25519.publicKey(seed);
        var other = BouncyCastleEd25519.publicKey(RANDOM.secret(32));
        var read = Ed25519PrivateKey.ofPkcs8(engine, version1(seed, own)).orElseThrow();
        assertThat(read.pkcs8().sameAs(key.pkcs8())).isTrue();
        assertThat(Ed25519PrivateKey.ofPkcs8(engine, version1(seed, other))).isEmpty();
    }

    private static SecretBytes version1(SecretBytes seed, Blob publicKey) {
        return SecretBytes.adopt(Der.sequence(
                        Der.integer(1),
                        Der.sequence(Der.objectIdentifier("2b6570")),
                        Der.octetString(Der.octetString(Der.raw(seed.expose()))),
                        Der.tagged(0x81, Der.raw((byte) 0), Der.raw(publicKey)))
                .encode());
    }

    @Test
    void a_library_that_computes_wrongly_makes_no_key() {
        var wrong = new Ed25519Engine() {
            @Override
            public Private privateKey(byte[] pkcs8) {
                // somebody else's
                return engine.privateKey(
                        Ed25519PrivateKey.generate(engine, RANDOM).pkcs8().expose());
            }

            @Override
            public Public publicKey(byte[] spki) {
                return engine.publicKey(spki);
            }
        };
        assertThat(Ed25519PrivateKey.ofPkcs8(wrong, key.pkcs8())).isEmpty();
        assertThatIllegalStateException().isThrownBy(() -> Ed25519PrivateKey.generate(wrong, RANDOM));
    }

    @Test
    void a_wiped_key_is_gone() {
        key.wipe();
        key.wipe();
        assertThat(key.isWiped()).isTrue();
        assertThatExceptionOfType(SecretBytes.WipedException.class).isThrownBy(key::pkcs8);
        assertThatExceptionOfType(SecretBytes.WipedException.class).isThrownBy(() -> key.sign(MESSAGE));
        assertThatExceptionOfType(SecretBytes.WipedException.class).isThrownBy(() -> key.signPrehash(MESSAGE));
    }

    @Test
    void nothing_secret_is_printed() {
        assertThat(key).hasToString("Ed25519PrivateKey");
        assertThat(key.publicKey()).hasToString("Ed25519PublicKey");
        assertThat(key.pkcs8().<String>use(der -> engine.privateKey(der).toString()))
                .hasSizeLessThan(20);
    }

    private static KeyFactory jdk() throws Exception {
        return KeyFactory.getInstance("Ed25519", "SunEC");
    }

    private Blob jdkSigns(boolean prehash, byte[] message) throws Exception {
        var signature = Signature.getInstance("EdDSA", "SunEC");
        signature.initSign(
                jdk().generatePrivate(new PKCS8EncodedKeySpec(key.pkcs8().expose())));
        signature.setParameter(new EdDSAParameterSpec(prehash));
        signature.update(message);
        var signed = signature.sign();
        signature.initVerify(jdk().generatePublic(
                        new X509EncodedKeySpec(key.publicKey().spki().shared())));
        signature.update(message);
        assertThat(signature.verify(signed)).isTrue();
        return Blob.adopt(signed);
    }
}
