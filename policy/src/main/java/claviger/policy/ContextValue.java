package claviger.policy;

import java.util.List;

/// What a condition key holds in a request. A key that the request does not have is `null`.
public sealed interface ContextValue {

    /// Of a key that has one value.
    record Single(String value) implements ContextValue {
        @Override
        public List<String> values() {
            return List.of(value);
        }
    }

    /// Of a key that may have many, however many there are. None is as if the key were not there.
    record Multi(List<String> values) implements ContextValue {
        public Multi {
            values = List.copyOf(values);
        }
    }

    List<String> values();
}
