package claviger.audit;

import static claviger.audit.AuditLogTest.eventually;
import static claviger.audit.TestLogs.append;
import static claviger.audit.TestLogs.entry;
import static claviger.audit.TestLogs.entry900;
import static claviger.audit.TestLogs.open;
import static claviger.audit.TestLogs.requestIds;
import static claviger.audit.TestLogs.segments;
import static claviger.audit.TestLogs.verify;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import claviger.audit.AuditVerifier.Broken;
import claviger.audit.AuditVerifier.Intact;
import claviger.call.AuditTrail.AuditUnavailableException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The disk fails: nobody is told that a record is durable when it is not, nobody waits for ever, and
/// when the disk is well again so is the log, by itself.
class AuditFaultTest {

    private static final Duration PATIENCE = Duration.ofMillis(300);
    private static final Duration RECOVERY = Duration.ofSeconds(5);

    @TempDir(factory = FastFolder.class)
    private Path folder;

    private final FaultyDisk disk = new FaultyDisk();
    private int rounds;
    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();

    private static Settings impatient(long segmentBytes) {
        return new Settings(PATIENCE, segmentBytes, 65_536, 64 << 20);
    }

    /// Whether the record was acknowledged.
    private boolean tryAppend(AuditLog log, String id) {
        try {
            log.append(entry(id), 0).await();
            acknowledged.add(id);
            return true;
        } catch (AuditUnavailableException _) {
            return false;
        }
    }

    /// How many of some requests at once are acknowledged while a fault lasts.
    private int acknowledgedDuringFault(AuditLog log) throws InterruptedException {
        var good = new AtomicInteger();
        var round = "fault" + rounds++;
        var threads = new ArrayList<Thread>();
        for (var i = 0; i < 8; i++) {
            var name = round + "-" + i + "-";
            threads.add(Thread.startVirtualThread(() -> {
                for (var n = 0; n < 2; n++) {
                    if (tryAppend(log, name + n)) {
                        good.incrementAndGet();
                    }
                }
            }));
        }
        for (var thread : threads) {
            thread.join();
        }
        return good.get();
    }

    private void recovers(AuditLog log) throws Exception {
        var start = System.nanoTime();
        var tries = new AtomicInteger();
        eventually(RECOVERY, () -> tryAppend(log, "after" + tries.getAndIncrement()));
        System.out.printf("audit: served again %d ms after the fault%n", (System.nanoTime() - start) / 1_000_000);
        assertThat(log.healthy()).isTrue();
    }

