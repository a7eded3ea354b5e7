package claviger.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The disk of the host, with faults on demand. A failed sync loses what was written since the
/// last good one, as a kernel does that drops pages it could not write.
final class FaultyDisk implements Disk {

    enum Fault {
        NONE,
        WRITE,
        HALF_A_WRITE,
        SYNC,
        STATUS,
        CREATE
    }

    private final Disk host = new Disk.HostDisk();
    private volatile Fault fault = Fault.NONE;
    private volatile @Nullable CountDownLatch hanging;
    private volatile long delayMillis;
    final AtomicInteger syncs = new AtomicInteger();

    void fail(Fault next) {
        fault = next;
    }

    /// From now on, syncs do not return.
    void hang() {
        hanging = new CountDownLatch(1);
    }

    void hangNoMore() {
        var latch = hanging;
        hanging = null;
        if (latch != null) {
            latch.countDown();
        }
    }

    void delay(long millis) {
        delayMillis = millis;
    }

    @Override
    public OpenFile create(Path file) throws IOException {
        throwIf(Fault.CREATE);
        return new FaultyFile(host.create(file));
    }

    @Override
    public OpenFile open(Path file) throws IOException {
        return new FaultyFile(host.open(file));
    }

    @Override
    public Status status(Path file) throws IOException {
        throwIf(Fault.STATUS);
        return host.status(file);
    }

    private void throwIf(Fault one) throws IOException {
        if (fault == one) {
            throw new IOException("injected: " + one);
        }
    }

    private final class FaultyFile implements OpenFile {

        private final OpenFile file;
        private long unsyncedFrom = Long.MAX_VALUE;
        private long unsyncedTo;

        FaultyFile(OpenFile file) {
            this.file = file;
        }

        @Override
        public void write(ByteBuffer bytes, long position) throws IOException {
            throwIf(Fault.WRITE);
            unsyncedFrom = Math.min(unsyncedFrom, position);
            unsyncedTo = position + bytes.remaining();
            if (fault == Fault.HALF_A_WRITE) {
                file.write(bytes.limit(bytes.position() + bytes.remaining() / 2), position);
                throwIf(Fault.HALF_A_WRITE);
            }
            file.write(bytes, position);
        }

        @Override
        public int read(ByteBuffer bytes, long position) throws IOException {
            return file.read(bytes, position);
        }

        @Override
        public void force(boolean metadata) throws IOException {
            var latch = hanging;
            try {
                Thread.sleep(delayMillis);
                if (latch != null) {
                    latch.await();
                }
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            if (fault == Fault.SYNC) {
                file.write(ByteBuffer.allocate((int) (unsyncedTo - unsyncedFrom)), unsyncedFrom);
                throwIf(Fault.SYNC);
            }
            file.force(metadata);
            unsyncedFrom = Long.MAX_VALUE;
            unsyncedTo = 0;
            syncs.incrementAndGet();
        }

        @Override
        public void truncate(long size) throws IOException {
            file.truncate(size);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
