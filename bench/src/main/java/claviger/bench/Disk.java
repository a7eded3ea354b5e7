package claviger.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Set;

/// The disk that the data folder lies on: every durable answer waits for it.
///
/// @param type of the file system, such as `ext4`
/// @param syncMillis the median time to append 1 KiB and sync it
record Disk(String type, double syncMillis) {

    private static final Set<String> NOT_DURABLE = Set.of("tmpfs", "ramfs");
    private static final long NEEDED_BYTES = 8L << 30;

    /// @throws FailedRunException if nothing is durable there, or there is too little room
    static Disk of(Path folder) throws IOException {
        var store = Files.getFileStore(folder);
        if (NOT_DURABLE.contains(store.type())) {
            throw new FailedRunException(
                    "The folder is on %s, where nothing is durable: name another with --dir.".formatted(store.type()));
        }
        if (store.getUsableSpace() < NEEDED_BYTES) {
            throw new FailedRunException("The audit of a run takes up to 8 GiB, and so much is not free: name another"
                    + " folder with --dir.");
        }
        return new Disk(store.type(), syncMillis(folder.resolve("sync")));
    }

    private static double syncMillis(Path file) throws IOException {
        var times = new ArrayList<Double>();
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (var i = 0; i < 500; i++) {
                var begin = System.nanoTime();
                channel.write(ByteBuffer.allocate(1024));
                channel.force(false);
                times.add((System.nanoTime() - begin) / 1e6);
            }
        }
        return Median.of(times);
    }
}
