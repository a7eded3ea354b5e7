package claviger.audit;

import static claviger.audit.TestLogs.KEY;
import static claviger.audit.TestLogs.PUBLIC;
import static claviger.audit.TestLogs.SETTINGS;
import static claviger.audit.TestLogs.append;
import static claviger.audit.TestLogs.entry;
import static claviger.audit.TestLogs.heads;
import static claviger.audit.TestLogs.open;
import static claviger.audit.TestLogs.segments;
import static claviger.audit.TestLogs.verify;
import static claviger.audit.TestLogs.withSegments;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import claviger.audit.AuditVerifier.Broken;
import claviger.audit.AuditVerifier.Intact;
import claviger.audit.AuditVerifier.Verdict;
import claviger.call.AuditTrail.Receipt;
import claviger.crypto.Blob;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whoever changes a log is found out, whatever else they change along with it.
class AuditVerifierTest {

    private static final int EDITS = 1_000;

    private static final AuditKey FORGER = forger();

    @TempDir(factory = FastFolder.class)
    private Path folder;

    @TempDir(factory = FastFolder.class)
    private Path edited;

    private Log original = new Log(new ArrayList<>());

    private static AuditKey forger() {
        var pair = AuditKey.newPair();
        return AuditKey.of(pair.privateKey(), pair.publicKey());
    }

    /// A log in hand: segments of lines, each line with its end.
    private record Log(List<List<String>> segments) {

        static Log of(Path folder) throws IOException {
            var segments = new ArrayList<List<String>>();
            for (var segment : TestLogs.segments(folder)) {
                segments.add(split(Files.readString(segment, StandardCharsets.ISO_8859_1)));
            }
            return new Log(segments);
        }

        static List<String> split(String text) {
            return new ArrayList<>(List.of(text.split("(?<=\n)")));
        }

        Log copy() {
            var copy = new ArrayList<List<String>>();
            segments.forEach(segment -> copy.add(new ArrayList<>(segment)));
            return new Log(copy);
        }

        List<String> lines() {
            return segments.stream().flatMap(List::stream).toList();
        }

        void dropEmpty() {
            segments.removeIf(List::isEmpty);
        }
    }

    private static final Pattern FRAME =
            Pattern.compile("\\{\"sequence\":\\d+,\"previous\":\"[0-9a-f]{64}\"(.*)", Pattern.DOTALL);
    private static final Pattern CHANGE = Pattern.compile("^,\"changeNumber\":\\d+");
    private static final Pattern HEAD =
            Pattern.compile(",\"head\":\\{\"records\":\\d+,\"changeNumber\":\\d+(,\"state\":.*)", Pattern.DOTALL);

    /// What a forger does who knows the format but not the key: numbers, hashes and counts all fit
    /// again. Heads keep their signatures; or those after the change get new ones by another key.
    private Log rehashed(Log log, boolean signAnew) {
        var genuine = original.lines();
        var result = new ArrayList<List<String>>();
        var previous = Line.GENESIS;
        var sequence = 0;
        var records = 0;
        var change = 0;
        for (var segment : log.segments()) {
            var lines = new ArrayList<String>();
            for (var line : segment) {
                sequence++;
                var frame = FRAME.matcher(line);
                var rest = frame.matches() ? frame.group(1) : "";
                var head = HEAD.matcher(rest);
                var changes = CHANGE.matcher(rest);
                var start = "{\"sequence\":%d,\"previous\":\"%s\"".formatted(sequence, previous);
                var fixed = line;
                if (head.matches()) {
                    fixed = start
                            + ",\"head\":{\"records\":%d,\"changeNumber\":%d".formatted(records, change)
                            + head.group(1);
                    if (signAnew && (sequence > genuine.size() || !fixed.equals(genuine.get(sequence - 1)))) {
                        var forged =
                                Head.sign(FORGER, sequence, previous, records, change, StateMark.NONE, Instant.EPOCH);
                        fixed = forged.line() + "\n";
                    }
                } else if (frame.matches()) {
                    records++;
                    fixed = start + rest;
                    if (changes.find()) {
                        change++;
                        fixed = start + ",\"changeNumber\":" + change + rest.substring(changes.end());
                    }
                }
                previous = hashOf(fixed);
                lines.add(fixed);
            }
            result.add(lines);
        }
        return new Log(result);
    }

