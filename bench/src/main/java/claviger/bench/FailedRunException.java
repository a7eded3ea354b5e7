package claviger.bench;

/// The run tells nothing: the message says why.
final class FailedRunException extends RuntimeException {

    FailedRunException(String message) {
        super(message);
    }
}
