package claviger.audit;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.WRITE;

import claviger.audit.AuditKey.PublicAuditKey;
import claviger.audit.Segments.Segment;
import claviger.crypto.Blob;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the end of a log that is to be continued, and takes away what a crash left half written.
final class Recovery {

    private static final String ADVICE = """
            %s, line %d: %s. Nothing was changed. Run `claviger audit verify` on the folder, bring back the \
            segment from a copy, or move the whole folder away to begin a new log (it stays evidence).""";

    /// @param segment where lines go next, or `null` to begin a segment
    /// @param size of the segment
    /// @param lastLine of the segment, with its line end
    /// @param cutBytes how much was half written and is gone
    record End(Chain chain, @Nullable Path segment, long size, Blob lastLine, Optional<Head> lastHead, long cutBytes) {}

    private final Path folder;
    private final PublicAuditKey key;

    Recovery(Path folder, PublicAuditKey key) {
        this.folder = folder;
        this.key = key;
    }

    /// @throws DamagedAuditException if the last segment is not what was written
    End end() throws IOException {
        var segments = Segments.in(folder);
        if (segments.isEmpty()) {
            return new End(Chain.start(), null, 0, Blob.EMPTY, Optional.empty(), 0);
        }
        var last = segments.getLast();
        var end = endOf(last);
        if (end.size() > 0) {
            return cut(end);
        }
        // The crash came while the segment was being begun: nothing in it was ever acknowledged.
        return segments.size() == 1 ? beginAgain(last, end) : endBefore(last, segments.get(segments.size() - 2), end);
    }

    private End beginAgain(Segment empty, End end) throws IOException {
        if (empty.first() != 1) {
            throw new DamagedAuditException(
                    ("%s is empty, and the segment before it is not here. Put that one back from the archive: the log"
                                    + " goes on from its last line.")
                            .formatted(empty.name()));
        }
        remove(empty);
        return new End(Chain.start(), null, 0, Blob.EMPTY, Optional.empty(), end.cutBytes());
    }

    private End endBefore(Segment empty, Segment previous, End end) throws IOException {
        var earlier = endOf(previous);
        if (earlier.chain().sequence() + 1 != empty.first()) {
            throw new DamagedAuditException(
                    ("%s ends at sequence number %d, but the next segment begins at %d: lines are missing. Bring the"
                                    + " segment back from a copy, or move the whole folder away to begin a new log.")
                            .formatted(previous.name(), earlier.chain().sequence(), empty.first()));
        }
        cut(earlier);
        remove(empty);
        return new End(
                earlier.chain(),
                earlier.segment(),
                earlier.size(),
                earlier.lastLine(),
                earlier.lastHead(),
                earlier.cutBytes() + end.cutBytes());
    }

    private static End cut(End end) throws IOException {
        if (end.segment() != null && end.cutBytes() > 0) {
            try (var channel = FileChannel.open(end.segment(), WRITE, NOFOLLOW_LINKS)) {
                channel.truncate(end.size());
                channel.force(true);
            }
        }
        return end;
    }

    private void remove(Segment empty) throws IOException {
        Files.delete(empty.path());
        Disk.syncFolder(folder);
    }

    private End endOf(Segment segment) throws IOException {
        var chain = Chain.start();
        var lastHead = Optional.<Head>empty();
        var lastLine = new byte[0];
        var size = 0L;
        var lineNumber = 0L;
        try (var lines = new Lines.Reader(segment.path())) {
            for (var bytes = lines.next(); bytes != null; bytes = lines.next()) {
                lineNumber++;
                var line = Line.parse(bytes);
                if (lineNumber == 1 && lines.ended() && !(line instanceof Line.Malformed)) {
                    chain = startOf(segment, line);
                }
                // Without its end a line was not written whole, even if only the end is missing.
                var fault = lines.ended() ? chain.follow(line, bytes) : "the line has no end";
                if (!fault.isEmpty()) {
                    if (lines.ended() && !(line instanceof Line.Malformed && isTorn(lines))) {
                        throw new DamagedAuditException(ADVICE.formatted(segment.name(), lineNumber, fault));
                    }
                    break;
                }
                if (line instanceof Line.HeadLine(var head)) {
                    lastHead = Optional.of(head);
                }
                lastLine = bytes;
                size = lines.nextOffset();
            }
        }
        var lastHeadFault = lastHead.filter(head -> !key.verifies(head));
        if (lastHeadFault.isPresent()) {
            throw new DamagedAuditException(
                    ("The last signed head in %s (sequence number %d) is not signed by this installation's audit key."
                                    + " Either the store or the root key is not the one that belongs to this log, or"
                                    + " the log was forged. Nothing was changed.")
                            .formatted(segment.name(), lastHeadFault.get().sequence()));
        }
        var surplus = Files.size(segment.path()) - size;
        return new End(chain, segment.path(), size, withEnd(lastLine), lastHead, surplus);
    }

    private static Chain startOf(Segment segment, Line line) {
        return switch (line) {
            case Line.HeadLine(var head)
            when segment.first() != 1 && head.sequence() == segment.first() -> Chain.before(head);
            case Line.RecordLine entry when segment.first() == 1 && entry.sequence() == 1 -> Chain.start();
            case Line.HeadLine(var head) when segment.first() == 1 && head.sequence() == 1 -> Chain.start();
            case Line.HeadLine _, Line.RecordLine _, Line.Malformed _ ->
                throw new DamagedAuditException(
                        ADVICE.formatted(segment.name(), 1, "the segment does not begin as its name says"));
        };
    }

    /// Whether what cannot be read is what a crash leaves. A batch of lines is one write, of which
    /// any sectors may be missing: the last line is cut or spoilt, or sectors in the middle are
    /// zeros. Once a signed head has followed, it was all on the disk, and something else did it.
    private boolean isTorn(Lines.Reader lines) throws IOException {
        var more = false;
        for (var bytes = lines.next(); bytes != null; bytes = lines.next()) {
            more = true;
            if (Line.parse(bytes) instanceof Line.HeadLine(var head) && key.verifies(head)) {
                return false;
            }
        }
        return !more || lines.sawNul();
    }

    private static Blob withEnd(byte[] line) {
        var ended = Arrays.copyOf(line, line.length + 1);
        ended[line.length] = '\n';
        return Blob.adopt(ended);
    }
}
