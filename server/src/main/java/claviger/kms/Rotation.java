package claviger.kms;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a key's material is replaced.
///
/// @param periodInDays 90 to 2,560; 0 if it does not rotate by itself
/// @param next when it rotates by itself the next time, `null` if it does not
/// @param onDemandSince since when a rotation that was asked for is under way, `null` if none is
/// @param onDemandCount how many were ever asked for
///
/// <https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html>
public record Rotation(
        int periodInDays, @Nullable Instant next, @Nullable Instant onDemandSince, int onDemandCount) {

    /// How many can be asked for in a key's life.
    ///
    /// <https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html>
    public static final int MOST_ON_DEMAND = 25;

    /// The period of a key that rotates by itself, if none is asked for.
    public static final int DEFAULT_DAYS = 365;

    /// What a new key has.
    public static final Rotation NONE = new Rotation(0, null, null, 0);

    public Rotation every(int days, Instant from) {
        return new Rotation(days, from.plus(Duration.ofDays(days)), onDemandSince, onDemandCount);
    }

    public Rotation off() {
        return new Rotation(0, null, onDemandSince, onDemandCount);
    }

    public Rotation onDemand(Instant now) {
        return new Rotation(periodInDays, next, now, onDemandCount + 1);
    }

    /// Without the rotation that was asked for: what it would have rotated to is gone.
    Rotation calledOff() {
        return new Rotation(periodInDays, next, null, onDemandCount);
    }

    /// After the rotation that was due. One that was asked for does not move the others; one that is late by several
    /// periods is made up for once.
    Rotation done(RotationType type, Instant now) {
        if (type == RotationType.ON_DEMAND || next == null) {
            return new Rotation(periodInDays, next, null, onDemandCount);
        }
        var period = Duration.ofDays(periodInDays);
        var late = Duration.between(next, now).dividedBy(period);
        return new Rotation(periodInDays, next.plus(period.multipliedBy(late + 1)), onDemandSince, onDemandCount);
    }
}
