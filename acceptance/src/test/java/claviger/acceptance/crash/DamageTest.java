package claviger.acceptance.crash;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.acceptance.Claviger.StartRefusedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The checker against folders that lost something: a checker that finds nothing in these proves nothing in
/// [CrashTest]. Each kind of loss must be found by it, or keep the server from starting at all.
final class DamageTest {

    private static final Duration A_WHILE = Duration.ofMillis(500);

    /// So many changes must be gone, so that some of them had been acknowledged.
    private static final int CHANGES_LOST = 16;

    @TempDir
    private Path folder = Path.of("");

    /// What `synchronous=OFF` and a power cut would have left.
    @Test
    void commits_missing_from_the_end_of_the_store_are_found() throws IOException, InterruptedException, SQLException {
        try (var run = run()) {
            run.loadAndKill(1);
            var wal = run.dataDir.resolve("claviger.db-wal");
            var before = changeNumber(run.dataDir, Files.size(wal));
            var ends = new ArrayList<>(Wal.commits(wal));
            while (!ends.isEmpty() && changeNumber(run.dataDir, ends.getLast()) > before - CHANGES_LOST) {
                ends.removeLast();
            }
            assertThat(ends).as("commits in the log").isNotEmpty();
            truncate(wal, ends.getLast());

            assertFound(run, "commits missing from the store", "LOST: ");
        }
    }

    /// What a trail without a sync and without an outbox would have left.
    @Test
    void records_missing_from_the_end_of_the_trail_are_found() throws IOException, InterruptedException, SQLException {
        try (var run = run()) {
            run.loadAndKill(1);
            try (var store = open(run.dataDir);
                    var delete = store.createStatement()) {
                delete.executeUpdate("DELETE FROM outbox");
            }
            cutBeforeLastChange(run.trail.segments().getLast());

            assertFound(run, "records missing from the trail", "UNRECORDED: ");
        }
    }

    /// Store and trail, both back at an earlier time and fitting each other: the server cannot know, who
    /// remembers its answers can.
    @Test
    void a_folder_from_yesterday_is_found() throws IOException, InterruptedException {
        try (var run = run()) {
            run.loadAndStop(1, A_WHILE);
            var yesterday = folder.resolve("yesterday");
            copy(run.dataDir, yesterday);
            assertThat(run.restart()).isEmpty();
            assertThat(run.check()).isEmpty();
            run.loadAndStop(2, A_WHILE);
            assertThat(run.verifyTrail()).isEmpty();

            remove(run.dataDir);
            copy(yesterday, run.dataDir);
            assertThat(run.verifyTrail())
                    .as("audit verify, given the head of today")
                    .isNotEmpty();
            assertFound(run, "a folder from yesterday", "LOST: ");
        }
    }

    private CrashRun run() throws IOException, InterruptedException {
        var run = new CrashRun(folder, ThreadLocalRandom.current().nextLong());
        run.begin();
        assertThat(run.check()).isEmpty();
        return run;
    }

    private static void assertFound(CrashRun run, String what, String sign) throws IOException, InterruptedException {
        List<String> violations;
        try {
            run.restart();
            violations = run.check();
        } catch (StartRefusedException e) {
            System.out.println("damage: " + what + ": the server does not start: " + e.getMessage());
            assertThat(e.getMessage()).as("says why").contains("claviger: ");
            return;
        }
        System.out.println(
                "damage: " + what + ": the checker finds " + violations.size() + ", such as " + violations.getFirst());
        assertThat(violations).anyMatch(violation -> violation.startsWith(sign));
    }

    /// The number of the last change, were the log to end there; looked up in a copy.
    private long changeNumber(Path dataDir, long logEnd) throws IOException, SQLException {
        var copy = folder.resolve("copy");
        Files.createDirectories(copy);
        for (var name : List.of("claviger.db", "claviger.db-wal")) {
            Files.copy(dataDir.resolve(name), copy.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.deleteIfExists(copy.resolve("claviger.db-shm"));
        truncate(copy.resolve("claviger.db-wal"), logEnd);
        try (var store = open(copy);
                var select = store.createStatement();
                var rows = select.executeQuery("SELECT change_number FROM state")) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    private static Connection open(Path dataDir) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + dataDir.resolve("claviger.db"));
    }

    private static void cutBeforeLastChange(Path segment) throws IOException {
        var lines = Files.readAllLines(segment);
        int last = lines.size() - 1;
        int changes = 0;
        while (changes < CHANGES_LOST) {
            changes += lines.get(last--).contains("\"changeNumber\":") ? 1 : 0;
        }
        long end = 0;
        for (var line : lines.subList(0, last + 1)) {
            end += line.getBytes(StandardCharsets.UTF_8).length + 1;
        }
        truncate(segment, end);
    }

    private static void truncate(Path file, long size) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