    private void isWholeAfterwards() throws IOException {
        assertThat(verify(folder)).isInstanceOf(Intact.class);
        assertThat(requestIds(folder)).containsAll(acknowledged).doesNotHaveDuplicates();
        try (var log = open(folder)) {
            append(log, 0, 1);
        }
        assertThat(verify(folder)).isInstanceOf(Intact.class);
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void no_fault_of_the_disk_is_taken_for_success(FaultyDisk.Fault fault) throws Exception {
        // One byte: each write ends its segment, so that making files is among what fails.
        try (var log = open(folder, impatient(fault == FaultyDisk.Fault.CREATE ? 1 : 64 << 20), disk)) {
            for (var i = 0; i < 20; i++) {
                assertThat(tryAppend(log, "before" + i)).isTrue();
            }
            disk.fail(fault);
            assertThat(acknowledgedDuringFault(log)).isZero();
            assertThat(log.healthy()).isFalse();
            disk.fail(FaultyDisk.Fault.NONE);
            recovers(log);
        }
        // What was refused during the fault was kept, and came to the disk after it.
        assertThat(requestIds(folder)).contains("fault0-0-0", "fault0-7-1");
        isWholeAfterwards();
    }

    @Test
    void a_disk_that_hangs_is_waited_for_two_seconds() throws Exception {
        try (var log = open(folder, Settings.standard(), disk)) {
            append(log, 0, 1);
            disk.hang();
            var longest = new ArrayList<Long>();
            var threads = new ArrayList<Thread>();
            for (var i = 0; i < 20; i++) {
                var id = "hang" + i;
                threads.add(Thread.startVirtualThread(() -> {
                    var start = System.nanoTime();
                    var good = tryAppend(log, id);
                    synchronized (longest) {
                        longest.add(good ? Long.MAX_VALUE : System.nanoTime() - start);
                    }
                }));
            }
            for (var thread : threads) {
                thread.join();
            }
            assertThat(log.healthy()).isFalse();
            System.out.printf(
                    "audit: a hung disk was waited for between %d and %d ms%n",
                    longest.stream().min(Long::compare).orElseThrow() / 1_000_000,
                    longest.stream().max(Long::compare).orElseThrow() / 1_000_000);
            assertThat(longest)
                    .hasSize(20)
                    .allSatisfy(nanos -> assertThat(Duration.ofNanos(nanos))
                            .isBetween(Duration.ofMillis(1_990), Duration.ofMillis(2_500)));
            disk.hangNoMore();
            recovers(log);
        } finally {
            disk.hangNoMore();
        }
        assertThat(requestIds(folder)).contains("hang0", "hang19");
        isWholeAfterwards();
    }

    @Test
    void a_slow_disk_serves_many_with_one_sync() throws Exception {
        try (var log = open(folder, Settings.standard(), disk)) {
            append(log, 0, 1);
            disk.delay(100);
            var before = disk.syncs.get();
            var threads = new ArrayList<Thread>();
            for (var i = 0; i < 100; i++) {
                var name = "slow" + i + "-";
                threads.add(Thread.startVirtualThread(() -> {
                    for (var n = 0; n < 3; n++) {
                        tryAppend(log, name + n);
                    }
                }));
            }
            for (var thread : threads) {
                thread.join();
            }
            assertThat(acknowledged).hasSize(300);
            assertThat(disk.syncs.get() - before).isLessThan(20);
            disk.delay(0);
        }
        isWholeAfterwards();
    }

    @Test
    void a_full_queue_refuses_at_once() throws Exception {
        var small = new Settings(Duration.ofSeconds(2), 64 << 20, 100, 64 << 20);
        try (var log = open(folder, small, disk)) {
            append(log, 0, 1);
            disk.hang();
            var lastChange = 0;
            var changeless = 0;
            while (log.append(entry("filler" + changeless), 0) instanceof Batch) {
                changeless++;
            }
            var start = System.nanoTime();
            assertThatThrownBy(() -> log.append(entry("refused"), 0).await())
                    .isInstanceOf(AuditUnavailableException.class)
                    .hasMessageContaining("too many");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(500));
            // Changes have been made already: a quarter of the room is theirs.
            while (log.append(entry("change" + (lastChange + 1)), lastChange + 1) instanceof Batch) {
                lastChange++;
            }
            assertThat(changeless).isEqualTo(75);
            assertThat(lastChange).isEqualTo(25);
            assertThat(log.lastChangeNumber()).isEqualTo(25);
            // The refused change may not be jumped over, even when there is room again.
            disk.hangNoMore();
            eventually(RECOVERY, () -> log.durableChangeNumber() == 25);
            assertThatThrownBy(() -> log.append(entry("change27"), 27).await())
                    .isInstanceOf(AuditUnavailableException.class);
            log.append(entry("change26"), 26).await();
            log.append(entry("change27"), 27).await();
        } finally {
            disk.hangNoMore();
        }
        isWholeAfterwards();
    }

    @Test
    void bytes_count_as_well() throws Exception {
        var small = new Settings(Duration.ofSeconds(2), 64 << 20, 100_000, 12_000);
        try (var log = open(folder, small, disk)) {
            append(log, 0, 1);
            disk.hang();
            var taken = 0;
            while (log.append(entry900("filler" + taken), 0) instanceof Batch) {
                taken++;
            }
            assertThat(taken).isEqualTo(10);
            disk.hangNoMore();
        } finally {
            disk.hangNoMore();
        }
        isWholeAfterwards();
    }

