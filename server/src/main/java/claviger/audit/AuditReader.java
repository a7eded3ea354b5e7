package claviger.audit;

import claviger.audit.Segments.Segment;
import claviger.crypto.Blob;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Reads the records of a log, believing what it finds: whether it is true, [AuditVerifier] tells.
public final class AuditReader {

    private AuditReader() {}

    /// A record as it was appended.
    ///
    /// @param changeNumber 0 for a record of a request that changed nothing
    /// @param json one object in UTF-8
    public record Entry(long sequence, long changeNumber, Blob json) {}

    /// The records in order, read while the stream is used; close the stream. A line that is not yet
    /// written whole ends it.
    ///
    /// While it is used, the stream throws `DamagedAuditException` at a line that is not one, and
    /// `UncheckedIOException` where a file cannot be read.
    public static Stream<Entry> records(Path folder) throws IOException {
        return records(folder, 1);
    }

    /// The same from a sequence number on. Older files are not opened.
    public static Stream<Entry> records(Path folder, long from) throws IOException {
        var segments = Segments.in(folder);
        int begin = 0;
        while (begin + 1 < segments.size() && segments.get(begin + 1).first() <= from) {
            begin++;
        }
        var walk = new Walk(segments.subList(begin, segments.size()));
        return StreamSupport.stream(walk, false).onClose(walk::close).filter(entry -> entry.sequence() >= from);
    }

    /// The records of each segment, the newest segment first; within one, in order. They are read
    /// while the inner stream is used; close each.
    ///
    /// @throws IOException if the folder cannot be read
    public static Stream<Stream<Entry>> newestSegmentsFirst(Path folder) throws IOException {
        return Segments.in(folder).reversed().stream().map(segment -> {
            var walk = new Walk(List.of(segment));
            return StreamSupport.stream(walk, false).onClose(walk::close);
        });
    }

    private static final class Walk extends Spliterators.AbstractSpliterator<Entry> implements Closeable {

        private final Deque<Segment> segments;
        private Lines.@Nullable Reader lines;

        Walk(Iterable<Segment> segments) {
            super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE);
            this.segments = new ArrayDeque<>();
            segments.forEach(this.segments::add);
        }

        @Override
        public boolean tryAdvance(Consumer<? super Entry> action) {
            try {
                for (var line = next(); line != null; line = next()) {
                    if (line instanceof Line.RecordLine entry) {
                        action.accept(new Entry(entry.sequence(), entry.changeNumber(), entry.json()));
                        return true;
                    }
                }
                return false;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private @Nullable Line next() throws IOException {
            while (!segments.isEmpty()) {
                var segment = segments.getFirst();
                var reader = lines;
                if (reader == null) {
                    reader = new Lines.Reader(segment.path());
                    lines = reader;
                }
                var bytes = reader.next();
                if (bytes != null && reader.ended()) {
                    return parse(segment, reader, bytes);
                }
                close();
                segments.removeFirst();
            }
            return null;
        }

        private static Line parse(Segment segment, Lines.Reader reader, byte[] bytes) {
            var line = Line.parse(bytes);
            if (line instanceof Line.Malformed(var reason)) {
                throw new DamagedAuditException("%s, byte %d: %s".formatted(segment.name(), reader.offset(), reason));
            }
            return line;
        }

        @Override
        public void close() {
            try {
                if (lines != null) {
                    lines.close();
                    lines = null;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
