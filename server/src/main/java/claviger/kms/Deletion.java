package claviger.kms;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// That a key is to be deleted.
///
/// @param windowDays how long it can be called off, 7 to 30 days
/// @param date when the window ends by the clock, `null` as long as it has not begun
/// @param servedBefore how long the installation had served when the window began. The window must have been served
///     too, so that a clock that jumps deletes nothing early
public record Deletion(int windowDays, @Nullable Instant date, Duration servedBefore) {

    /// The window that begins now.
    static Deletion in(int days, Instant now, Duration served) {
        return new Deletion(days, now.plus(Duration.ofDays(days)), served);
    }

    boolean isServed(Duration served) {
        return served.minus(servedBefore).compareTo(Duration.ofDays(windowDays)) >= 0;
    }
}
