package claviger.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AesGcmTest {

    private final Randomness random = new Randomness(new SecureRandom());
    private final SecretBytes key = random.secret(32);
    private final AesGcm sealing = new AesGcm(key);
    private final byte[] aad = "a row".getBytes(StandardCharsets.US_ASCII);

    @Test
    void what_was_sealed_opens() {
        for (int length = 0; length < 200; length++) {
            var plaintext = random.bytes(length);
            var sealed = sealing.seal(aad, plaintext, random);
            assertThat(sealed.length()).isEqualTo(length + AesGcm.OVERHEAD);
            assertThat(sealing.open(aad, sealed).orElseThrow().expose()).isEqualTo(plaintext);
            var asSecret = sealing.seal(new byte[0], SecretBytes.copyOf(plaintext), random);
            assertThat(sealing.open(new byte[0], asSecret).orElseThrow().expose())
                    .isEqualTo(plaintext);
        }
    }

    @Test
    void no_two_seals_share_a_nonce() {
        var one = sealing.seal(aad, new byte[32], random).shared();
        var two = sealing.seal(aad, new byte[32], random).shared();
        assertThat(Arrays.copyOf(one, 12)).isNotEqualTo(Arrays.copyOf(two, 12));
        assertThat(Arrays.copyOfRange(one, 12, 44)).isNotEqualTo(Arrays.copyOfRange(two, 12, 44));
    }

    @Test
    void whatever_was_changed_does_not_open() {
        var sealed = sealing.seal(aad, new byte[20], random).toByteArray();
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            var changed = sealed.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(sealing.open(aad, Blob.adopt(changed))).as("bit %d", bit).isEmpty();
        }
        for (int length = 0; length < sealed.length; length++) {
            assertThat(sealing.open(aad, Blob.adopt(Arrays.copyOf(sealed, length))))
                    .as("cut to %d", length)
                    .isEmpty();
        }
        assertThat(sealing.open(aad, Blob.adopt(Arrays.copyOf(sealed, sealed.length + 1))))
                .isEmpty();
        assertThat(sealing.open(new byte[0], Blob.adopt(sealed))).isEmpty();
        assertThat(sealing.open(Arrays.copyOf(aad, aad.length + 1), Blob.adopt(sealed)))
                .isEmpty();
        assertThat(new AesGcm(random.secret(32)).open(aad, Blob.adopt(sealed))).isEmpty();
    }

    @Test
    void a_key_of_another_length_is_a_fault_of_the_caller() {
        for (int length : new int[] {0, 16, 24, 31, 33}) {
            var other = random.secret(length);
            assertThatIllegalArgumentException().isThrownBy(() -> new AesGcm(other));
        }
    }

    @Test
    void the_lower_layer_refuses_what_aes_gcm_does_not_know() {
        var out = new byte[17];
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InsecureNonceAesGcm.seal(new byte[31], new byte[12], aad, new byte[1], out, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InsecureNonceAesGcm.seal(new byte[32], new byte[0], aad, new byte[1], out, 0));
        assertThat(InsecureNonceAesGcm.open(new byte[31], new byte[12], aad, out, 0))
                .isEmpty();
        assertThat(InsecureNonceAesGcm.open(new byte[32], new byte[0], aad, out, 0))
                .isEmpty();
    }
}
