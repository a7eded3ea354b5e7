package claviger;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.call.AwsException;
import claviger.call.CommonError;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.call.MemberName;
import claviger.call.Range;
import claviger.call.WireNamed;
import claviger.crypto.Blob;
import claviger.crypto.SecretBytes;
import claviger.fuzz.FuzzTarget;
import claviger.wire.AwsJson;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Requests of every operation. One that is read says what another reader of JSON finds in it, keeps every limit, and
/// is the same when it is written and read again. Every other is one of AWS's two errors.
///
/// An input is the name of an operation, a line end, and a body. A name that is none stands for one that is.
public final class RequestTarget implements FuzzTarget {

    /// One of these fits every pattern there is.
    private static final List<String> TEXTS = List.of(
            "a",
            "1234abcd-12ab-34cd-56ef-1234567890ab",
            "alias/a",
            "arn:aws:iam::111122223333:root",
            "service.eu.amazonaws.com",
            "arn:aws:s3:eu-test-1:111122223333:bucket",
            "eu-test-1",
            "a".repeat(64));

    private final Map<String, Entry<?, ?>> operations = new TreeMap<>();
    private final JsonMapper strict = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    public RequestTarget() {
        for (var entry : TestOperations.all().all()) {
            operations.put(entry.operation().name(), entry);
        }
    }

    @Override
    public List<byte[]> seeds() {
        var seeds = new ArrayList<byte[]>();
        operations.forEach((name, entry) -> {
            var request = structure(Entry.types(entry.operation())[0]);
            seeds.add((name + "\n" + request).getBytes(StandardCharsets.UTF_8));
        });
        seeds.add("Encrypt\n{\"KeyId\":\"a\",\"KeyId\":\"b\",\"Plaintext\":\"YQ==\"}".getBytes(StandardCharsets.UTF_8));
        seeds.add("TagResource\n{\"KeyId\":null,\"Tags\":[null,{}],\"x\":[[{}]]}".getBytes(StandardCharsets.UTF_8));
        return seeds;
    }

    @Override
    public Set<String> endings() {
        return Set.of("accepted", "SerializationException", "ValidationException");
    }

    @Override
    public String check(byte[] input) {
        int end = 0;
        while (end < input.length && input[end] != '\n') {
            end++;
        }
        var name = new String(input, 0, end, StandardCharsets.ISO_8859_1);
        var entry = operations.get(name);
        if (entry == null) {
            entry = List.copyOf(operations.values()).get(Math.floorMod(name.hashCode(), operations.size()));
        }
        return check(entry, Arrays.copyOfRange(input, Math.min(end + 1, input.length), input.length));
    }

    private <I extends Record> String check(Entry<I, ?> entry, byte[] body) {
        I request;
        try {
            request = entry.reader().read(Blob.adopt(body));
        } catch (AwsException refused) {
            assertThat(refused.error()).isIn(CommonError.SERIALIZATION, CommonError.VALIDATION);
            assertThat(refused.error().status()).isEqualTo(400);
            var answer = strict.readTree(AwsJson.error(refused).shared());
            assertThat(answer.path("message").asString("")).isEqualTo(refused.text());
            return refused.error().code();
        }
        checkSame(request, body.length == 0 ? strict.createObjectNode() : read(body));
        var written = entry.request().toWire(request);
        var again = entry.request().toWire(entry.reader().read(written));
        assertThat(strict.readTree(again.shared())).isEqualTo(strict.readTree(written.shared()));
        return "accepted";
    }

    private JsonNode read(byte[] body) {
        try {
            return strict.readTree(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString());
        } catch (CharacterCodingException | JacksonException e) {
            throw new AssertionError("no JSON to another reader", e);
        }
    }

    // What the second reader finds

    private static void checkSame(Record value, JsonNode node) {
        assertThat(node.isObject()).isTrue();
        for (var component : value.getClass().getRecordComponents()) {
            checkSame(member(value, component), node.get(wireName(component)), component.getAnnotatedType());
        }
    }

