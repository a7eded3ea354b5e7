package claviger.wire;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Whom the statements of a policy name as principals.
public final class TrustedPrincipals {

    private static final JsonMapper MAPPER = new JsonMapper(Json.FACTORY);

    private TrustedPrincipals() {}

    /// The values by types, such as `AWS`; empty if the document is no policy with principals.
    public static Optional<Map<String, List<String>>> of(String document) {
        try (var parser = Json.parser(document.getBytes(StandardCharsets.UTF_8))) {
            JsonNode policy = MAPPER.readTree(parser);
            var principals = new LinkedHashMap<String, List<String>>();
            if (policy == null || !policy.isObject() || !Json.end(parser)) {
                return Optional.empty();
            }
            var statement = policy.path("Statement");
            for (var each : statement.isArray() ? statement : List.of(statement)) {
                if (!gather(each.path("Principal"), principals)) {
                    return Optional.empty();
                }
            }
            return Optional.of(principals);
        } catch (JacksonException | CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static boolean gather(JsonNode principal, Map<String, List<String>> principals) {
        if (principal.isString()) {
            principals.computeIfAbsent("AWS", _ -> new ArrayList<>()).add(principal.asString());
            return principal.asString().equals("*");
        }
        if (!principal.isObject() || principal.isEmpty()) {
            return false;
        }
        for (var type : principal.properties()) {
            var values = type.getValue();
            for (var value : values.isArray() ? values : List.of(values)) {
                if (!value.isString()) {
                    return false;
                }
                principals
                        .computeIfAbsent(type.getKey(), _ -> new ArrayList<>())
                        .add(value.asString());
            }
        }
        return true;
    }
}
