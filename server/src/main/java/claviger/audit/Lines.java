package claviger.audit;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Lines of a segment as bytes, written and read.
final class Lines {

    private Lines() {}

    /// Collects the lines of one write.
    static final class Writer {

        private static final int SMALL = 64 << 10;
        private static final int KEPT = 8 << 20;

        private byte[] bytes = new byte[SMALL];
        private int length;
        private int lineStart;
        private int lastLineLength;

        void begin() {
            lineStart = length;
        }

        /// Ends the line, and gives its hash.
        byte[] end(MessageDigest digest) {
            digest.update(bytes, lineStart, length - lineStart);
            put((byte) '\n');
            lastLineLength = length - lineStart;
            return digest.digest();
        }

        void put(byte value) {
            grow(1);
            bytes[length++] = value;
        }

        void put(byte[] more) {
            grow(more.length);
            System.arraycopy(more, 0, bytes, length, more.length);
            length += more.length;
        }

        void put(long number) {
            put(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
        }

        boolean isEmpty() {
            return length == 0;
        }

        /// All lines, to be written whole.
        ByteBuffer all() {
            return ByteBuffer.wrap(bytes, 0, length);
        }

        /// A copy of the last line, with its end.
        byte[] lastLine() {
            return Arrays.copyOfRange(bytes, length - lastLineLength, length);
        }

        void clear() {
            length = 0;
            if (bytes.length > KEPT) {
                bytes = new byte[SMALL];
            }
        }

        private void grow(int more) {
            if (bytes.length - length < more) {
                bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
            }
        }
    }

    /// Reads a segment line by line, in bounded memory whatever is in it.
    static final class Reader implements Closeable {

        private static final int CHUNK = 64 << 10;

        private final InputStream in;
        private final byte[] chunk = new byte[CHUNK];
        private int at;
        private int limit;
        private long offset;
        private long nextOffset;
        private boolean ended;
        private boolean sawNul;

        Reader(Path segment) throws IOException {
            in = Files.newInputStream(segment, LinkOption.NOFOLLOW_LINKS);
        }

        /// The next line without its end; of a line that is too long, only so much that this shows.
        byte @Nullable [] next() throws IOException {
            offset = nextOffset;
            ended = false;
            var line = new ByteArrayOutputStream(0);
            while (at < limit || fill()) {
                var end = at;
                while (end < limit && chunk[end] != '\n') {
                    sawNul |= chunk[end] == 0;
                    end++;
                }
                ended = end < limit;
                nextOffset += end - at + (ended ? 1 : 0);
                if (ended && line.size() == 0) {
                    var whole = Arrays.copyOfRange(chunk, at, end);
                    at = end + 1;
                    return whole;
                }
                line.write(chunk, at, Math.min(end - at, Line.MAX_LINE_BYTES + 1 - line.size()));
                at = ended ? end + 1 : end;
                if (ended) {
                    return line.toByteArray();
                }
            }
            return nextOffset == offset ? null : line.toByteArray();
        }

        private boolean fill() throws IOException {
            at = 0;
            limit = Math.max(0, in.read(chunk));
            return limit > 0;
        }

        /// Whether the last line read had a line end.
        boolean ended() {
            return ended;
        }

        /// Where the last line read begins.
        long offset() {
            return offset;
        }

        /// Where the last line read ends, its line end included.
        long nextOffset() {
            return nextOffset;
        }

        /// Whether a zero byte was among what was read so far.
        boolean sawNul() {
            return sawNul;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
