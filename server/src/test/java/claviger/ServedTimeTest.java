package claviger;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.crypto.SecretBytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Served time only ever counts what was served.
class ServedTimeTest {

    @TempDir
    Path folder;

    private final SecretBytes key = SecretBytes.adopt(new byte[32]);

    @Test
    void it_goes_on_where_it_was_kept() {
        served().add(Duration.ofDays(9));
        assertThat(served().total())
                .isBetween(Duration.ofDays(9), Duration.ofDays(9).plusMinutes(1));
    }

    @Test
    void whoever_edits_the_file_makes_it_count_anew() throws Exception {
        served().add(Duration.ofDays(9));
        var file = folder.resolve("served-time");
        var kept = Files.readString(file);
        for (var edited : new String[] {kept.replaceFirst("PT", "PT9"), "PT9000H", "PT9000H ", "", "\n", "x y z"}) {
            Files.writeString(file, edited);
            assertThat(served().total()).as(edited).isLessThan(Duration.ofMinutes(1));
        }
        Files.writeString(file, kept);
        assertThat(served().total()).isGreaterThanOrEqualTo(Duration.ofDays(9));
    }

    @Test
    void another_installations_file_counts_for_nothing() {
        new ServedTime(folder.resolve("served-time"), SecretBytes.adopt(new byte[] {1})).add(Duration.ofDays(9));
        assertThat(served().total()).isLessThan(Duration.ofMinutes(1));
    }

    private ServedTime served() {
        return new ServedTime(folder.resolve("served-time"), key);
    }
}
