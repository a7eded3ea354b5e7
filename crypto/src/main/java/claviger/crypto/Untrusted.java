package claviger.crypto;

import java.util.Optional;
import java.util.concurrent.Callable;

/// The one place where a library meets bytes of somebody else's.
final class Untrusted {

    private Untrusted() {}

    /// What the library makes of them, or empty if it refuses them. It has many ways to say so,
    /// undocumented and unchecked exceptions among them; told apart, they would be an oracle, and
    /// let through, a failure of the server. Here all become one.
    ///
    /// The work must not draw randomness or borrow a secret: those failures are ours, and would
    /// pass for a refusal.
    static <T> Optional<T> attempt(Callable<T> work) {
        try {
            return Optional.of(work.call());
        } catch (Exception refused) {
            return Optional.empty();
        }
    }
}
