package claviger.wire;

import claviger.crypto.Blob;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/// The tags in the body of a request that has not been read yet.
public final class RequestTags {

    private static final JsonMapper MAPPER = new JsonMapper(Json.FACTORY);

    private RequestTags() {}

    /// @param body without the tags that were taken
    /// @param values those of the tags that were taken
    public record Taken(Blob body, List<String> values) {
        /// Without the values: one may be a secret.
        @Override
        public String toString() {
            return "Taken[" + values.size() + "]";
        }
    }

    /// Takes out every tag with this tag key, in ASCII, and a text for its value. A body that cannot
    /// be read stays as it is: its reader refuses it.
    public static Taken take(Blob body, String tagKey) {
        // Most bodies need no second reading: a tag key stands in them as it is, or is escaped.
        var text = new String(body.shared(), StandardCharsets.ISO_8859_1);
        if (!text.contains(tagKey) && !text.contains("\\u")) {
            return new Taken(body, List.of());
        }
        try (var parser = Json.parser(body.toByteArray())) {
            JsonNode root = MAPPER.readTree(parser);
            if (root == null || !Json.end(parser) || !(root.path("Tags") instanceof ArrayNode tags)) {
                return new Taken(body, List.of());
            }
            var values = new ArrayList<String>();
            for (int i = tags.size() - 1; i >= 0; i--) {
                var tag = tags.get(i);
                if (tag.path("TagKey").asString("").equals(tagKey)
                        && tag.path("TagValue").isString()) {
                    values.addFirst(tag.path("TagValue").asString());
                    tags.remove(i);
                }
            }
            return values.isEmpty()
                    ? new Taken(body, List.of())
                    : new Taken(Blob.adopt(MAPPER.writeValueAsBytes(root)), List.copyOf(values));
        } catch (JacksonException | CharacterCodingException e) {
            return new Taken(body, List.of());
        }
    }
}
