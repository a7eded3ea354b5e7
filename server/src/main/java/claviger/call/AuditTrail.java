package claviger.call;

/// Where records of requests go.
public interface AuditTrail {

    /// The change number of a record whose request changed nothing.
    long NO_CHANGE = 0;

    /// Puts a record in line, after all those put there before, and returns at once.
    ///
    /// @param auditRecord one JSON object in UTF-8, without a line end
    /// @param changeNumber the number of the change that the record tells of, or [#NO_CHANGE]
    Receipt append(byte[] auditRecord, long changeNumber);

    /// A record that is on its way to the disk.
    interface Receipt {

        /// Returns when the record is durable.
        ///
        /// @throws AuditUnavailableException if it is not after two seconds; it may still become durable later
        void await();
    }

    /// The record of a request could not be made durable, so the request must not be answered.
    final class AuditUnavailableException extends RuntimeException {
        public AuditUnavailableException(String message) {
            super(message);
        }
    }
}
