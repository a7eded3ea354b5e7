package claviger.acceptance.crash;

import claviger.acceptance.Kms;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The state as the server shows it.
///
/// @param keyIds all keys
/// @param keys those that were looked at
/// @param aliases all aliases, with the ids of their keys
record Shown(Set<String> keyIds, Map<String, KeyValues> keys, Map<String, String> aliases) {

    /// What is compared of a key.
    record KeyValues(String description, String state, String policy) {}

    static Shown lists(Kms kms) throws IOException, InterruptedException {
        var keyIds = new TreeSet<String>();
        for (var marker = ""; marker != null; ) {
            var page = page(kms, "ListKeys", marker);
            page.get("Keys").forEach(key -> keyIds.add(key.get("KeyId").asString()));
            marker = next(page);
        }
        var aliases = new TreeMap<String, String>();
        for (var marker = ""; marker != null; ) {
            var page = page(kms, "ListAliases", marker);
            page.get("Aliases")
                    .forEach(alias -> aliases.put(
                            alias.get("AliasName").asString(),
                            alias.get("TargetKeyId").asString()));
            marker = next(page);
        }
        return new Shown(keyIds, new HashMap<>(), aliases);
    }

    /// Looks at one of the keys.
    KeyValues lookAt(Kms kms, String keyId) throws IOException, InterruptedException {
        var metadata = kms.call("DescribeKey", Map.of("KeyId", keyId)).orThrow().get("KeyMetadata");
        var policy = kms.call("GetKeyPolicy", Map.of("KeyId", keyId, "PolicyName", "default"))
                .orThrow();
        var values = new KeyValues(
                metadata.get("Description").asString(),
                metadata.get("KeyState").asString(),
                policy.get("Policy").asString());
        keys.put(keyId, values);
        return values;
    }

    private static JsonNode page(Kms kms, String operation, String marker) throws IOException, InterruptedException {
        var input = marker.isEmpty() ? Map.of("Limit", 100) : Map.of("Limit", 100, "Marker", marker);
        return kms.call(operation, input).orThrow();
    }

    private static @Nullable String next(JsonNode page) {
        return page.get("Truncated").asBoolean() ? page.get("NextMarker").asString() : null;
    }
}