    private static String hashOf(String line) {
        var bytes = line.replace("\n", "").getBytes(StandardCharsets.ISO_8859_1);
        return Sha256.hex(Sha256.of(bytes));
    }

    /// @param names the names of the files, or empty to name them as what is in them demands
    private void write(Log log, List<String> names) throws IOException {
        try (var files = Files.newDirectoryStream(edited)) {
            for (var file : files) {
                Files.delete(file);
            }
        }
        var next = 1L;
        for (var i = 0; i < log.segments().size(); i++) {
            var segment = log.segments().get(i);
            var name = names.isEmpty() ? "audit-%020d.jsonl".formatted(next) : names.get(i);
            Files.writeString(edited.resolve(name), String.join("", segment), StandardCharsets.ISO_8859_1);
            next += segment.size();
        }
    }

    @BeforeEach
    void log() throws IOException {
        for (var round = 0; round < 2; round++) {
            try (var log = open(folder, withSegments(2_000))) {
                append(log, 20 * round, 10);
                for (var i = 10; i < 20; i++) {
                    log.append(entry("r" + (20 * round + i)), 10 * round + i - 9)
                            .await();
                }
            }
        }
        original = Log.of(folder);
        assertThat(original.segments()).hasSizeGreaterThan(3);
        assertThat(heads(folder)).hasSizeGreaterThan(4);
    }

    /// One kind of change to a log. `names` are the files' names, changed along if files are.
    private interface Edit {
        void apply(Random random, Log log, List<String> names, String knownHead);
    }

    private static List<String> any(Random random, Log log) {
        return log.segments().get(random.nextInt(log.segments().size()));
    }

    private static int any(Random random, List<String> lines) {
        return random.nextInt(lines.size());
    }

    private static final Map<String, Edit> KINDS = kinds();

    private static Map<String, Edit> kinds() {
        var kinds = new TreeMap<String, Edit>();
        kinds.put("flip a bit", (random, log, _, _) -> {
            var at = random.nextInt(log.segments().size());
            var bytes = String.join("", log.segments().get(at)).getBytes(StandardCharsets.ISO_8859_1);
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            log.segments().set(at, Log.split(new String(bytes, StandardCharsets.ISO_8859_1)));
        });
        kinds.put("change a record", (random, log, _, _) -> {
            var segment = any(random, log);
            var records = new ArrayList<Integer>();
            for (var i = 0; i < segment.size(); i++) {
                if (segment.get(i).contains("\"record\":")) {
                    records.add(i);
                }
            }
            if (!records.isEmpty()) {
                var at = records.get(random.nextInt(records.size()));
                segment.set(at, segment.get(at).replace("Encrypt", "Decrypt"));
            }
        });
        kinds.put("delete lines", (random, log, _, _) -> {
            var segment = any(random, log);
            var from = any(random, segment);
            segment.subList(from, Math.min(segment.size(), from + 1 + random.nextInt(4)))
                    .clear();
        });
        kinds.put("insert a record", (random, log, _, _) -> {
            var segment = any(random, log);
            var model = original(log, random);
            segment.add(random.nextInt(segment.size() + 1), model.replaceAll("requestID\":\"r", "requestID\":\"x"));
        });
        kinds.put("swap two lines", (random, log, _, _) -> {
            var segment = any(random, log);
            var other = any(random, log);
            var one = any(random, segment);
            var two = any(random, other);
            var line = segment.get(one);
            segment.set(one, other.get(two));
            other.set(two, line);
        });
        kinds.put("repeat a line", (random, log, _, _) -> {
            var segment = any(random, log);
            var line = segment.get(any(random, segment));
            var into = any(random, log);
            into.add(random.nextInt(into.size() + 1), line);
        });
        kinds.put("cut lines off the end", (random, log, names, head) -> {
            var keep = random.nextInt(log.lines().indexOf(head) + 1);
            cut(log, names, keep);
        });
        kinds.put("cut bytes off the end", (random, log, names, head) -> {
            var at = log.lines().indexOf(head);
            cut(log, names, at + 1);
            var last = log.segments().getLast();
            last.set(last.size() - 1, head.substring(0, random.nextInt(head.length())));
        });
        kinds.put("swap two files", (random, log, _, _) -> {
            var one = random.nextInt(log.segments().size());
            Collections.swap(
                    log.segments(),
                    one,
                    (one + 1 + random.nextInt(log.segments().size() - 1))
                            % log.segments().size());
        });
        kinds.put("remove a file", (random, log, names, _) -> {
            var at = random.nextInt(log.segments().size());
            log.segments().remove(at);
            names.remove(at);
        });
        kinds.put("empty a file", (random, log, _, _) -> any(random, log).clear());
        return kinds;
    }

