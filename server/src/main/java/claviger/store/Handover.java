package claviger.store;

import claviger.call.AuditTrail;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Hands the audit records of changes to the trail, each once and in the order of their numbers,
/// from memory or, when the trail did not take one, later from the outbox. Used by the writer
/// alone.
final class Handover {

    private static final AuditTrail.Receipt NOT_TAKEN = () -> {
        throw new AuditTrail.AuditUnavailableException("the audit trail did not take the record; it waits beside it");
    };

    private final AuditTrail log;
    private long taken;

    /// @param taken the change whose record the trail took last
    Handover(AuditTrail log, long taken) {
        this.log = log;
        this.taken = taken;
    }

    /// A receipt for each submission.
    ///
    /// @param first the number of the first one's change
    List<AuditTrail.Receipt> handOver(List<Submission> committed, long first) {
        var receipts = new ArrayList<AuditTrail.Receipt>();
        for (var submission : committed) {
            var number = first + receipts.size();
            receipts.add(number == taken + 1 ? append(new OutboxRecord(number, submission.auditRecord())) : NOT_TAKEN);
        }
        return receipts;
    }

    /// Whether the trail has not taken all records up to this change's.
    boolean isBehind(long changeNumber) {
        return taken < changeNumber;
    }

    /// Hands over what waits in the outbox.
    ///
    /// @return a receipt for each record
    List<AuditTrail.Receipt> catchUp(Session session, StateKeys keys) throws SQLException {
        var receipts = new ArrayList<AuditTrail.Receipt>();
        session.scanOutbox(taken, (waiting, mac) -> {
            if (!keys.verifies(waiting, mac)) {
                throw new DamagedException(
                        "table outbox: the audit record of change %d was edited".formatted(waiting.changeNumber()));
            }
            receipts.add(waiting.changeNumber() == taken + 1 ? append(waiting) : NOT_TAKEN);
        });
        return receipts;
    }

    private AuditTrail.Receipt append(OutboxRecord waiting) {
        try {
            var receipt = log.append(waiting.auditRecord().toByteArray(), waiting.changeNumber());
            taken = waiting.changeNumber();
            return receipt;
        } catch (RuntimeException e) {
            return NOT_TAKEN;
        }
    }
}
