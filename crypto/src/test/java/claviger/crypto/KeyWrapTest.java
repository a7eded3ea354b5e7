package claviger.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.RFC5649WrapEngine;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;

class KeyWrapTest {

    private final Randomness random = new Randomness(new SecureRandom());

    @Test
    void what_was_wrapped_unwraps_and_is_what_bouncy_castle_wraps() {
        for (int keyLength : new int[] {16, 24, 32}) {
            var key = random.secret(keyLength);
            var reference = new RFC5649WrapEngine(AESEngine.newInstance());
            reference.init(true, new KeyParameter(key.expose()));
            for (int length = 1; length < 100; length++) {
                var secret = random.secret(length);
                var wrapped = KeyWrap.wrap(key, secret);
                assertThat(wrapped.length()).isEqualTo(8 + (length + 7) / 8 * 8);
                assertThat(wrapped.shared()).isEqualTo(reference.wrap(secret.expose(), 0, length));
                assertThat(KeyWrap.unwrap(key, wrapped).orElseThrow().sameAs(secret))
                        .isTrue();
            }
        }
    }

    @Test
    void whatever_was_changed_does_not_unwrap() {
        var key = random.secret(32);
        for (int length : new int[] {1, 8, 9, 32}) {
            var wrapped = KeyWrap.wrap(key, random.secret(length)).shared();
            for (int bit = 0; bit < wrapped.length * 8; bit++) {
                var changed = wrapped.clone();
                changed[bit / 8] ^= (byte) (1 << bit % 8);
                assertThat(KeyWrap.unwrap(key, Blob.adopt(changed)))
                        .as("bit %d", bit)
                        .isEmpty();
            }
            for (int other = 0; other < wrapped.length + 17; other++) {
                if (other != wrapped.length) {
                    assertThat(KeyWrap.unwrap(key, Blob.adopt(Arrays.copyOf(wrapped, other))))
                            .as("of length %d", other)
                            .isEmpty();
                }
            }
            assertThat(KeyWrap.unwrap(random.secret(32), Blob.adopt(wrapped))).isEmpty();
        }
    }

    @Test
    void a_wrapping_key_that_aes_does_not_know_unwraps_nothing_and_wraps_nothing() {
        for (int length : new int[] {0, 1, 15, 17, 31, 33, 64}) {
            var key = random.secret(length);
            assertThat(KeyWrap.unwrap(key, Blob.adopt(new byte[24]))).isEmpty();
            assertThatIllegalArgumentException().isThrownBy(() -> KeyWrap.wrap(key, random.secret(16)));
        }
    }

    @Test
    void there_is_nothing_to_wrap_in_nothing() {
        var key = random.secret(32);
        var nothing = random.secret(0);
        assertThatIllegalArgumentException().isThrownBy(() -> KeyWrap.wrap(key, nothing));
    }
}