    private static String original(Log log, Random random) {
        var records = log.lines().stream()
                .filter(line -> line.contains("\"record\":"))
                .toList();
        return records.get(random.nextInt(records.size()));
    }

    private static void cut(Log log, List<String> names, int keep) {
        var left = keep;
        for (var segment : log.segments()) {
            var here = Math.min(left, segment.size());
            segment.subList(here, segment.size()).clear();
            left -= here;
        }
        log.dropEmpty();
        names.subList(log.segments().size(), names.size()).clear();
    }

    @Test
    void a_thousand_edits_are_all_found() throws Exception {
        var heads = original.lines().stream()
                .filter(line -> line.contains("\"head\":"))
                .toList();
        var names = segments(folder).stream()
                .map(path -> path.getFileName().toString())
                .toList();
        var kinds = List.copyOf(KINDS.entrySet());
        var tried = 0;
        var triedAgain = 0;
        var missedWithoutChain = 0;
        var missedWithoutSignatures = 0;
        for (var seed = 0; triedAgain < EDITS; seed++) {
            var random = new Random(seed);
            var kind = kinds.get(random.nextInt(kinds.size()));
            var head = heads.get(random.nextInt(heads.size()));
            var log = original.copy();
            var newNames = new ArrayList<>(names);
            kind.getValue().apply(random, log, newNames, head);
            var whole = log.copy();
            whole.dropEmpty();
            var isArchive = newNames.size() < names.size()
                    && whole.lines().stream().findFirst().equals(Optional.of(head));
            if (isArchive || isBeyondProof(log, head)) {
                continue;
            }
            tried++;
            var known = head.strip();
            var what = "%s, seed %d".formatted(kind.getKey(), seed);

            write(log, newNames);
            found(what, known);
            missedWithoutChain += Naive.readsWell(edited) ? 1 : 0;

            // To compute all hashes anew may also undo the edit.
            var rehashed = rehashed(whole, false);
            if (isBeyondProof(rehashed, head)) {
                continue;
            }
            triedAgain++;
            write(rehashed, List.of());
            found(what + ", all later hashes computed anew", known);
            missedWithoutSignatures += Naive.chains(edited) ? 1 : 0;

            write(rehashed(whole, true), List.of());
            found(what + ", signed anew by another key", known);
        }
        System.out.printf(
                "audit: %,d edits found, %,d of them also with new hashes and new signatures; %d pass without the chain,"
                        + " %d without signatures%n",
                tried, triedAgain, missedWithoutChain, missedWithoutSignatures);
        // The controls: a reader that checks less must be fooled, else the edits prove nothing.
        assertThat(missedWithoutChain).isGreaterThan(50);
        assertThat(missedWithoutSignatures).isGreaterThan(300);
    }

    private void found(String what, String knownHead) throws IOException {
        assertThat(verify(edited, knownHead)).as(what).isInstanceOf(Broken.class);
    }

