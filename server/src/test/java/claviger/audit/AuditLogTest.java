package claviger.audit;

import static claviger.audit.TestLogs.KEY;
import static claviger.audit.TestLogs.NO_STATE;
import static claviger.audit.TestLogs.SETTINGS;
import static claviger.audit.TestLogs.append;
import static claviger.audit.TestLogs.entry;
import static claviger.audit.TestLogs.entry900;
import static claviger.audit.TestLogs.heads;
import static claviger.audit.TestLogs.open;
import static claviger.audit.TestLogs.requestIds;
import static claviger.audit.TestLogs.segments;
import static claviger.audit.TestLogs.verify;
import static claviger.audit.TestLogs.withSegments;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import claviger.audit.AuditVerifier.Intact;
import claviger.call.AuditTrail.AuditUnavailableException;
import claviger.call.AuditTrail.Receipt;
import claviger.crypto.Blob;
import claviger.crypto.SecretBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {

    private static final int WRITERS = 200;
    private static final int RECORDS = 50_000;

    @TempDir
    private Path folder;

    @Test
    void two_hundred_threads_find_every_record_once_and_in_order() throws Exception {
        var order = new ArrayList<String>();
        try (var log = open(folder, withSegments(8 << 20))) {
            warmUp(log);
            var start = System.nanoTime();
            var threads = new ArrayList<Thread>();
            for (var writer = 0; writer < WRITERS; writer++) {
                var name = writer;
                threads.add(Thread.startVirtualThread(() -> {
                    for (var i = 0; i < RECORDS / WRITERS; i++) {
                        log.append(entry900("w" + name + "-" + i), 0).await();
                    }
                }));
            }
            for (var thread : threads) {
                thread.join();
            }
            var seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    "audit: %,d records of 900 bytes by %d threads, each waiting for its own, in %.2f s: %,.0f/s%n",
                    RECORDS, WRITERS, seconds, RECORDS / seconds);
        }
        var lastOf = new HashMap<String, Integer>();
        try (var records = AuditReader.records(folder)) {
            records.map(TestLogs::requestId).filter(id -> !id.equals("warm")).forEach(order::add);
        }
        for (var id : order) {
            var writer = id.substring(0, id.indexOf('-'));
            var number = Integer.parseInt(id.substring(id.indexOf('-') + 1));
            assertThat(number).as(id).isEqualTo(lastOf.getOrDefault(writer, -1) + 1);
            lastOf.put(writer, number);
        }
        assertThat(new HashSet<>(order)).hasSize(RECORDS);
        assertThat(order).hasSize(RECORDS);
        assertThat(segments(folder)).hasSizeGreaterThan(3);
        assertThat(verify(folder)).isInstanceOf(Intact.class);
    }

    @Test
    void one_record_takes_about_one_sync() throws Exception {
        try (var log = open(folder)) {
            warmUp(log);
            var alone = new long[200];
            var raw = new long[200];
            var bare = Files.createTempFile(folder, "raw", "");
            try (var channel = FileChannel.open(bare, StandardOpenOption.WRITE)) {
                for (var i = 0; i < alone.length; i++) {
                    var start = System.nanoTime();
                    log.append(entry900("one" + i), 0).await();
                    alone[i] = System.nanoTime() - start;
                    start = System.nanoTime();
                    channel.write(ByteBuffer.allocate(1_050));
                    channel.force(false);
                    raw[i] = System.nanoTime() - start;
                }
            }
            Arrays.sort(alone);
            Arrays.sort(raw);
            System.out.printf(
                    "audit: one record alone: median %d us (a bare write and sync %d us), 90%% %d us (%d us)%n",
                    alone[100] / 1000, raw[100] / 1000, alone[180] / 1000, raw[180] / 1000);
        }
        assertThat(verify(folder)).isInstanceOf(Intact.class);
    }

    @Test
    void a_closed_log_is_signed_to_its_end_and_goes_on_where_it_ended() throws Exception {
        try (var log = open(folder)) {
            assertThat(log.found()).isEqualTo(new AuditLog.Found(0, 0, Optional.empty(), 0));
            append(log, 0, 3);
        }
        Head head;
        try (var log = open(folder)) {
            assertThat(log.found().lastSequence()).isEqualTo(4);
            head = log.found().lastHead().orElseThrow();
            assertThat(head.records()).isEqualTo(3);
            assertThat(log.lastHead()).contains(head);
            append(log, 3, 2);
        }
        assertThat(requestIds(folder)).containsExactly("r0", "r1", "r2", "r3", "r4");
        assertThat(segments(folder)).hasSize(1);
        assertThat(verify(folder, head.line())).isInstanceOfSatisfying(Intact.class, intact -> {
            assertThat(intact.records()).isEqualTo(5);
            assertThat(intact.heads()).isEqualTo(2);
            assertThat(intact.lastSequence()).isEqualTo(7);
            assertThat(intact.unsignedTail()).isZero();
        });
    }

    @Test
    void a_head_comes_within_a_second_or_so_and_then_nothing_is_written() throws Exception {
        try (var log = open(folder)) {
            append(log, 0, 2);
            assertThat(heads(folder)).isEmpty();
            eventually(Duration.ofMillis(2_500), () -> heads(folder).size() == 1);
            var size = Files.size(segments(folder).getFirst());
            Thread.sleep(1_500);
            assertThat(Files.size(segments(folder).getFirst())).isEqualTo(size);
            assertThat(log.lastHead().orElseThrow().line())
                    .isEqualTo(heads(folder).getLast());
        }
        assertThat(heads(folder)).hasSize(1);
    }

    @Test
    void no_more_than_a_thousand_records_are_without_a_head() throws Exception {
        try (var log = open(folder)) {
            var receipts = new ArrayList<Receipt>();
            for (var i = 0; i < 5_300; i++) {
                receipts.add(log.append(entry("r" + i), 0));
            }
            receipts.forEach(Receipt::await);
        }
        var without = 0;
        for (var line : TestLogs.lines(folder)) {
            without = line.contains("\"head\":") ? 0 : without + 1;
            assertThat(without).isLessThanOrEqualTo(1_000);
        }
        assertThat(verify(folder)).isInstanceOf(Intact.class);
    }

    @Test
    void a_new_segment_begins_with_a_head() throws Exception {
        try (var log = open(folder, withSegments(2_000))) {
            append(log, 0, 60);
        }
        var segments = segments(folder);
        assertThat(segments).hasSizeGreaterThan(4);
        for (var segment : segments.subList(1, segments.size())) {
            assertThat(Files.readAllLines(segment).getFirst()).contains("\"head\":");
        }
        assertThat(requestIds(folder)).hasSize(60);
        assertThat(verify(folder)).isInstanceOf(Intact.class);
    }

    @Test
    void files_belong_to_the_owner_alone_and_to_one_server() throws Exception {
        var place = folder.resolve("audit");
        try (var log = open(place)) {
            append(log, 0, 1);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place)))
                    .isEqualTo("rwx------");
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(segments(place).getFirst())))
                    .isEqualTo("rw-------");
            assertThatThrownBy(() -> open(place))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another server");
        }
        open(place).close();
    }

    @Test
    void a_closed_log_refuses() throws Exception {
        var log = open(folder);
        log.close();
        assertThatThrownBy(() -> log.append(entry("late"), 0).await()).isInstanceOf(AuditUnavailableException.class);
        assertThat(log.healthy()).isFalse();
    }

    @Test
    void what_no_line_could_hold_is_a_fault_of_the_caller() throws Exception {
        try (var log = open(folder)) {
            for (var bad : List.of("", "{", "[]", "{}\n", "{\"a\":\"\u0000\"}", " {}", "{\"a\":1}\r\n{}")) {
                assertThatThrownBy(() -> log.append(bad.getBytes(StandardCharsets.UTF_8), 0))
                        .as("<%s>", bad)
                        .isInstanceOf(IllegalArgumentException.class);
            }
            var large = new byte[(8 << 20) + 1];
            Arrays.fill(large, (byte) 'x');
            large[0] = '{';
            large[large.length - 1] = '}';
            assertThatThrownBy(() -> log.append(large, 0)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> log.append(entry("r"), -1)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void the_largest_record_goes_in_and_comes_out() throws Exception {
        var start = "{\"requestID\":\"large\",\"x\":\"";
        var large = (start + "x".repeat((8 << 20) - start.length() - 2) + "\"}").getBytes(StandardCharsets.US_ASCII);
        try (var log = open(folder)) {
            log.append(large, 0).await();
            append(log, 0, 1);
        }
        try (var log = open(folder)) {
            append(log, 1, 1);
        }
        assertThat(requestIds(folder)).containsExactly("large", "r0", "r1");
        assertThat(verify(folder)).isInstanceOf(Intact.class);
    }

    @Test
    void change_numbers_go_up_by_one() throws Exception {
        try (var log = open(folder)) {
            log.append(entry("a"), 7).await();
            log.append(entry("b"), 0).await();
            assertThatThrownBy(() -> log.append(entry("gap"), 9).await())
                    .isInstanceOf(AuditUnavailableException.class)
                    .hasMessageContaining("change 8");
            assertThatThrownBy(() -> log.append(entry("again"), 7).await())
                    .isInstanceOf(AuditUnavailableException.class);
            log.append(entry("c"), 8).await();
            assertThat(log.durableChangeNumber()).isEqualTo(8);
            assertThat(log.lastChangeNumber()).isEqualTo(8);
        }
        try (var log = open(folder)) {
            assertThat(log.found().lastChangeNumber()).isEqualTo(8);
            assertThat(log.durableChangeNumber()).isEqualTo(8);
            assertThatThrownBy(() -> log.append(entry("gap"), 10).await())
                    .isInstanceOf(AuditUnavailableException.class);
            log.append(entry("d"), 9).await();
        }
        try (var records = AuditReader.records(folder)) {
            assertThat(records.map(AuditReader.Entry::changeNumber)).containsExactly(7L, 0L, 8L, 9L);
        }
        assertThat(verify(folder)).isInstanceOf(Intact.class);
    }

    @Test
    void a_head_never_tells_of_a_state_newer_than_the_log() throws Exception {
        var mark = new AtomicReference<>(new StateMark(0, ""));
        try (var log = AuditLog.open(folder, KEY, mark::get, InstantSource.system(), withSegments(1))) {
            // The store is one change ahead whenever the log signs.
            for (var change = 1; change <= 20; change++) {
                mark.set(new StateMark(change + 1, "%02x".formatted(change + 1)));
                log.append(entry("r" + change), change).await();
            }
            mark.set(new StateMark(20, "14"));
        }
        var marks = heads(folder).stream().map(line -> Head.parse(line)).toList();
        for (var head : marks) {
            assertThat(head.state().changeNumber()).isLessThanOrEqualTo(head.changeNumber());
        }
        assertThat(marks.get(marks.size() / 2).state().changeNumber()).isPositive();
        assertThat(marks.getLast().state().digestHex()).isEqualTo("14");
        assertThat(verify(folder)).isInstanceOf(Intact.class);
    }

    @Test
    void a_store_that_cannot_tell_its_state_does_not_stop_the_log() throws Exception {
        try (var log = AuditLog.open(
                folder,
                KEY,
                () -> {
                    throw new IllegalStateException("not yet");
                },
                InstantSource.system(),
                SETTINGS)) {
            append(log, 0, 1);
        }
        assertThat(verify(folder)).isInstanceOf(Intact.class);
    }

    @Test
    void another_installations_key_does_not_continue_the_log() throws Exception {
        try (var log = open(folder)) {
            append(log, 0, 1);
        }
        var pair = AuditKey.newPair();
        var other = AuditKey.of(pair.privateKey(), pair.publicKey());
        assertThatThrownBy(() -> AuditLog.open(folder, other, NO_STATE, InstantSource.system(), SETTINGS))
                .isInstanceOf(DamagedAuditException.class)
                .hasMessageContaining("not signed by this installation's audit key");
        // Nothing is held after a refusal.
        open(folder).close();
    }

    @Test
    void halves_of_two_keys_are_no_key() {
        var one = AuditKey.newPair();
        var two = AuditKey.newPair();
        assertThatThrownBy(() -> AuditKey.of(one.privateKey(), two.publicKey()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AuditKey.of(SecretBytes.copyOf(new byte[5]), one.publicKey()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AuditKey.of(one.privateKey(), Blob.copyOf(new byte[5])))
                .isInstanceOf(IllegalArgumentException.class);
    }

    static void eventually(Duration limit, Callable<Boolean> condition) throws Exception {
        var deadline = System.nanoTime() + limit.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("not within %s", limit).isLessThan(deadline);
            Thread.sleep(10);
        }
    }

    private static void warmUp(AuditLog log) {
        for (var round = 0; round < 20; round++) {
            var receipts = new ArrayDeque<Receipt>();
            for (var i = 0; i < 500; i++) {
                receipts.add(log.append(entry900("warm"), 0));
            }
            receipts.forEach(Receipt::await);
        }
    }
}
