package claviger.audit;

import claviger.call.AuditTrail.AuditUnavailableException;
import claviger.call.AuditTrail.Receipt;
import claviger.crypto.Blob;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Records that become durable together. It is the receipt of each of them: all wait at one latch,
/// so that waking a thousand costs the writer what waking one does.
///
/// They wait without a timer of their own, which would cost a virtual thread more than the wait itself:
/// one watch keeps the time for all ([Waiting#refuseTheLate]).
final class Batch implements Receipt {

    /// A batch that has this many bytes takes no more.
    private static final int FULL_BYTES = 4 << 20;

    enum Verdict {
        DURABLE,
        LATE,
        CLOSED
    }

    /// @param changeNumber 0 for none
    record Entry(Blob json, long changeNumber) {}

    private final long deadline;
    private final List<Entry> entries = new ArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicReference<@Nullable Verdict> verdict = new AtomicReference<>();
    private long bytes;

    /// @param deadline when those who wait are refused, in the time of [System#nanoTime]
    Batch(long deadline) {
        this.deadline = deadline;
    }

    long deadline() {
        return deadline;
    }

    /// Whether it takes no more: it holds enough, or those who wait for it have been refused.
    boolean isClosed() {
        return entries.size() == Chain.HEAD_EVERY || bytes >= FULL_BYTES || isDecided();
    }

    boolean isDecided() {
        return verdict.get() != null;
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

    /// Only the first verdict counts, and those who wait hear it at once.
    void end(Verdict reached) {
        verdict.compareAndSet(null, reached);
        over.countDown();
    }

    @Override
    public void await() {
        try {
            over.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new AuditUnavailableException("interrupted while the audit record was not yet durable");
        }
        if (verdict.get() != Verdict.DURABLE) {
            throw new AuditUnavailableException(
                    verdict.get() == Verdict.LATE
                            ? "the audit record was not durable in time"
                            : "the audit log was closed before the record was durable");
        }
    }
}
