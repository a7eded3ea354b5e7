package claviger.kms;

import claviger.call.AuditTrail;
import claviger.call.Change;
import java.util.List;

/// Keeps the state, and is the only way to change it.
public interface Store extends AutoCloseable {

    /// The state as of a change number that was current when this was called.
    ///
    /// @throws StoreUnavailableException if what is stored was found tampered with: nothing is
    ///     served then
    View view();

    /// Commits the changes, the next change number and the audit record in one transaction, hands
    /// the record to the audit trail in the order of change numbers, and returns when the record
    /// is durable there.
    ///
    /// @param auditRecord one JSON object in UTF-8
    /// @throws ConflictException if a noun has another version than the one that was seen:
    ///     nothing has changed, and the caller decides anew on a new view
    /// @throws StoreUnavailableException if the store cannot be written; whether the change was
    ///     made is then unknown
    /// @throws AuditTrail.AuditUnavailableException if the change was made and its record is safe
    ///     in the outbox, but not yet in the trail: the request must not be answered as done
    void commit(List<Change> changes, byte[] auditRecord);

    @Override
    void close();

    /// A change was decided on a view that is no longer current.
    final class ConflictException extends RuntimeException {
        public ConflictException() {
            super("decided on an older state", null, false, false);
        }
    }

    /// The store cannot be written now.
    final class StoreUnavailableException extends RuntimeException {
        public StoreUnavailableException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
