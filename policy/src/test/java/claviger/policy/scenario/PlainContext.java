package claviger.policy.scenario;

import claviger.policy.scenario.Scenario.ContextValue;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What is known of the request, under names whose case does not matter (policy language, 6.4).
record PlainContext(TreeMap<String, ContextValue> values) {

    static PlainContext of(Map<String, ContextValue> values) {
        var map = new TreeMap<String, ContextValue>(String.CASE_INSENSITIVE_ORDER);
        map.putAll(values);
        return new PlainContext(map);
    }

    /// `null` for a key that is absent. A list without values is as good as absent.
    @Nullable
    ContextValue find(String key) {
        var value = values.get(key);
        return value == null || value.values().isEmpty() ? null : value;
    }

    /// The value of a key that has one, and is not one of many; else `null`.
    @Nullable
    String single(String key) {
        var value = find(key);
        return value == null || value.multi() ? null : value.values().getFirst();
    }
}
