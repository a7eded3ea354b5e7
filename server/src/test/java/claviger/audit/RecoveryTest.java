package claviger.audit;

import static claviger.audit.TestLogs.append;
import static claviger.audit.TestLogs.entry;
import static claviger.audit.TestLogs.open;
import static claviger.audit.TestLogs.requestIds;
import static claviger.audit.TestLogs.segments;
import static claviger.audit.TestLogs.verify;
import static claviger.audit.TestLogs.withSegments;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import claviger.audit.AuditVerifier.Intact;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoveryTest {

    @TempDir(factory = FastFolder.class)
    private Path folder;

    /// The bytes of a segment as a crash would leave them: the log is open, its end is not signed.
    private byte[] crashed(int records) throws IOException {
        try (var log = open(folder)) {
            append(log, 0, records / 2);
        }
        try (var log = open(folder)) {
            append(log, records / 2, records - records / 2);
            return Files.readAllBytes(segments(folder).getFirst());
        }
    }

    private static List<Integer> lineStarts(byte[] bytes) {
        var starts = new ArrayList<>(List.of(0));
        for (var i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                starts.add(i + 1);
            }
        }
        return starts;
    }

    @Test
    void a_tail_cut_anywhere_in_the_last_three_lines_costs_only_what_was_not_whole() throws Exception {
        var bytes = crashed(8);
        var starts = lineStarts(bytes);
        cutAtEveryByte(bytes, starts.get(starts.size() - 4));
    }

    @Test
    void so_does_a_tail_that_ends_in_a_head() throws Exception {
        crashed(2);
        var bytes = Files.readAllBytes(segments(folder).getFirst());
        var starts = lineStarts(bytes);
        cutAtEveryByte(bytes, starts.get(starts.size() - 2));
    }

    private void cutAtEveryByte(byte[] bytes, int from) throws IOException {
        var segment = segments(folder).getFirst();
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        for (var length = from; length <= bytes.length; length++) {
            Files.write(segment, Arrays.copyOf(bytes, length));
            var whole = text.substring(0, text.lastIndexOf('\n', length - 1) + 1);
            var records = (int)
                    whole.lines().filter(line -> line.contains("\"record\":")).count();
            try (var log = open(folder)) {
                assertThat(log.found().lastSequence())
                        .as("cut at %d", length)
                        .isEqualTo(whole.lines().count());
                assertThat(log.found().cutBytes()).isEqualTo(length - whole.length());
                append(log, records, 1);
            }
            // What follows is dear, and differs little from one byte to the next.
            if (length % 8 == 0 || length - whole.length() < 2) {
                assertThat(requestIds(folder))
                        .as("cut at %d", length)
                        .hasSize(records + 1)
                        .endsWith("r" + records)
                        .startsWith("r0");
                assertThat(verify(folder)).as("cut at %d", length).isInstanceOf(Intact.class);
            }
        }
    }

    @Test
    void sectors_of_the_last_write_that_never_reached_the_disk_are_cut_off() throws Exception {
        var bytes = crashed(8);
        var starts = lineStarts(bytes);
        var thirdLast = starts.get(starts.size() - 4);
        // Zeros in the third line from the end; the two after it are whole, but hang on it.
        Arrays.fill(bytes, thirdLast + 50, thirdLast + 90, (byte) 0);
        Files.write(segments(folder).getFirst(), bytes);
        try (var log = open(folder)) {
            assertThat(log.found().cutBytes()).isEqualTo(bytes.length - thirdLast);
        }
        assertThat(requestIds(folder)).containsExactly("r0", "r1", "r2", "r3", "r4");
        assertThat(verify(folder)).isInstanceOf(Intact.class);
    }

    @Test
    void zeros_before_a_signed_head_are_damage() throws Exception {
        crashed(8);
        var segment = segments(folder).getFirst();
        var bytes = Files.readAllBytes(segment);
        var starts = lineStarts(bytes);
        var thirdLast = starts.get(starts.size() - 4);
        Arrays.fill(bytes, thirdLast + 50, thirdLast + 90, (byte) 0);
        refuses(segment, bytes, "control character");
    }

    @Test
    void a_changed_line_is_damage_and_nothing_is_touched() throws Exception {
        var bytes = crashed(8);
        var segment = segments(folder).getFirst();
        var starts = lineStarts(bytes);
        var middle = starts.get(3);
        var changed = bytes.clone();
        changed[new String(bytes, StandardCharsets.ISO_8859_1).indexOf("requestID", middle) + 13] ^= 1;
        refuses(segment, changed, "line 5");

        var unreadable = bytes.clone();
        unreadable[middle] = 'x';
        refuses(segment, unreadable, "line 4");
    }

    @Test
    void a_missing_line_is_damage() throws Exception {
        var bytes = crashed(8);
        var starts = lineStarts(bytes);
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        var without = text.substring(0, starts.get(6)) + text.substring(starts.get(7));
        refuses(
                segments(folder).getFirst(),
                without.getBytes(StandardCharsets.ISO_8859_1),
                "sequence number 8 follows 6");
    }

    private void refuses(Path segment, byte[] bytes, String reason) throws IOException {
        Files.write(segment, bytes);
        assertThatThrownBy(() -> open(folder))
                .isInstanceOf(DamagedAuditException.class)
                .hasMessageContaining(reason)
                .hasMessageContaining(segment.getFileName().toString());
        assertThat(Files.readAllBytes(segment)).isEqualTo(bytes);
    }

    @Test
    void a_segment_that_was_only_begun_is_begun_again() throws Exception {
        try (var log = open(folder, withSegments(1_000))) {
            append(log, 0, 20);
        }
        var whole = new HashMap<Path, byte[]>();
        for (var segment : segments(folder)) {
            whole.put(segment, Files.readAllBytes(segment));
        }
        var last = segments(folder).getLast();
        var begun = Files.readAllBytes(last);
        for (var length : new int[] {0, 1, 200, lineStarts(begun).get(1) - 1}) {
            for (var each : whole.entrySet()) {
                Files.write(each.getKey(), each.getValue());
            }
            Files.write(last, Arrays.copyOf(begun, length));
            try (var log = open(folder)) {
                assertThat(log.found().cutBytes()).isEqualTo(length);
                assertThat(last).doesNotExist();
                append(log, 20, 1);
            }
            assertThat(verify(folder)).isInstanceOf(Intact.class);
            assertThat(requestIds(folder)).endsWith("r20");
        }
    }

    @Test
    void the_very_first_line_may_be_torn() throws Exception {
        try (var log = open(folder)) {
            append(log, 0, 1);
        }
        var segment = segments(folder).getFirst();
        Files.write(segment, Arrays.copyOf(Files.readAllBytes(segment), 100));
        try (var log = open(folder)) {
            assertThat(log.found().lastSequence()).isZero();
            assertThat(log.found().cutBytes()).isEqualTo(100);
            append(log, 5, 1);
        }
        assertThat(requestIds(folder)).containsExactly("r5");
        assertThat(verify(folder)).isInstanceOf(Intact.class);
    }

    @Test
    void the_last_segment_is_enough_to_go_on() throws Exception {
        try (var log = open(folder, withSegments(1_000))) {
            append(log, 0, 20);
        }
        var segments = segments(folder);
        for (var archived : segments.subList(0, segments.size() - 1)) {
            Files.delete(archived);
        }
        var first = Files.readAllLines(segments.getLast()).getFirst();
        try (var log = open(folder)) {
            append(log, 20, 1);
        }
        assertThat(requestIds(folder)).endsWith("r20");
        assertThat(verify(folder, first)).isInstanceOf(Intact.class);

        Files.write(segments.getLast(), new byte[0]);
        assertThatThrownBy(() -> open(folder))
                .isInstanceOf(DamagedAuditException.class)
                .hasMessageContaining("from the archive");
    }

    @Test
    void a_recovered_tail_is_signed_soon() throws Exception {
        var bytes = crashed(8);
        Files.write(segments(folder).getFirst(), bytes);
        try (var log = open(folder)) {
            AuditLogTest.eventually(
                    Duration.ofSeconds(3), () -> log.lastHead().orElseThrow().records() == 8);
        }
    }

    @Test
    void random_spoiling_never_ends_in_another_exception() throws Exception {
        var bytes = crashed(8);
        var segment = segments(folder).getFirst();
        var refused = 0;
        for (var seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            var spoilt = bytes.clone();
            for (var i = 0; i < 1 + random.nextInt(3); i++) {
                spoilt[random.nextInt(spoilt.length)] = (byte) random.nextInt(256);
            }
            Files.write(segment, spoilt);
            try (var log = open(folder)) {
                log.append(entry("after"), 0).await();
            } catch (DamagedAuditException _) {
                refused++;
            }
        }
        assertThat(refused).isBetween(150, 300);
    }
}
