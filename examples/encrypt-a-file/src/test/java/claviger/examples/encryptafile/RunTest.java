package claviger.examples.encryptafile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs `run.sh`, which is the example as people see it.
final class RunTest {

    private static final Duration LONGEST = Duration.ofMinutes(5);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void a_file_of_100_MiB_encrypted_before_a_kill_decrypts_after_it() throws IOException, InterruptedException {
        var script = Path.of(System.getProperty("claviger.root"), "examples/encrypt-a-file/run.sh");
        var output = folder.resolve("output");
        var running = new ProcessBuilder(script.toString(), "100")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            var ended = running.waitFor(LONGEST);
            System.out.print(Files.readString(output));
            assertThat(ended).as("ends in time").isTrue();
            assertThat(running.exitValue()).isZero();
        } finally {
            running.destroy();
        }
    }
}
