package claviger.wire;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The reader of all JSON from outside: strict, and bounded before anything is built. Writes plain trees too.
public final class Json {

    /// Depth 64, 4,096 tokens (a thousand members and their values), numbers of 32 digits.
    static final JsonFactory FACTORY = JsonFactory.builder()
            // Two readers of one document must not see two values.
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(64)
                    .maxTokenCount(4096)
                    .maxNumberLength(32)
                    .maxNameLength(16_384)
                    .maxStringLength(1 << 20)
                    .build())
            .build();

    private Json() {}

    /// Opens a document that must be UTF-8. The caller must read it to its end with [#end].
    static JsonParser parser(byte[] utf8) throws CharacterCodingException {
        // Decoded here, since the parser would also take UTF-16 and UTF-32 by their looks.
        CharBuffer text = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(utf8));
        return FACTORY.createParser(ObjectReadContext.empty(), text.array(), text.arrayOffset(), text.remaining());
    }

    /// Whether nothing but white space is left.
    static boolean end(JsonParser parser) {
        return parser.nextToken() == null;
    }

    /// Whether the text is one JSON object within the limits, without repeated names.
    public static boolean isObject(String text) {
        try (var parser = parser(text.getBytes(StandardCharsets.UTF_8))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            parser.skipChildren();
            return parser.currentToken() == JsonToken.END_OBJECT && end(parser);
        } catch (JacksonException | CharacterCodingException e) {
            return false;
        }
    }

    /// A tree of maps, lists, strings, numbers, truth values and nulls as JSON.
    public static String written(Map<String, ?> tree) {
        var text = new StringWriter();
        try (var json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            write(json, tree);
        }
        return text.toString();
    }

    /// The same over many lines, for people to read.
    public static String indented(Map<String, ?> tree) {
        return JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(tree);
    }

    /// An object as a tree of maps, lists, strings, numbers, truth values and nulls.
    ///
    /// @throws JacksonException if the text is none
    public static Map<String, Object> tree(String text) {
        return JsonMapper.shared().readValue(text, new TypeReference<Map<String, Object>>() {});
    }

    private static void write(JsonGenerator json, @Nullable Object value) {
        switch (value) {
            case null -> json.writeNull();
            case String text -> json.writeString(text);
            case Boolean flag -> json.writeBoolean(flag);
            case BigDecimal number -> json.writeNumber(number);
            case List<?> list -> {
                json.writeStartArray();
                list.forEach(element -> write(json, element));
                json.writeEndArray();
            }
            case Map<?, ?> map -> {
                json.writeStartObject();
                map.forEach((name, element) -> {
                    json.writeName(String.valueOf(name));
                    write(json, element);
                });
                json.writeEndObject();
            }
            default -> throw new IllegalArgumentException("no JSON form for " + value.getClass());
        }
    }

    /// Whether a string holds half of a surrogate pair. JSON can escape one, but it has no UTF-8
    /// form: two such strings would become one.
    static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }
}