    private static @Nullable Object member(Record value, RecordComponent component) {
        try {
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static void checkSame(@Nullable Object value, @Nullable JsonNode node, AnnotatedType type) {
        if (node == null || node.isNull()) {
            assertThat(value).isIn(null, false, List.of(), Map.of());
            return;
        }
        switch (value) {
            case String text -> {
                assertThat(node.stringValue()).isEqualTo(text);
                checkLength(text.length(), type);
                var pattern = type.getAnnotation(Matches.class);
                assertThat(pattern == null || text.matches(pattern.value())).isTrue();
            }
            case Integer number -> {
                assertThat(node.intValue()).isEqualTo(number);
                var range = type.getAnnotation(Range.class);
                assertThat(range == null || (range.min() <= number && number <= range.max()))
                        .isTrue();
            }
            case Boolean flag -> assertThat(node.booleanValue()).isEqualTo(flag);
            case Instant moment -> assertThat(moment.toEpochMilli()).isEqualTo(Math.round(node.doubleValue() * 1000));
            case Enum<?> constant -> assertThat(node.stringValue()).isEqualTo(wireName(constant));
            case Blob blob -> {
                assertThat(blob.shared()).isEqualTo(base64(node));
                checkLength(blob.length(), type);
            }
            case SecretBytes secret -> {
                assertThat(secret.expose()).isEqualTo(base64(node));
                checkLength(secret.length(), type);
            }
            case Record inner -> checkSame(inner, node);
            case List<?> list -> {
                assertThat(node).isInstanceOf(ArrayNode.class).hasSize(list.size());
                checkLength(list.size(), type);
                for (int at = 0; at < list.size(); at++) {
                    checkSame(list.get(at), node.get(at), element(type));
                }
            }
            case Map<?, ?> map -> {
                assertThat(node).isInstanceOf(ObjectNode.class).hasSize(map.size());
                map.forEach((name, text) -> {
                    var other = node.get((String) name);
                    assertThat(other.isNumber() || other.asString().equals(text))
                            .isTrue();
                });
            }
            case null, default -> throw new AssertionError("read as " + value + ", which was " + node);
        }
    }

    /// Not the second reader's own, which wants padding.
    private static byte[] base64(JsonNode node) {
        return Base64.getDecoder().decode(node.stringValue());
    }

    private static AnnotatedType element(AnnotatedType list) {
        return ((AnnotatedParameterizedType) list).getAnnotatedActualTypeArguments()[0];
    }

    private static void checkLength(int length, AnnotatedType type) {
        var limits = type.getAnnotation(Length.class);
        assertThat(limits == null || (limits.min() <= length && length <= limits.max()))
                .isTrue();
    }

    // A request with every member

    private ObjectNode structure(Class<?> type) {
        var node = strict.createObjectNode();
        for (var component : type.getRecordComponents()) {
            node.set(wireName(component), value(component.getAnnotatedType()));
        }
        return node;
    }

    private JsonNode value(AnnotatedType type) {
        var raw = type.getType() instanceof ParameterizedType generic
                ? (Class<?>) generic.getRawType()
                : (Class<?>) type.getType();
        var nodes = strict.getNodeFactory();
        if (raw == String.class) {
            return nodes.stringNode(text(type));
        } else if (raw == Integer.class || raw == int.class) {
            var range = type.getAnnotation(Range.class);
            return nodes.numberNode(range == null ? 1 : range.min());
        } else if (raw == Boolean.class || raw == boolean.class) {
            return nodes.booleanNode(true);
        } else if (raw == Instant.class) {
            return nodes.numberNode(1_795_523_209.123);
        } else if (raw == Blob.class || raw == SecretBytes.class) {
            var limits = type.getAnnotation(Length.class);
            return nodes.binaryNode(new byte[limits == null ? 1 : Math.max(1, limits.min())]);
        } else if (raw.isEnum()) {
            return nodes.stringNode(wireName((Enum<?>) raw.getEnumConstants()[0]));
        } else if (raw == List.class) {
            return nodes.arrayNode().add(value(element(type)));
        } else if (raw == Map.class) {
            return nodes.objectNode().put("a", "b");
        }
        return structure(raw);
    }

    private static String text(AnnotatedType type) {
        var limits = type.getAnnotation(Length.class);
        var pattern = type.getAnnotation(Matches.class);
        return TEXTS.stream()
                .filter(text -> limits == null || (limits.min() <= text.length() && text.length() <= limits.max()))
                .filter(text -> pattern == null || text.matches(pattern.value()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no text here that fits " + type));
    }

    private static String wireName(RecordComponent component) {
        var named = component.getAnnotation(MemberName.class);
        var name = component.getName();
        return named == null ? Character.toUpperCase(name.charAt(0)) + name.substring(1) : named.value();
    }

    private static String wireName(Enum<?> constant) {
        return constant instanceof WireNamed named ? named.wireName() : constant.name();
    }
}
