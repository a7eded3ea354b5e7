package claviger.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import claviger.call.AwsException;
import claviger.call.CommonError;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// Slow work waits for its turn, and not for ever.
class SlowWorkTest {

    @Test
    void who_does_not_get_a_turn_in_time_is_throttled_and_the_work_is_not_done_later() throws Exception {
        var release = new CountDownLatch(1);
        var done = new AtomicBoolean();
        try (var work = new SlowWork(Duration.ofMillis(200))) {
            var busy = Runtime.getRuntime().availableProcessors();
            for (int i = 0; i < busy; i++) {
                Thread.ofVirtual()
                        .start(() -> work.call(() -> {
                            await(release);
                            return 0;
                        }));
            }
            Thread.sleep(50);
            assertThatThrownBy(() -> work.call(() -> {
                        done.set(true);
                        return 0;
                    }))
                    .isInstanceOfSatisfying(
                            AwsException.class, e -> assertThat(e.error()).isEqualTo(CommonError.THROTTLING));
            release.countDown();
            assertThat(work.call(() -> 42)).as("work after it").isEqualTo(42);
            assertThat(done).isFalse();
        }
    }

    @Test
    void what_the_work_throws_is_what_the_caller_gets() {
        try (var work = new SlowWork()) {
            assertThatThrownBy(() -> work.call(() -> {
                        throw KmsError.INVALID_CIPHERTEXT.unexplained();
                    }))
                    .isInstanceOf(AwsException.class);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
