package claviger.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Counts what the audit holds, since a server that forgets to audit is fast.
final class AuditSegments {

    private AuditSegments() {}

    /// The lines of all segments in a data folder.
    static long lines(Path data) throws IOException {
        var lines = 0L;
        try (var segments = Files.newDirectoryStream(data.resolve("audit"), "audit-*.jsonl")) {
            for (var segment : segments) {
                lines += linesOf(segment);
            }
        }
        return lines;
    }

    private static long linesOf(Path segment) throws IOException {
        var lines = 0L;
        var buffer = new byte[1 << 20];
        try (var in = Files.newInputStream(segment)) {
            for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                for (var i = 0; i < read; i++) {
                    if (buffer[i] == '\n') {
                        lines++;
                    }
                }
            }
        }
        return lines;
    }
}