    /// Whether the change lies behind the last signature that is left, and the known head before it:
    /// nobody can tell that from a log that has gone on, or has not.
    private boolean isBeyondProof(Log log, String head) {
        var lines = log.lines();
        var signed = lines.size();
        while (signed > 0 && !lines.get(signed - 1).contains("\"head\":")) {
            signed--;
        }
        var genuine = original.lines();
        return signed <= genuine.size()
                && lines.subList(0, signed).equals(genuine.subList(0, signed))
                && lines.subList(0, signed).contains(head);
    }

    /// Readers that check less.
    private static final class Naive {

        private static final Pattern NUMBER = Pattern.compile("\\{\"sequence\":(\\d+),.*");

        /// Only JSON and the numbers.
        static boolean readsWell(Path folder) throws IOException {
            var next = 1L;
            for (var line : TestLogs.lines(folder)) {
                var matcher = NUMBER.matcher(line);
                if (!matcher.matches() || Long.parseLong(matcher.group(1)) != next++) {
                    return false;
                }
            }
            return true;
        }

        /// Also the hashes, but no signature.
        static boolean chains(Path folder) throws IOException {
            var previous = Line.GENESIS;
            for (var line : TestLogs.lines(folder)) {
                if (!line.contains("\"previous\":\"" + previous + "\"")) {
                    return false;
                }
                previous = hashOf(line);
            }
            return readsWell(folder);
        }
    }

    @Test
    void an_untouched_log_is_intact_with_any_of_its_heads_or_none() throws Exception {
        assertThat(verify(folder)).isInstanceOfSatisfying(Intact.class, intact -> {
            assertThat(intact.records()).isEqualTo(40);
            assertThat(intact.firstSequence()).isEqualTo(1);
            assertThat(intact.lastSequence()).isEqualTo(original.lines().size());
            assertThat(intact.unsignedTail()).isZero();
        });
        var heads = heads(folder);
        for (var head : heads) {
            assertThat(verify(folder, head)).isInstanceOf(Intact.class);
        }
        assertThat(verify(folder, heads.toArray(String[]::new)))
                .isInstanceOfSatisfying(
                        Intact.class, intact -> assertThat(intact.heads()).isEqualTo(heads.size()));
        assertThat(Head.parse(heads.getFirst()).isSignedBy(PUBLIC)).isTrue();
    }

    @Test
    void a_line_without_signature_over_it_counts_as_unsigned() throws Exception {
        write(original, List.of());
        var last = segments(edited).getLast();
        var text = Files.readString(last);
        // Without the last head, the log has gone on since the head before.
        var cut = text.substring(0, text.lastIndexOf('\n', text.length() - 2) + 1);
        Files.writeString(last, cut);
        assertThat(verify(edited))
                .isInstanceOfSatisfying(
                        Intact.class,
                        intact -> assertThat(intact.unsignedTail()).isPositive());
        assertThat(verify(edited, heads(folder).getLast()))
                .isInstanceOfSatisfying(
                        Broken.class, broken -> assertThat(broken.reason()).contains("its end was cut off"));
    }

    @Test
    void another_history_under_the_same_key_is_found() throws Exception {
        var fork = Files.createDirectory(edited.resolve("fork"));
        for (var segment : segments(folder)) {
            Files.copy(segment, fork.resolve(segment.getFileName()));
        }
        for (var place : List.of(folder, fork)) {
            try (var log = open(place, withSegments(4_000))) {
                log.append(entry(place.equals(fork) ? "theirs" : "ours"), 0).await();
            }
        }
        var witnessed = heads(folder).getLast();
        assertThat(verify(folder, witnessed)).isInstanceOf(Intact.class);
        assertThat(verify(fork)).isInstanceOf(Intact.class);
        assertThat(verify(fork, witnessed))
                .isInstanceOfSatisfying(
                        Broken.class, broken -> assertThat(broken.reason()).contains("another history"));
        // And where the other history has a record in the place of the head.
        try (var log = open(fork, SETTINGS)) {
            append(log, 0, 5);
        }
        try (var log = open(folder, SETTINGS)) {
            append(log, 0, 1);
        }
        assertThat(verify(fork, heads(folder).getLast())).isInstanceOf(Broken.class);
    }

