package claviger.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SecretBytesTest {

    private static byte[] bytes() {
        var bytes = new byte[32];
        Arrays.fill(bytes, (byte) 0x5a);
        return bytes;
    }

    @Test
    void a_copy_is_apart_from_the_callers_array() {
        var mine = bytes();
        var secret = SecretBytes.copyOf(mine);
        Arrays.fill(mine, (byte) 0);
        assertThat(secret.expose()).isEqualTo(bytes());
        Arrays.fill(secret.expose(), (byte) 0);
        assertThat(secret.expose()).isEqualTo(bytes());
    }

    @Test
    void a_secret_does_not_print_itself() {
        var secret = SecretBytes.adopt(bytes());
        assertThat(secret.toString()).isEqualTo("SecretBytes[32]");
        record Holder(SecretBytes secret) {}
        assertThat(new Holder(secret).toString())
                .doesNotContain("5a")
                .doesNotContain("90")
                .doesNotContain(HexFormat.of().formatHex(bytes()));
    }

    @Test
    void neither_equality_nor_hash_tells_of_the_bytes() {
        var one = SecretBytes.adopt(bytes());
        var two = SecretBytes.adopt(bytes());
        assertThat(one).isNotEqualTo(two);
        assertThat(one.hashCode()).isEqualTo(System.identityHashCode(one));
    }

    @Test
    void the_same_bytes_are_the_same_and_others_are_not() {
        var secret = SecretBytes.adopt(bytes());
        assertThat(secret.sameAs(SecretBytes.adopt(bytes()))).isTrue();
        assertThat(secret.sameAs(secret)).isTrue();
        for (int at : new int[] {0, 15, 31}) {
            var other = bytes();
            other[at] ^= 1;
            assertThat(secret.sameAs(SecretBytes.adopt(other))).isFalse();
        }
        assertThat(secret.sameAs(SecretBytes.adopt(Arrays.copyOf(bytes(), 31)))).isFalse();
        assertThat(secret.sameAs(SecretBytes.adopt(new byte[0]))).isFalse();
    }

    @Test
    void after_a_wipe_every_use_throws_and_the_bytes_are_gone() {
        var array = bytes();
        var secret = SecretBytes.adopt(array);
        secret.wipe();
        secret.wipe();
        assertThat(array).containsOnly(0);
        assertThat(secret.length()).isEqualTo(32);
        assertThatExceptionOfType(SecretBytes.WipedException.class).isThrownBy(secret::expose);
        assertThatExceptionOfType(SecretBytes.WipedException.class).isThrownBy(() -> secret.use(bytes -> 1));
        assertThatExceptionOfType(SecretBytes.WipedException.class)
                .isThrownBy(() -> secret.sameAs(SecretBytes.adopt(bytes())));
        assertThatExceptionOfType(SecretBytes.WipedException.class)
                .isThrownBy(() -> SecretBytes.adopt(bytes()).sameAs(secret));
    }

    @Test
    void a_wipe_waits_for_the_last_borrower() {
        var array = bytes();
        var secret = SecretBytes.adopt(array);
        secret.use(outer -> secret.use(inner -> {
            secret.wipe();
            assertThat(inner).isEqualTo(bytes());
            assertThatExceptionOfType(SecretBytes.WipedException.class).isThrownBy(secret::expose);
            return true;
        }));
        assertThat(array).containsOnly(0);
    }

    @Test
    void a_borrower_that_fails_gives_back_all_the_same() {
        var array = bytes();
        var secret = SecretBytes.adopt(array);
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> secret.use(bytes -> {
                    secret.wipe();
                    throw new IllegalStateException();
                }));
        assertThat(array).containsOnly(0);
    }

    @Test
    void a_borrower_never_reads_zeros_whenever_the_wipe_comes() throws Exception {
        var torn = new AtomicInteger();
        var read = new AtomicInteger();
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (int round = 0; round < 3000; round++) {
                var array = bytes();
                var secret = SecretBytes.adopt(array);
                var start = new CountDownLatch(1);
                var done = new CountDownLatch(4);
                for (int reader = 0; reader < 3; reader++) {
                    threads.execute(() -> {
                        await(start);
                        try {
                            for (int i = 0; i < 50; i++) {
                                boolean whole = secret.use(bytes -> {
                                    boolean before = Arrays.equals(bytes, bytes());
                                    Thread.onSpinWait();
                                    return before && Arrays.equals(bytes, bytes());
                                });
                                read.incrementAndGet();
                                if (!whole) {
                                    torn.incrementAndGet();
                                }
                            }
                        } catch (SecretBytes.WipedException expected) {
                            // the wipe came first
                        } finally {
                            done.countDown();
                        }
                    });
                }
                threads.execute(() -> {
                    await(start);
                    secret.wipe();
                    done.countDown();
                });
                start.countDown();
                done.await();
                assertThat(array).containsOnly(0);
            }
        }
        assertThat(read.get()).isPositive();
        assertThat(torn).hasValue(0);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_blob_is_a_value_that_prints_its_length_only() {
        var mine = bytes();
        var blob = Blob.copyOf(mine);
        mine[0] = 0;
        assertThat(blob).isEqualTo(Blob.adopt(bytes())).hasSameHashCodeAs(Blob.adopt(bytes()));
        assertThat(blob).isNotEqualTo(Blob.adopt(mine)).isNotEqualTo(Blob.EMPTY);
        blob.toByteArray()[1] = 0;
        assertThat(blob.shared()).isEqualTo(bytes());
        assertThat(blob).hasToString("Blob[32]");
        assertThat(blob.length()).isEqualTo(32);
    }
}