    @Test
    void a_removed_segment_is_put_back_with_all_that_was_in_it() throws Exception {
        try (var log = open(folder, impatient(64 << 20))) {
            for (var i = 0; i < 20; i++) {
                assertThat(tryAppend(log, "before" + i)).isTrue();
            }
            Files.delete(segments(folder).getFirst());
            recovers(log);
            assertThat(requestIds(folder)).containsAll(acknowledged);

            // Even if nobody asks: it is looked after once a second.
            Files.delete(segments(folder).getFirst());
            eventually(Duration.ofMillis(2_500), () -> segments(folder).size() == 1);
            assertThat(requestIds(folder)).containsAll(acknowledged);
        }
        isWholeAfterwards();
    }

    @Test
    void a_segment_that_was_exchanged_is_put_back_and_the_other_file_is_kept() throws Exception {
        try (var log = open(folder, impatient(64 << 20))) {
            for (var i = 0; i < 20; i++) {
                assertThat(tryAppend(log, "before" + i)).isTrue();
            }
            var segment = segments(folder).getFirst();
            var other = Files.write(folder.resolve("other"), new byte[] {1, 2, 3});
            Files.move(other, segment, StandardCopyOption.REPLACE_EXISTING);
            recovers(log);
            assertThat(folder.resolve(segment.getFileName() + ".foreign")).hasBinaryContent(new byte[] {1, 2, 3});
        }
        isWholeAfterwards();
    }

    @Test
    void a_folder_that_is_moved_away_is_waited_for() throws Exception {
        var place = folder.resolve("audit");
        try (var log = open(place, impatient(64 << 20))) {
            assertThat(tryAppend(log, "before")).isTrue();
            Files.move(place, folder.resolve("away"));
            assertThat(acknowledgedDuringFault(log)).isZero();
            assertThat(log.healthy()).isFalse();
            Files.move(folder.resolve("away"), place);
            recovers(log);
        }
        assertThat(verify(place)).isInstanceOf(Intact.class);
        assertThat(requestIds(place)).containsAll(acknowledged);
    }

    @Test
    void a_segment_that_was_cut_or_changed_serves_nobody_until_it_is_whole_again() throws Exception {
        try (var log = open(folder, impatient(64 << 20))) {
            for (var i = 0; i < 5; i++) {
                assertThat(tryAppend(log, "before" + i)).isTrue();
            }
            var segment = segments(folder).getFirst();
            var whole = Files.readAllBytes(segment);
            try (var channel = FileChannel.open(segment, StandardOpenOption.WRITE)) {
                channel.truncate(whole.length - 10);
            }
            assertThat(acknowledgedDuringFault(log)).isZero();
            Files.write(segment, new byte[whole.length]);
            assertThat(acknowledgedDuringFault(log)).isZero();
            assertThat(log.healthy()).isFalse();
            Files.write(segment, whole);
            recovers(log);
        }
        isWholeAfterwards();
    }

    @Test
    void what_somebody_else_appended_is_taken_off() throws Exception {
        try (var log = open(folder, impatient(64 << 20))) {
            assertThat(tryAppend(log, "before")).isTrue();
            Files.write(segments(folder).getFirst(), new byte[100], StandardOpenOption.APPEND);
            recovers(log);
        }
        isWholeAfterwards();
    }

    @Test
    void random_faults_lose_nothing_that_was_acknowledged() throws Exception {
        var random = new Random(20_261_124);
        var faults = List.of(FaultyDisk.Fault.values());
        var stop = new AtomicBoolean();
        var refused = new AtomicInteger();
        try (var log = open(folder, new Settings(Duration.ofMillis(100), 20_000, 2_000, 64 << 20), disk)) {
            var threads = new ArrayList<Thread>();
            for (var i = 0; i < 20; i++) {
                var name = "t" + i + "-";
                threads.add(Thread.startVirtualThread(() -> {
                    for (var n = 0; !stop.get(); n++) {
                        if (!tryAppend(log, name + n)) {
                            refused.incrementAndGet();
                        }
                    }
                }));
            }
            for (var i = 0; i < 25; i++) {
                disk.fail(faults.get(random.nextInt(faults.size())));
                Thread.sleep(random.nextInt(120));
                disk.fail(FaultyDisk.Fault.NONE);
                Thread.sleep(random.nextInt(40));
            }
            stop.set(true);
            for (var thread : threads) {
                thread.join();
            }
            recovers(log);
        }
        System.out.printf(
                "audit: %,d acknowledged and %,d refused among random faults%n", acknowledged.size(), refused.get());
        assertThat(refused.get()).isPositive();
        isWholeAfterwards();
    }