    @Test
    void an_archive_is_anchored_in_the_first_line_that_is_left() throws Exception {
        var kept = original.copy();
        kept.segments().removeFirst();
        var names = segments(folder).stream()
                .skip(1)
                .map(path -> path.getFileName().toString())
                .toList();
        write(kept, names);
        var anchor = kept.lines().getFirst().strip();
        var last = heads(folder).getLast();
        assertThat(verify(edited, anchor, last)).isInstanceOfSatisfying(Intact.class, intact -> {
            assertThat(intact.firstSequence()).isEqualTo(Head.parse(anchor).sequence());
            assertThat(intact.lastHead().orElseThrow().line()).isEqualTo(last);
        });
        for (var known : heads(folder)) {
            if (!known.equals(anchor)) {
                assertThat(verify(edited, known)).as(known).isInstanceOf(Broken.class);
            }
        }
        assertThat(verify(edited)).isInstanceOf(Broken.class);
        Files.delete(segments(edited).get(1));
        assertThat(verify(edited, anchor)).isInstanceOf(Broken.class);
    }

    @Test
    void a_given_head_must_be_one_and_be_signed() throws Exception {
        var head = heads(folder).getFirst();
        var forged = Head.sign(FORGER, 5, Line.GENESIS, 1, 0, StateMark.NONE, Instant.EPOCH);
        for (var bad : List.of("", "no head", head.replace("\"records\":", "\"records\":1"), forged.line())) {
            assertThat(verify(folder, bad)).as(bad).isInstanceOf(Broken.class);
        }
        assertThat(verify(folder, head + "\n")).isInstanceOf(Intact.class);
        assertThatThrownBy(() -> AuditVerifier.verify(folder, Blob.EMPTY, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(AuditVerifier.verify(folder, AuditKey.newPair().publicKey(), List.of()))
                .isInstanceOfSatisfying(Broken.class, broken -> {
                    assertThat(broken.reason()).contains("another key");
                    assertThat(broken.line()).isPositive();
                });
    }

    @Test
    void the_first_bad_signature_is_named() throws Exception {
        // The forger has changed a record in the second segment, and all that follows.
        var log = original.copy();
        var segment = log.segments().get(1);
        segment.set(1, segment.get(1).replace("Encrypt", "Decrypt"));
        write(rehashed(log, false), List.of());
        var firstHeadAfter = 0;
        for (var i = 2; firstHeadAfter == 0 && i < segment.size(); i++) {
            firstHeadAfter = segment.get(i).contains("\"head\":") ? i + 1 : 0;
        }
        var expected = firstHeadAfter == 0
                ? new Broken(name(2), 1, "the signature of the head does not fit what is before it")
                : new Broken(name(1), firstHeadAfter, "the signature of the head does not fit what is before it");
        assertThat(verify(edited)).isEqualTo(expected);
    }

    private String name(int segment) throws IOException {
        return segments(folder).get(segment).getFileName().toString();
    }

    @Test
    void an_empty_folder_and_a_strange_name_are_no_log() throws Exception {
        assertThat(verify(edited)).isInstanceOf(Broken.class);
        write(original, List.of());
        Files.writeString(edited.resolve("audit.lock"), "");
        assertThat(verify(edited)).isInstanceOf(Intact.class);
        Files.writeString(edited.resolve("audit-1.jsonl"), "");
        assertThat(verify(edited)).isInstanceOf(Broken.class);
    }

    /// Lines that chain and are signed, but that the writer would never write.
    @Test
    void records_are_read_strictly() throws Exception {
        var wrong = List.of(
                "{}",
                "{\"requestID\":1}",
                "{\"requestID\":\"\"}",
                "{\"requestID\":null}",
                "{\"requestID\":{\"a\":\"b\"}}",
                "{\"a\":{\"requestID\":\"r\"}}",
                "{\"requestID\":\"r\",\"requestID\":\"r\"}",
                "{\"requestID\":\"r\",\"a\":{\"b\":1,\"b\":2}}",
                "{\"requestID\":\"r\"}{}",
                "{\"requestID\":\"r\"},{}",
                "{\"requestID\":\"r\",}",
                "{\"requestID\":\"r\",\"a\":01}",
                "{\"requestID\":\"r\",\"a\":NaN}",
                "{\"requestID\":\"r\",\"a\":'b'}",
                "{\"requestID\":\"r\" /* c */}",
                "{\"requestID\":\"r\",\"a\":\"\\x\"}",
                "{\"requestID\":\"r\"]}",
                "{\"requestID\":\"r\"}}",
                "{\"requestID\":\"r\",\"a\":{}",
                "{\"requestID\":\"r\",\"a\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}");
        for (var json : wrong) {
            assertThat(logOf(json.getBytes(StandardCharsets.UTF_8)))
                    .as("%.80s", json)
                    .isInstanceOf(Broken.class);
        }
        var badUtf8 = "{\"requestID\":\"r\",\"a\":\"?\"}".getBytes(StandardCharsets.US_ASCII);
        for (var bad : new int[] {0x80, 0xc3, 0xff}) {
            var bytes = badUtf8.clone();
            bytes[22] = (byte) bad;
            assertThat(logOf(bytes)).as("%x", bad).isInstanceOf(Broken.class);
        }
        assertThat(logOf("{\"a\":[1,{\"requestID\":1}],\"requestID\":\"r\",\"n\":-1.5e3,\"u\":\"\u00e9\\u0000\"}"
                        .getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Intact.class);
    }

    private Verdict logOf(byte[] json) throws IOException {
        var lines = new Lines.Writer();
        var chain = Chain.start();
        chain.addRecord(lines, json, 0);
        chain.addHead(lines, KEY, StateMark.NONE, Instant.EPOCH);
        return verdictOn(lines);
    }

    private Verdict verdictOn(Lines.Writer lines) throws IOException {
        var bytes = new byte[lines.all().remaining()];
        lines.all().get(bytes);
        Files.write(edited.resolve("audit-%020d.jsonl".formatted(1)), bytes);
        return verify(edited);
    }

    @Test
    void change_numbers_have_no_gap() throws Exception {
        for (var numbers : List.of(List.of(5, 7), List.of(5, 5), List.of(5, 4))) {
            var lines = new Lines.Writer();
            var chain = Chain.start();
            numbers.forEach(number -> chain.addRecord(lines, entry("r"), number));
            chain.addHead(lines, KEY, StateMark.NONE, Instant.EPOCH);
            assertThat(verdictOn(lines))
                    .as("%s", numbers)
                    .isInstanceOfSatisfying(
                            Broken.class, broken -> assertThat(broken.reason()).contains("change number"));
        }
    }

    @Test
    void a_thousand_and_one_records_without_a_head_are_too_many() throws Exception {
        for (var count : List.of(1_000, 1_001)) {
            var lines = new Lines.Writer();
            var chain = Chain.start();
            for (var i = 0; i < count; i++) {
                chain.addRecord(lines, entry("r"), 0);
            }
            assertThat(verdictOn(lines)).isInstanceOf(count == 1_000 ? Intact.class : Broken.class);
        }
    }

    @Test
    void a_million_records_are_verified_within_a_minute() throws Exception {
        var place = edited.resolve("large");
        try (var log =
                AuditLog.open(place, KEY, () -> StateMark.NONE, InstantSource.system(), withSegments(16 << 20))) {
            for (var i = 0; i < 20; i++) {
                var receipts = new ArrayList<Receipt>();
                for (var n = 0; n < 2_000; n++) {
                    receipts.add(log.append(TestLogs.entry900("r" + n), 0));
                }
                receipts.forEach(Receipt::await);
            }
        }
        var start = System.nanoTime();
        assertThat(verify(place)).isInstanceOf(Intact.class);
        var seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("audit: 40,000 records verified in %.2f s: a million in %.0f s%n", seconds, seconds * 25);
    }
}
