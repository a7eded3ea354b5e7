package claviger.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StateDigestTest {

    private static final BigInteger MODULUS = BigInteger.TWO.pow(256);

    @Test
    void sums_are_those_of_big_integers_modulo_2_to_256() {
        for (var seed = 0; seed < 2000; seed++) {
            var random = new Random(seed);
            var a = number(random);
            var b = number(random);
            var sum = new BigInteger(1, a).add(new BigInteger(1, b)).mod(MODULUS);
            var difference = new BigInteger(1, a).subtract(new BigInteger(1, b)).mod(MODULUS);

            assertThat(new BigInteger(1, StateDigest.of(a).plus(b).toByteArray()))
                    .as("seed %d", seed)
                    .isEqualTo(sum);
            assertThat(new BigInteger(1, StateDigest.of(a).minus(b).toByteArray()))
                    .as("seed %d", seed)
                    .isEqualTo(difference);
        }
    }

    @Test
    void what_is_added_and_taken_away_in_any_order_leaves_nothing() {
        var random = new Random(1);
        var a = number(random);
        var b = number(random);
        assertThat(StateDigest.EMPTY.plus(a).plus(b).minus(a).minus(b)).isEqualTo(StateDigest.EMPTY);
        assertThat(StateDigest.EMPTY.plus(a).plus(b))
                .isEqualTo(StateDigest.EMPTY.plus(b).plus(a));
        assertThat(StateDigest.EMPTY.plus(a).plus(a)).isNotEqualTo(StateDigest.EMPTY.plus(a));
    }

    /// Random bytes with runs of ones and zeros, so that carries run far.
    private static byte[] number(Random random) {
        var bytes = new byte[StateDigest.LENGTH];
        random.nextBytes(bytes);
        for (var i = 0; i < bytes.length; i++) {
            bytes[i] = switch (random.nextInt(4)) {
                case 0 -> 0;
                case 1 -> (byte) 0xff;
                default -> bytes[i];
            };
        }
        return bytes;
    }
}