    @Test
    void closing_while_the_disk_fails_refuses_whoever_waits() throws Exception {
        var log = open(folder, Settings.standard(), disk);
        append(log, 0, 1);
        disk.fail(FaultyDisk.Fault.SYNC);
        var receipt = log.append(entry("lost"), 0);
        log.close();
        assertThatThrownBy(receipt::await).isInstanceOf(AuditUnavailableException.class);
        disk.fail(FaultyDisk.Fault.NONE);
        try (var again = open(folder)) {
            append(again, 1, 1);
        }
        assertThat(verify(folder)).isInstanceOf(Intact.class);
        assertThat(requestIds(folder)).startsWith("r0").endsWith("r1");
    }

    @Test
    void a_log_that_hangs_while_it_is_closed_stays_locked_until_it_has_ended() throws Exception {
        var log = open(folder, impatient(64 << 20), disk);
        append(log, 0, 1);
        disk.hang();
        var receipt = log.append(entry("r1"), 0);
        log.close();
        assertThatThrownBy(receipt::await).isInstanceOf(AuditUnavailableException.class);
        assertThatThrownBy(() -> open(folder)).isInstanceOf(IOException.class).hasMessageContaining("another server");
        disk.hangNoMore();
        eventually(RECOVERY, () -> {
            try (var again = open(folder)) {
                append(again, 2, 1);
                return true;
            } catch (IOException _) {
                return false;
            }
        });
        isWholeAfterwards();
        assertThat(requestIds(folder)).startsWith("r0", "r1", "r2");
    }

    @Test
    void a_full_file_system_refuses_until_there_is_room() throws Exception {
        var mount = Files.createDirectory(folder.resolve("small"));
        assumeThat(runs("mount", "-t", "tmpfs", "-o", "size=256k", "none", mount.toString()))
                .as("SKIPPED: this machine lets nobody mount a small tmpfs")
                .isTrue();
        try {
            var place = mount.resolve("audit");
            try (var log = open(place, impatient(64 << 20))) {
                assertThat(tryAppend(log, "before")).isTrue();
                fill(mount.resolve("filler"));
                var threads = acknowledgedWhileFull(log);
                assertThat(threads).isZero();
                assertThat(log.healthy()).isFalse();
                Files.delete(mount.resolve("filler"));
                recovers(log);
            }
            assertThat(verify(place)).isInstanceOf(Intact.class);
            assertThat(requestIds(place)).containsAll(acknowledged);
        } finally {
            assertThat(runs("umount", mount.toString())).isTrue();
        }
    }

    /// The page that is begun still has room, so the first few small records may go in rightly.
    private int acknowledgedWhileFull(AuditLog log) throws Exception {
        for (var i = 0; i < 40 && tryAppend(log, "page" + i); i++) {
            assertThat(i).isLessThan(39);
        }
        return acknowledgedDuringFault(log);
    }

    private static void fill(Path file) {
        try (var out = Files.newOutputStream(file)) {
            while (true) {
                out.write(new byte[4_096]);
            }
        } catch (IOException _) {
            // Full: that was the aim.
        }
    }

    private static boolean runs(String... command) {
        try {
            var process = new ProcessBuilder(command).inheritIO().start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException | InterruptedException _) {
            return false;
        }
    }

    @Test
    void the_verifier_sees_what_a_writer_that_believes_a_second_sync_would_leave() throws Exception {
        // The control of these tests: a sync that failed has lost the pages, so going on without
        // writing them again leaves zeros, which must not pass for a log.
        try (var log = open(folder, impatient(64 << 20), disk)) {
            append(log, 0, 3);
        }
        var segment = segments(folder).getFirst();
        var bytes = Files.readAllBytes(segment);
        Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 100, (byte) 0);
        Files.write(segment, bytes);
        assertThat(verify(folder)).isInstanceOf(Broken.class);
    }
}
