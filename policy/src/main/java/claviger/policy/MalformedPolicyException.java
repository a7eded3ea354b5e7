package claviger.policy;

/// A document was refused. Its message is AWS's where AWS has words for the fault.
public final class MalformedPolicyException extends RuntimeException {

    /// What was wrong.
    public enum Fault {
        /// Longer than its owner may be, which AWS answers with an error of its own
        /// (LimitExceeded).
        TOO_LONG,
        /// Not JSON, an unknown element or operator, a wrong type, a name twice, both elements of
        /// a pair.
        SYNTAX,
        /// The language's version is not one this kind of document may be written in.
        VERSION,
        /// An ARN or a date that IAM's older parser refuses.
        LEGACY,
        /// A statement's identifier stands twice, or has characters it may not have.
        SID,
        /// No action, or one without a service's prefix.
        ACTION,
        /// No resource, or one that is no ARN, or one where none may stand.
        RESOURCE,
        /// No principal, one that cannot be named, or one where none may stand.
        PRINCIPAL,
        /// A set operator that lets pass requests that do not have the key at all.
        OVERLY_PERMISSIVE
    }

    private final Fault fault;

    MalformedPolicyException(Fault fault, String message) {
        // Writable or not, a stack trace of a parser tells nobody anything, and hostile documents
        // come in numbers.
        super(message, null, false, false);
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }

    @Override
    public String getMessage() {
        return java.util.Objects.requireNonNullElse(super.getMessage(), "");
    }
}
