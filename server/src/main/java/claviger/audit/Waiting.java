package claviger.audit;

import claviger.call.AuditTrail.AuditUnavailableException;
import claviger.call.AuditTrail.Receipt;
import claviger.crypto.Blob;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The records that wait for the disk, in the order in which they came.
///
/// Records without a change may fill three quarters of the room. The rest is kept for records of
/// changes, which the store has already made: one refused is a gap that holds up all that follow.
final class Waiting {

    /// Says no at once.
    private record Refused(String reason) implements Receipt {
        @Override
        public void await() {
            throw new AuditUnavailableException(reason);
        }
    }

    private final Settings settings;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Deque<Batch> batches = new ArrayDeque<>();
    private int records;
    private long bytes;
    private long lastChange;
    private boolean writerSleeps;
    private boolean closed;

    Waiting(Settings settings, long lastChange) {
        this.settings = settings;
        this.lastChange = lastChange;
    }

    Receipt add(Blob json, long changeNumber) {
        lock.lock();
        try {
            if (closed) {
                return new Refused("the audit log is closed");
            }
            if (changeNumber != 0 && lastChange != 0 && changeNumber != lastChange + 1) {
                return new Refused("the audit log waits for the record of change %d, not %d"
                        .formatted(lastChange + 1, changeNumber));
            }
            if (!hasRoomFor(json.length(), changeNumber != 0)) {
                return new Refused("too many audit records wait for the disk");
            }
            var batch = batches.peekLast();
            if (batch == null || batch.isFull()) {
                batch = new Batch(settings.patience());
                batches.addLast(batch);
            }
            batch.add(new Batch.Entry(json, changeNumber));
            records++;
            bytes += json.length();
            if (changeNumber != 0) {
                lastChange = changeNumber;
            }
            if (writerSleeps) {
                writerSleeps = false;
                arrived.signal();
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private boolean hasRoomFor(int length, boolean isChange) {
        var share = isChange ? 4 : 3;
        return records < settings.queueRecords() / 4.0 * share && bytes + length <= settings.queueBytes() / 4.0 * share;
    }

    /// The last change number that was taken in.
    long lastChange() {
        lock.lock();
        try {
            return lastChange;
        } finally {
            lock.unlock();
        }
    }

    /// The next batch; `null` if none comes in time, or when closed and empty. Its room stays taken
    /// until it is [#over].
    @Nullable
    Batch take(long nanos) {
        lock.lock();
        try {
            var left = nanos;
            while (batches.isEmpty() && !closed && left > 0) {
                writerSleeps = true;
                left = arrived.awaitNanos(left);
            }
            return batches.pollFirst();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the audit writer", e);
        } finally {
            writerSleeps = false;
            lock.unlock();
        }
    }

    void over(Batch batch) {
        lock.lock();
        try {
            records -= batch.entries().size();
            bytes -= batch.bytes();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Whoever still waits, waits in vain.
    void failAll() {
        lock.lock();
        try {
            closed = true;
            batches.forEach(Batch::fail);
            batches.clear();
        } finally {
            lock.unlock();
        }
    }
}
