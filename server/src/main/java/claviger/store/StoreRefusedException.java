package claviger.store;

import org.jspecify.annotations.Nullable;

/// The store does not open. The message says why, naming table and row where they are known, and
/// what to do.
public final class StoreRefusedException extends RuntimeException {

    StoreRefusedException(String message) {
        super(message);
    }

    StoreRefusedException(@Nullable String message, Throwable cause) {
        super(message, cause);
    }
}
