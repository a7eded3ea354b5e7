package claviger.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/// The files of a log: `audit-<first sequence number, 20 digits>.jsonl`.
final class Segments {

    private static final Pattern NAME = Pattern.compile("audit-([0-9]{20})\\.jsonl");
    private static final Pattern NEARLY = Pattern.compile("audit-.*\\.jsonl");

    private Segments() {}

    /// @param first the sequence number of its first line
    record Segment(Path path, long first) {
        String name() {
            return String.valueOf(path.getFileName());
        }
    }

    static Path path(Path folder, long first) {
        return folder.resolve("audit-%020d.jsonl".formatted(first));
    }

    /// The segments in order.
    ///
    /// @throws DamagedAuditException if a file is named like a segment but for the number
    static List<Segment> in(Path folder) throws IOException {
        var segments = new ArrayList<Segment>();
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                var name = String.valueOf(file.getFileName());
                if (NEARLY.matcher(name).matches()) {
                    segments.add(new Segment(file, first(name)));
                }
            }
        }
        segments.sort(Comparator.comparingLong(Segment::first));
        return segments;
    }

    private static long first(String name) {
        var matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            throw new DamagedAuditException("%s is not the name of an audit segment".formatted(name));
        }
        try {
            return Long.parseLong(matcher.group(1));
        } catch (NumberFormatException _) {
            throw new DamagedAuditException("%s is not the name of an audit segment".formatted(name));
        }
    }
}
