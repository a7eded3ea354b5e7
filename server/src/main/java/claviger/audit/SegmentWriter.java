package claviger.audit;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Writes one segment, and knows how much of it is durable.
///
/// After any failure the file is no longer trusted: the next write first opens it anew, cuts it
/// back to what is durable, and then all bytes are written again. A failed fsync is never asked a
/// second time: the kernel has by then dropped the pages and would answer that all is well.
final class SegmentWriter {

    private static final Logger LOG = System.getLogger(SegmentWriter.class.getName());
    private static final int CHUNK = 1 << 20;

    private final Disk disk;
    private final Path path;
    private Disk.@Nullable OpenFile file;
    private @Nullable Object identity;
    private long durable;
    private byte[] lastLine;
    private boolean trusted;

    private SegmentWriter(Disk disk, Path path, long durable, byte[] lastLine) {
        this.disk = disk;
        this.path = path;
        this.durable = durable;
        this.lastLine = lastLine;
    }

    /// A segment that is made by the first write.
    static SegmentWriter begin(Disk disk, Path path) {
        return new SegmentWriter(disk, path, 0, new byte[0]);
    }

    /// A segment that is there.
    static SegmentWriter resume(Disk disk, Path path, long size, byte[] lastLine) throws IOException {
        var writer = new SegmentWriter(disk, path, size, lastLine);
        writer.file = disk.open(path);
        writer.identity = disk.status(path).identity();
        writer.reopen(writer.file);
        return writer;
    }

    /// How many bytes are durable.
    long size() {
        return durable;
    }

    /// Returns when all lines are durable under the segment's name. After an exception none of them
    /// counts; they are to be given again.
    void write(Lines.Writer lines) throws IOException {
        var target = trusted && file != null ? file : makeTrusted();
        trusted = false;
        // Before, since a write past the end of a file that was cut would hide the cut.
        check(durable);
        var bytes = lines.all();
        var end = durable + bytes.remaining();
        target.write(bytes, durable);
        target.force(durable == 0);
        if (durable == 0) {
            Disk.syncFolder(folder());
        }
        // And after the fsync: what was removed or replaced meanwhile must not be believed.
        check(end);
        durable = end;
        lastLine = lines.lastLine();
        trusted = true;
    }

    /// Finds out whether the file is still the one that was written, and mends it if it can.
    void checkWhileIdle() throws IOException {
        if (file == null) {
            return;
        }
        try {
            check(durable);
        } catch (IOException _) {
            trusted = false;
            makeTrusted();
            check(durable);
            trusted = true;
        }
    }

    private void check(long size) throws IOException {
        var status = disk.status(path);
        if (!Objects.equals(status.identity(), identity)) {
            throw new IOException(path.getFileName() + " was replaced by another file");
        }
        if (status.size() != size) {
            throw new IOException("%s has %,d bytes instead of %,d".formatted(path.getFileName(), status.size(), size));
        }
    }

    private Disk.OpenFile makeTrusted() throws IOException {
        var before = file;
        if (before == null) {
            file = disk.create(path);
            identity = disk.status(path).identity();
            return file;
        }
        if (!isInPlace()) {
            return putBack(before);
        }
        return reopen(before);
    }

    private boolean isInPlace() throws IOException {
        try {
            return Objects.equals(disk.status(path).identity(), identity);
        } catch (NoSuchFileException _) {
            return false;
        }
    }

    private Disk.OpenFile reopen(Disk.OpenFile before) throws IOException {
        var size = disk.status(path).size();
        if (size < durable) {
            throw new IOException("%s was cut from outside to %,d bytes; %,d were durable: bring it back from a copy"
                    .formatted(path.getFileName(), size, durable));
        }
        // Opened before the old one is closed: as long as one is open, a removed file can be put back.
        var again = disk.open(path);
        file = again;
        closeDistrusted(before);
        var tail = ByteBuffer.allocate(lastLine.length);
        readFully(again, tail, durable - lastLine.length);
        if (!Arrays.equals(tail.array(), lastLine)) {
            throw new IOException("%s was changed from outside: its last line is another one: bring it back from a copy"
                    .formatted(path.getFileName()));
        }
        again.truncate(durable);
        return again;
    }

    /// The name is gone or stands for another file, but the bytes are still held open: they are
    /// copied to a file of the old name, so that nothing acknowledged goes missing.
    private Disk.OpenFile putBack(Disk.OpenFile held) throws IOException {
        LOG.log(
                Level.WARNING,
                "{0} was removed or replaced from outside; putting it back from the open file",
                path.getFileName());
        var copyPath = path.resolveSibling(path.getFileName() + ".restoring");
        Files.deleteIfExists(copyPath);
        var copy = disk.create(copyPath);
        var put = false;
        try {
            copyDurable(held, copy);
            copy.force(true);
            keepForeign();
            Files.move(copyPath, path, StandardCopyOption.ATOMIC_MOVE);
            Disk.syncFolder(folder());
            identity = disk.status(path).identity();
            file = copy;
            put = true;
        } finally {
            closeDistrusted(put ? held : copy);
        }
        return copy;
    }

    private void copyDurable(Disk.OpenFile from, Disk.OpenFile to) throws IOException {
        var buffer = ByteBuffer.allocate(CHUNK);
        for (var at = 0L; at < durable; at += buffer.capacity()) {
            buffer.clear().limit((int) Math.min(CHUNK, durable - at));
            readFully(from, buffer, at);
            to.write(buffer.flip(), at);
        }
    }

    /// What took the place of the segment may be evidence.
    private void keepForeign() throws IOException {
        try {
            Files.move(path, path.resolveSibling(path.getFileName() + ".foreign"), StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException _) {
            // The name was free.
        }
    }

    private void readFully(Disk.OpenFile from, ByteBuffer into, long position) throws IOException {
        var start = into.position();
        while (into.hasRemaining()) {
            if (from.read(into, position + into.position() - start) < 0) {
                throw new IOException(path.getFileName() + " ends too early");
            }
        }
    }

    /// A file that has failed may fail to close as well, which says nothing new.
    private static void closeDistrusted(Disk.OpenFile distrusted) {
        try {
            distrusted.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a segment that had failed did not close well", e);
        }
    }

    private Path folder() {
        return Objects.requireNonNull(path.getParent());
    }

    void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
