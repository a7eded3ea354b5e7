package claviger.crypto;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Keyed ciphers or MACs between two uses, as many as there are processors at most. Nobody waits:
/// who finds none makes one, and what finds no place is dropped. So it does with virtual threads,
/// each of which would keep one of its own in a `ThreadLocal`.
final class Pool<T> {

    private static final int PLACES = Runtime.getRuntime().availableProcessors();

    private final AtomicReferenceArray<@Nullable T> places = new AtomicReferenceArray<>(PLACES);

    /// One that nobody else has, if any waits.
    @Nullable
    T take() {
        for (int place = 0; place < PLACES; place++) {
            if (places.getPlain(place) != null) {
                var found = places.getAndSet(place, null);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    void put(T returned) {
        for (int place = 0; place < PLACES; place++) {
            if (places.getPlain(place) == null && places.compareAndSet(place, null, returned)) {
                return;
            }
        }
    }

    /// Takes all that wait, and has each overwritten.
    void empty(Consumer<T> overwrite) {
        for (int place = 0; place < PLACES; place++) {
            var found = places.getAndSet(place, null);
            if (found != null) {
                overwrite.accept(found);
            }
        }
    }
}
