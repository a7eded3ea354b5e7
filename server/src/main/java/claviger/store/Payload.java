package claviger.store;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// The JSON object that a row seals: texts, whole numbers, flags, lists of texts, and objects of such.
///
/// Jackson's own tree would do, but takes longer to load than the rest of a start.
final class Payload {

    private static final int DEEPEST = 2;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Map<String, Object> members = new LinkedHashMap<>();

    /// @throws DamagedException if it is no such object
    static Payload parse(byte[] json) {
        try (var parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new DamagedException("the payload is not an object");
            }
            var payload = object(parser, 1);
            if (parser.nextToken() != null) {
                throw new DamagedException("the payload is not JSON");
            }
            return payload;
        } catch (JacksonException e) {
            throw new DamagedException("the payload is not JSON");
        }
    }

    private static Payload object(JsonParser parser, int depth) {
        if (depth > DEEPEST) {
            throw new DamagedException("the payload holds what no payload holds");
        }
        var payload = new Payload();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            parser.nextToken();
            payload.members.put(name, value(parser, depth));
        }
        return payload;
    }

    private static Object value(JsonParser parser, int depth) {
        var token = parser.currentToken();
        if (token == null) {
            throw new DamagedException("the payload ends in the middle");
        }
        return switch (token) {
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> parser.getIntValue();
            case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
            case START_OBJECT -> object(parser, depth + 1);
            case START_ARRAY -> texts(parser);
            default -> throw new DamagedException("the payload holds what no payload holds");
        };
    }

    private static List<String> texts(JsonParser parser) {
        var texts = new ArrayList<String>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                throw new DamagedException("the payload holds what no payload holds");
            }
            texts.add(parser.getString());
        }
        return texts;
    }

    byte[] toBytes() {
        var bytes = new ByteArrayOutputStream(512);
        try (var json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            write(json);
        }
        return bytes.toByteArray();
    }

    private void write(JsonGenerator json) {
        json.writeStartObject();
        for (var member : members.entrySet()) {
            json.writeName(member.getKey());
            switch (member.getValue()) {
                case String text -> json.writeString(text);
                case Integer number -> json.writeNumber(number);
                case Boolean flag -> json.writeBoolean(flag);
                case Payload inner -> inner.write(json);
                case List<?> texts -> {
                    json.writeStartArray();
                    texts.forEach(text -> json.writeString((String) text));
                    json.writeEndArray();
                }
                default -> throw new IllegalStateException(member.getKey());
            }
        }
        json.writeEndObject();
    }

    Payload put(String name, String text) {
        members.put(name, text);
        return this;
    }

    Payload put(String name, int number) {
        members.put(name, number);
        return this;
    }

    Payload put(String name, boolean flag) {
        members.put(name, flag);
        return this;
    }

    /// As base64.
    Payload put(String name, byte[] bytes) {
        return put(name, Base64.getEncoder().encodeToString(bytes));
    }

    Payload putObject(String name) {
        var inner = new Payload();
        members.put(name, inner);
        return inner;
    }

    /// An object of texts, in the order of their names.
    Payload putTexts(String name, Map<String, String> texts) {
        var inner = putObject(name);
        new TreeMap<>(texts).forEach(inner::put);
        return this;
    }

    List<String> putArray(String name) {
        var texts = new ArrayList<String>();
        members.put(name, texts);
        return texts;
    }

    /// A text, a number, a flag, a list of texts or another of these; `null` if there is no such member.
    @Nullable
    Object get(String name) {
        return members.get(name);
    }

    @Nullable
    Object remove(String name) {
        return members.remove(name);
    }

    Set<String> names() {
        return Collections.unmodifiableSet(members.keySet());
    }
}
