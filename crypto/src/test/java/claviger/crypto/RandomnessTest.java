package claviger.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RandomnessTest {

    /// A source that gives the same bytes at every draw.
    static SecureRandom stuck() {
        return source(bytes -> {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (17 + i);
            }
        });
    }

    private interface Filler {
        void fill(byte[] bytes);
    }

    private static SecureRandom source(Filler filler) {
        return new SecureRandom() {
            @Override
            public void nextBytes(byte[] bytes) {
                filler.fill(bytes);
            }
        };
    }

    @Test
    void a_sound_source_gives_what_is_asked_for() {
        var random = new Randomness(new SecureRandom());
        var seen = new HashSet<Blob>();
        for (int i = 0; i < 20_000; i++) {
            assertThat(seen.add(Blob.adopt(random.bytes(12)))).isTrue();
            assertThat(seen.add(Blob.adopt(random.secret(16).expose()))).isTrue();
        }
        for (int length = 0; length < 100; length++) {
            assertThat(random.bytes(length)).hasSize(length);
            assertThat(random.secret(length).length()).isEqualTo(length);
        }
        assertThat(random.isHealthy()).isTrue();
    }

    @Test
    void a_source_that_repeats_itself_is_noticed_at_the_second_draw_whatever_is_drawn() {
        for (int first = 0; first < 2; first++) {
            for (int second = 0; second < 2; second++) {
                for (int length : new int[] {1, 12, 16, 32, 1024}) {
                    var random = new Randomness(stuck());
                    draw(random, first, 16);
                    assertThat(random.isHealthy()).isTrue();
                    int kind = second;
                    assertThatExceptionOfType(Randomness.StuckException.class)
                            .isThrownBy(() -> draw(random, kind, length));
                    assertThat(random.isHealthy()).isFalse();
                }
            }
        }
    }

    private static void draw(Randomness random, int kind, int length) {
        if (kind == 0) {
            random.bytes(length);
        } else {
            random.secret(length);
        }
    }

    @Test
    void a_source_that_gives_nothing_is_noticed_at_the_first_draw() {
        var random = new Randomness(source(bytes -> {}));
        assertThatExceptionOfType(Randomness.StuckException.class).isThrownBy(() -> random.bytes(16));
    }

    @Test
    void a_source_that_was_stuck_once_is_not_trusted_again() {
        var draws = new AtomicInteger();
        var sound = new SecureRandom();
        var random = new Randomness(source(bytes -> {
            if (draws.incrementAndGet() > 2) {
                sound.nextBytes(bytes);
            } else {
                Arrays.fill(bytes, (byte) 7);
            }
        }));
        random.bytes(16);
        for (int i = 0; i < 5; i++) {
            assertThatExceptionOfType(Randomness.StuckException.class).isThrownBy(() -> random.secret(32));
        }
    }

    @Test
    void two_threads_get_one_draw_from_a_stuck_source() throws Exception {
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < 300; round++) {
                var random = new Randomness(stuck());
                var drawn = new AtomicInteger();
                var ready = new AtomicInteger();
                Runnable draw = () -> {
                    ready.incrementAndGet();
                    while (ready.get() < 2) {
                        Thread.onSpinWait();
                    }
                    try {
                        random.bytes(16);
                        drawn.incrementAndGet();
                    } catch (Randomness.StuckException expected) {
                        // the other was first
                    }
                };
                var first = threads.submit(draw);
                threads.submit(draw).get();
                first.get();
                assertThat(drawn).as("round %d", round).hasValue(1);
            }
        }
    }

    /// The watch has to keep 16 bytes of each draw; they must not be those of a key.
    @Test
    void what_the_watch_keeps_is_never_part_of_a_secret() {
        var random = new Randomness(source(bytes -> {
            Arrays.fill(bytes, (byte) 1);
            Arrays.fill(bytes, 0, 16, (byte) 2);
        }));
        assertThat(random.secret(32).expose()).containsOnly(1);
    }
}
