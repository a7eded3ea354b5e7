package claviger.audit;

/// The audit log is not what was written, so nothing may be added to it. The message is for the
/// operator: what is wrong where, and what can be done.
public final class DamagedAuditException extends RuntimeException {
    DamagedAuditException(String message) {
        super(message);
    }
}
