package claviger.audit;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Everything the writer asks of the file system, in one place so that tests can make it fail.
interface Disk {

    /// A new file with mode 0600; it must not exist.
    OpenFile create(Path file) throws IOException;

    OpenFile open(Path file) throws IOException;

    /// What stands under a name now.
    ///
    /// @param identity equal for the same file only
    record Status(@Nullable Object identity, long size) {}

    Status status(Path file) throws IOException;

    /// Makes the names in a folder durable.
    static void syncFolder(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /// A file that is read and written at given places.
    interface OpenFile extends Closeable {

        void write(ByteBuffer bytes, long position) throws IOException;

        /// @return how many bytes were read, -1 at the end
        int read(ByteBuffer bytes, long position) throws IOException;

        /// @param metadata whether more than the bytes and the size must be durable
        void force(boolean metadata) throws IOException;

        void truncate(long size) throws IOException;
    }

    /// The file system of the host.
    final class HostDisk implements Disk {

        private static final Set<OpenOption> OPEN =
                Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

        @Override
        public OpenFile create(Path file) throws IOException {
            var options = new HashSet<>(OPEN);
            options.addAll(EnumSet.of(StandardOpenOption.CREATE_NEW));
            var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            return new ChannelFile(FileChannel.open(file, options, ownerOnly));
        }

        @Override
        public OpenFile open(Path file) throws IOException {
            return new ChannelFile(FileChannel.open(file, OPEN));
        }

        @Override
        public Status status(Path file) throws IOException {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return new Status(attributes.fileKey(), attributes.size());
        }
    }

    /// A file of the host.
    final class ChannelFile implements OpenFile {

        private final FileChannel channel;

        ChannelFile(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public void write(ByteBuffer bytes, long position) throws IOException {
            var start = bytes.position();
            while (bytes.hasRemaining()) {
                channel.write(bytes, position + bytes.position() - start);
            }
        }

        @Override
        public int read(ByteBuffer bytes, long position) throws IOException {
            return channel.read(bytes, position);
        }

        @Override
        public void force(boolean metadata) throws IOException {
            channel.force(metadata);
        }

        @Override
        public void truncate(long size) throws IOException {
            channel.truncate(size);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
