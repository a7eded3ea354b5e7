package claviger;

import claviger.call.Operation;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Every operation of a service, by its name.
abstract class Catalogue {

    private final Map<String, Entry<?, ?>> byName = new HashMap<>();

    final void add(Operation<?, ?> operation) {
        byName.put(operation.name(), Entry.of(operation));
    }

    /// `null` if there is none of this name.
    final @Nullable Entry<?, ?> named(String operation) {
        return byName.get(operation);
    }

    final Collection<Entry<?, ?>> all() {
        return byName.values();
    }
}
