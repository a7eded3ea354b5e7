package claviger.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("claviger.crypto.Engines#rsa")
class RsaAesKeyWrapTest {

    private static final int MODULUS = 256;

    private final Randomness random = new Randomness(new SecureRandom());
    private final RsaPrivateKey key;

    RsaAesKeyWrapTest(RsaEngine engine) {
        this.key = RsaPrivateKey.ofTrustedPkcs8(engine, 2048, OpensslKeys.rsa2048())
                .orElseThrow();
    }

    private Blob wrap(Oaep oaep, SecretBytes aesKey, SecretBytes secret) {
        return join(key.publicKey().encrypt(oaep, aesKey), KeyWrap.wrap(aesKey, secret));
    }

    private static Blob join(Blob first, Blob second) {
        return Blob.adopt(SpoiltDer.concat(first.shared(), second.shared()));
    }

    private Optional<SecretBytes> unwrap(Oaep oaep, Blob wrapped) {
        return RsaAesKeyWrap.unwrap(key, oaep, wrapped, random);
    }

    @Test
    void a_wrapped_secret_of_any_length_unwraps() {
        for (var oaep : Oaep.values()) {
            for (int length : new int[] {1, 8, 32, 33, 66, 185, 1218, 2375, 4000}) {
                var secret = random.secret(length);
                var wrapped = wrap(oaep, random.secret(32), secret);
                assertThat(unwrap(oaep, wrapped).orElseThrow().sameAs(secret)).isTrue();
            }
        }
    }

    @Test
    void a_private_key_survives_the_way() {
        var imported = OpensslKeys.rsa4096();
        var wrapped = wrap(Oaep.SHA_256, random.secret(32), imported);
        var unwrapped = unwrap(Oaep.SHA_256, wrapped).orElseThrow();
        assertThat(RsaPrivateKey.ofPkcs8(4096, unwrapped)).isPresent();
    }

    @Test
    void whatever_was_changed_does_not_unwrap() {
        for (var oaep : Oaep.values()) {
            var wrapped = wrap(oaep, random.secret(32), random.secret(40));
            for (int i = 0; i < wrapped.length(); i += i < MODULUS ? 3 : 1) {
                var changed = wrapped.toByteArray();
                changed[i] ^= (byte) (1 << i % 8);
                assertThat(unwrap(oaep, Blob.adopt(changed))).as("byte %d", i).isEmpty();
            }
            for (int length = 0; length < wrapped.length() + 18; length += length < MODULUS - 8 ? 31 : 1) {
                if (length != wrapped.length()) {
                    assertThat(unwrap(oaep, Blob.adopt(Arrays.copyOf(wrapped.shared(), length))))
                            .as("of length %d", length)
                            .isEmpty();
                }
            }
            assertThat(unwrap(oaep == Oaep.SHA_1 ? Oaep.SHA_256 : Oaep.SHA_1, wrapped))
                    .isEmpty();
        }
    }

    @Test
    void the_halves_of_two_wraps_do_not_fit() {
        var one = wrap(Oaep.SHA_256, random.secret(32), random.secret(32)).shared();
        var two = wrap(Oaep.SHA_256, random.secret(32), random.secret(32)).shared();
        assertThat(unwrap(
                        Oaep.SHA_256,
                        join(
                                Blob.adopt(Arrays.copyOf(one, MODULUS)),
                                Blob.adopt(Arrays.copyOfRange(two, MODULUS, two.length)))))
                .isEmpty();
        assertThat(unwrap(
                        Oaep.SHA_256,
                        join(
                                Blob.adopt(Arrays.copyOfRange(one, MODULUS, one.length)),
                                Blob.adopt(Arrays.copyOf(one, MODULUS)))))
                .isEmpty();
    }

    @Test
    void the_key_in_between_is_one_of_aes_256() {
        for (int length : new int[] {16, 24}) {
            var wrapped = wrap(Oaep.SHA_256, random.secret(length), random.secret(32));
            assertThat(unwrap(Oaep.SHA_256, wrapped)).as("%d bytes", length).isEmpty();
        }
        for (int length : new int[] {0, 1, 31, 33, 64, 190}) {
            var first = key.publicKey().encrypt(Oaep.SHA_256, random.secret(length));
            var second = KeyWrap.wrap(random.secret(32), random.secret(32));
            assertThat(unwrap(Oaep.SHA_256, join(first, second)))
                    .as("%d bytes", length)
                    .isEmpty();
        }
    }

    /// The made-up key must not be one that the sender can know.
    @Test
    void where_there_is_no_key_in_between_none_that_is_known_is_used() {
        var zeros = SecretBytes.adopt(new byte[32]);
        var second = KeyWrap.wrap(zeros, random.secret(32));
        var noKey = Blob.adopt(new byte[MODULUS]);
        assertThat(unwrap(Oaep.SHA_256, join(noKey, second))).isEmpty();
        assertThat(unwrap(Oaep.SHA_256, join(key.publicKey().encrypt(Oaep.SHA_256, random.secret(0)), second)))
                .isEmpty();
    }

    @Test
    void a_wiped_wrapping_key_is_gone() {
        var wrapped = wrap(Oaep.SHA_256, random.secret(32), random.secret(32));
        key.wipe();
        assertThatExceptionOfType(SecretBytes.WipedException.class).isThrownBy(() -> unwrap(Oaep.SHA_256, wrapped));
    }
}
