package claviger.audit;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// Checks that a record is one JSON object that every reader reads alike, and names its request.
final class RecordCheck {

    private static final int MAX_DEPTH = 100;

    private final JsonFactory json = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(Line.MAX_RECORD_BYTES)
                    .build())
            .build();

    /// @return what is wrong with the record, or empty
    String fault(byte[] bytes) {
        if (!isUtf8(bytes)) {
            return "the record is not UTF-8";
        }
        try (var parser = json.createParser(ObjectReadContext.empty(), bytes)) {
            return fault(parser);
        } catch (JacksonException e) {
            return "the record is not well-formed JSON: " + e.getOriginalMessage();
        }
    }

    private static String fault(JsonParser parser) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return "the record is not a JSON object";
        }
        var atRequestId = false;
        var namesRequest = false;
        for (var depth = 1; depth > 0; ) {
            var token = parser.nextToken();
            if (token == null) {
                return "the record is not well-formed JSON: it ends too early";
            }
            namesRequest |= atRequestId && token == JsonToken.VALUE_STRING && parser.getStringLength() > 0;
            atRequestId = token == JsonToken.PROPERTY_NAME
                    && depth == 1
                    && parser.currentName().equals("requestID");
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        }
        if (parser.nextToken() != null) {
            return "something follows the record";
        }
        return namesRequest ? "" : "the record has no requestID";
    }

    // Jackson skips strings without looking at their encoding.
    private static boolean isUtf8(byte[] bytes) {
        for (var each : bytes) {
            if (each < 0) {
                return decodes(bytes);
            }
        }
        return true;
    }

    private static boolean decodes(byte[] bytes) {
        try {
            var _ = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException _) {
            return false;
        }
    }
}
