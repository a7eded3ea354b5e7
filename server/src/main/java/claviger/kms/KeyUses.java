package claviger.kms;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Knows when each key was last used.
public interface KeyUses {

    /// Where nobody asks.
    KeyUses UNKNOWN = new KeyUses() {
        @Override
        public void used(List<Key> keys, KeyUse use) {}

        @Override
        public @Nullable KeyUse last(Key key) {
            return null;
        }

        @Override
        public Instant trackedSince() {
            return Instant.MAX;
        }
    };

    /// Keeps a use whose audit record is durable.
    void used(List<Key> keys, KeyUse use);

    /// The last use, `null` if there was none since uses are known.
    @Nullable
    KeyUse last(Key key);

    /// Since when uses are known.
    Instant trackedSince();
}
