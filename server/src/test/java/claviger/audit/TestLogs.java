package claviger.audit;

import claviger.crypto.Blob;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Logs for tests: keys, records, and ways to look at the files.
final class TestLogs {

    static final AuditKey.Pair PAIR = AuditKey.newPair();
    static final AuditKey KEY = AuditKey.of(PAIR.privateKey(), PAIR.publicKey());
    static final Blob PUBLIC = PAIR.publicKey();

    static final Settings SETTINGS = Settings.standard();
    static final Supplier<StateMark> NO_STATE = () -> StateMark.NONE;

    private TestLogs() {}

    static AuditLog open(Path folder) throws IOException {
        return open(folder, SETTINGS);
    }

    static AuditLog open(Path folder, Settings settings) throws IOException {
        return AuditLog.open(folder, KEY, NO_STATE, InstantSource.system(), settings);
    }

    static AuditLog open(Path folder, Settings settings, Disk disk) throws IOException {
        return AuditLog.open(folder, KEY, NO_STATE, InstantSource.system(), settings, disk);
    }

    static Settings withSegments(long bytes) {
        return new Settings(Duration.ofSeconds(2), bytes, 65_536, 64 << 20);
    }

    static byte[] entry(String requestId) {
        return "{\"eventName\":\"Encrypt\",\"requestID\":\"%s\",\"note\":\"caf\u00e9\"}"
                .formatted(requestId)
                .getBytes(StandardCharsets.UTF_8);
    }

    /// A record of the usual size.
    static byte[] entry900(String requestId) {
        var start = "{\"requestID\":\"" + requestId + "\",\"filler\":\"";
        return (start + "x".repeat(900 - start.length() - 2) + "\"}").getBytes(StandardCharsets.US_ASCII);
    }

    /// Appends and waits for each, so that all is durable on return.
    static void append(AuditLog log, int first, int count) {
        for (var i = first; i < first + count; i++) {
            log.append(entry("r" + i), 0).await();
        }
    }

    static List<String> requestIds(Path folder) throws IOException {
        try (var records = AuditReader.records(folder)) {
            return records.map(TestLogs::requestId).toList();
        }
    }

    static String requestId(AuditReader.Entry entry) {
        var text = new String(entry.json().shared(), StandardCharsets.UTF_8);
        var start = text.indexOf("\"requestID\":\"") + 13;
        return text.substring(start, text.indexOf('"', start));
    }

    static List<Path> segments(Path folder) throws IOException {
        return Segments.in(folder).stream().map(Segments.Segment::path).toList();
    }

    /// The lines of all segments; ISO-8859-1 keeps every byte.
    static List<String> lines(Path folder) throws IOException {
        var lines = new ArrayList<String>();
        for (var segment : segments(folder)) {
            lines.addAll(Files.readAllLines(segment, StandardCharsets.ISO_8859_1));
        }
        return lines;
    }

    static List<String> heads(Path folder) throws IOException {
        return lines(folder).stream().filter(line -> line.contains("\"head\":")).toList();
    }

    static AuditVerifier.Verdict verify(Path folder, String... knownHeads) throws IOException {
        return AuditVerifier.verify(folder, PUBLIC, List.of(knownHeads));
    }
}
