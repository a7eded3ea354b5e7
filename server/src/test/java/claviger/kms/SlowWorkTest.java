package claviger.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import claviger.call.AwsException;
import claviger.call.CommonError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// Slow work waits for its turn, and not for ever; meanwhile others are served first.
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

    @Test
    @EnabledOnOs(OS.LINUX)
    void slow_work_and_nothing_else_lets_others_go_first() throws Exception {
        var before = nice();
        try (var work = new SlowWork()) {
            assertThat(work.call(SlowWorkTest::nice)).isEqualTo(Math.min(before + 10, 19));
            assertThat(nice()).isEqualTo(before);
        }
    }

    /// The nice value of the thread that runs: field 19 of proc_pid_stat(5), the 17th behind the name.
    private static int nice() {
        try {
            var stat = Files.readString(Path.of("/proc/thread-self/stat"));
            return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[16]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
