package claviger.kms;

import java.time.Duration;
import java.time.InstantSource;

/// The time by which keys live.
public interface KeyClock extends InstantSource {

    /// How long this installation has served in all. It grows with the time that really passes, and never jumps with
    /// the wall clock.
    Duration served();
}
