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
    private final Condition begun = lock.newCondition();
    private final Deque<Batch> batches = new ArrayDeque<>();
    private int records;
    private long bytes;
    private long lastChange;
    private @Nullable Batch inFlight;
    private boolean writerSleeps;
    private boolean watchSleeps;
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
            if (batch == null || batch.isClosed()) {
                batch = new Batch(System.nanoTime() + settings.patience().toNanos());
                batches.addLast(batch);
                if (watchSleeps) {
                    watchSleeps = false;
                    begun.signal();
                }
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
            inFlight = batches.pollFirst();
            return inFlight;
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the audit writer", e);
        } finally {
            writerSleeps = false;
            lock.unlock();
        }
    }

    /// Refuses the records that the patience is over for, for as long as the log is open. The oldest batch has
    /// the first deadline, so that the watch sleeps through all that are in time.
    void refuseTheLate() {
        lock.lock();
        try {
            while (!closed) {
                var oldest = oldestUndecided();
                if (oldest == null) {
                    watchSleeps = true;
                    begun.await();
                } else if (oldest.deadline() - System.nanoTime() > 0) {
                    begun.awaitNanos(oldest.deadline() - System.nanoTime());
                } else {
                    oldest.end(Batch.Verdict.LATE);
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the audit watch", e);
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Batch oldestUndecided() {
        if (inFlight != null && !inFlight.isDecided()) {
            return inFlight;
        }
        return batches.stream().filter(batch -> !batch.isDecided()).findFirst().orElse(null);
    }

    void over(Batch batch) {
        lock.lock();
        try {
            inFlight = null;
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
            begun.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Whoever still waits, waits in vain.
    void failAll() {
        lock.lock();
        try {
            closed = true;
            begun.signal();
            if (inFlight != null) {
                inFlight.end(Batch.Verdict.CLOSED);
            }
            batches.forEach(batch -> batch.end(Batch.Verdict.CLOSED));
            batches.clear();
        } finally {
            lock.unlock();
        }
    }
}
