package claviger.audit;

import claviger.call.AuditTrail.AuditUnavailableException;
import claviger.call.AuditTrail.Receipt;
import claviger.crypto.Blob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Records that become durable together. It is the receipt of each of them: all wait at one latch,
/// so that waking a thousand costs the writer what waking one does.
final class Batch implements Receipt {

    /// A batch that has this many bytes takes no more.
    private static final int FULL_BYTES = 4 << 20;

    /// @param changeNumber 0 for none
    record Entry(Blob json, long changeNumber) {}

    private final Duration patience;
    private final List<Entry> entries = new ArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private long bytes;
    private volatile boolean durable;

    Batch(Duration patience) {
        this.patience = patience;
    }

    boolean isFull() {
        return entries.size() == Chain.HEAD_EVERY || bytes >= FULL_BYTES;
    }

    void add(Entry entry) {
        entries.add(entry);
        bytes += entry.json().length();
    }

    List<Entry> entries() {
        return entries;
    }

    long bytes() {
        return bytes;
    }

    void succeed() {
        durable = true;
        over.countDown();
    }

    void fail() {
        over.countDown();
    }

    @Override
    public void await() {
        try {
            if (!over.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new AuditUnavailableException("the audit record was not durable in time");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new AuditUnavailableException("interrupted while the audit record was not yet durable");
        }
        if (!durable) {
            throw new AuditUnavailableException("the audit log was closed before the record was durable");
        }
    }
}
