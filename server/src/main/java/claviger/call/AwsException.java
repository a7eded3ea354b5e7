package claviger.call;

/// Carries the AWS error that a call ends in. Its message goes to the caller: it never holds a secret.
public final class AwsException extends RuntimeException {

    private final transient AwsError error;

    AwsException(AwsError error, String message) {
        // No stack trace: refusals are answers, not faults, and must not cost more than a success.
        super(message, null, false, false);
        this.error = error;
    }

    public AwsError error() {
        return error;
    }

    /// The words for the caller, empty where AWS sends none.
    public String text() {
        var message = getMessage();
        return message == null ? "" : message;
    }
}
