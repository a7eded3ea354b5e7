package claviger;

import claviger.kms.KeyClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// The time by which keys live, from its two sources.
record ServerClock(InstantSource clock, ServedTime servedTime) implements KeyClock {

    @Override
    public Instant instant() {
        return clock.instant();
    }

    @Override
    public Duration served() {
        return servedTime.total();
    }
}
