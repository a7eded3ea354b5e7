package claviger.policy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request's own words, from maps.
///
/// @param encryptionContext names as sent
/// @param tags that the request wants to set
/// @param parameters the other keys that a request says, by name in lower case
public record RequestFacts(
        Map<String, String> encryptionContext, Map<String, String> tags, Map<String, ContextValue> parameters)
        implements RequestContext {

    public RequestFacts {
        encryptionContext = Map.copyOf(encryptionContext);
        tags = Map.copyOf(tags);
        parameters = Map.copyOf(parameters);
    }

    @Override
    public @Nullable ContextValue said(ConditionKey key) {
        return switch (key.family()) {
            case ENCRYPTION_CONTEXT -> ofName(encryptionContext, key.member());
            case REQUEST_TAG -> ofName(tags, key.member());
            default ->
                switch (key.name()) {
                    case "kms:encryptioncontextkeys" -> names(encryptionContext);
                    // UntagResource names tags without values.
                    case "aws:tagkeys" -> tags.isEmpty() ? parameters.get(key.name()) : names(tags);
                    default -> parameters.get(key.name());
                };
        };
    }

    /// Of two names that differ only in case AWS lets either win; here the first in order, so
    /// that it is always the same.
    private static @Nullable ContextValue ofName(Map<String, String> pairs, String name) {
        String found = null;
        String value = null;
        for (var pair : pairs.entrySet()) {
            if (pair.getKey().equalsIgnoreCase(name)
                    && (found == null || pair.getKey().compareTo(found) < 0)) {
                found = pair.getKey();
                value = pair.getValue();
            }
        }
        return value == null ? null : new ContextValue.Single(value);
    }

    private static @Nullable ContextValue names(Map<String, String> pairs) {
        return pairs.isEmpty() ? null : new ContextValue.Multi(List.copyOf(pairs.keySet()));
    }
}
