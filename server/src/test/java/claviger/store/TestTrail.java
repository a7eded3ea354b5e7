package claviger.store;

import claviger.call.AuditTrail;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// An audit trail in memory that can lag, refuse, and remember.
public final class TestTrail implements AuditTrail {

    /// A record that was taken.
    public record Entry(long changeNumber, String auditRecord) {}

    private final List<Entry> taken = new ArrayList<>();
    private long durable;
    private long limit = Long.MAX_VALUE;
    private boolean refuses;

    public TestTrail() {}

    /// A trail that has the records of changes up to this one.
    public TestTrail(long durable) {
        this.durable = durable;
    }

    @Override
    public synchronized Receipt append(byte[] auditRecord, long changeNumber) {
        if (refuses) {
            throw new AuditUnavailableException("the disk is full");
        }
        taken.add(new Entry(changeNumber, new String(auditRecord, StandardCharsets.UTF_8)));
        durable = Math.min(Math.max(durable, changeNumber), limit);
        return () -> {};
    }

    public synchronized long durable() {
        return durable;
    }

    public synchronized List<Entry> taken() {
        return List.copyOf(taken);
    }

    /// From now on nothing after this change becomes durable.
    public synchronized TestTrail stuckAt(long changeNumber) {
        limit = changeNumber;
        durable = Math.min(durable, limit);
        return this;
    }

    public synchronized void refuse(boolean now) {
        refuses = now;
    }

    public Trail asTrail() {
        return new Trail(this, this::durable);
    }
}
