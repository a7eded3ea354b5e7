package claviger.policy;

import static claviger.policy.MalformedPolicyException.Fault.SYNTAX;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/// A document as it was written: bounded in depth, and no name twice in an object.
sealed interface Json {

    /// @param at where it starts in the text, in UTF-16 units
    /// @param quoted false for a number, true or false, which are read as text
    record Text(String value, int at, boolean quoted) implements Json {}

    record Items(List<Json> items) implements Json {}

    record Fields(Map<String, Json> fields) implements Json {}

    record Nothing() implements Json {}

    /// No document needs more than seven: document, statements, statement, condition, operator,
    /// key, values.
    int MAX_DEPTH = 12;

    /// @throws MalformedPolicyException when it is no JSON, goes too deep, or has a name twice
    static Json read(String text) {
        // Without a table of names and without recycled buffers, so that no document leaves
        // anything behind.
        var factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxNumberLength(100)
                        .build())
                .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
                .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                .build();
        try (var parser = factory.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() == null) {
                throw notJson();
            }
            var read = value(parser);
            if (parser.nextToken() != null) {
                throw notJson();
            }
            return read;
        } catch (JacksonException e) {
            throw notJson();
        }
    }

    private static Json value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> new Text(parser.getString(), position(parser), true);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE ->
                new Text(parser.getString(), position(parser), false);
            case VALUE_NULL -> new Nothing();
            case START_ARRAY -> {
                var items = new ArrayList<Json>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(value(parser));
                }
                yield new Items(items);
            }
            case START_OBJECT -> {
                var fields = new LinkedHashMap<String, Json>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    var name = parser.currentName();
                    parser.nextToken();
                    if (fields.put(name, value(parser)) != null) {
                        throw notJson();
                    }
                }
                yield new Fields(fields);
            }
            case null, default -> throw notJson();
        };
    }

    private static int position(JsonParser parser) {
        return (int) parser.currentTokenLocation().getCharOffset();
    }

    private static MalformedPolicyException notJson() {
        return new MalformedPolicyException(SYNTAX, DocumentReader.SYNTAX_ERRORS);
    }
}
