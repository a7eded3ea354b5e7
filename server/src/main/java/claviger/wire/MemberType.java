package claviger.wire;

import claviger.call.CommonError;
import claviger.call.Range;
import claviger.call.WireNamed;
import claviger.crypto.Blob;
import claviger.crypto.SecretBytes;
import claviger.wire.Violations.Path;
import claviger.wire.Violations.Shown;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// How a member of a request is read: its type on the wire and the limits that stand on it.
///
/// A wrong type ends the reading with a SerializationException; a broken limit is noted in the
/// [Violations] and the reading goes on.
sealed interface MemberType {

    /// Reads the value that the parser stands on, which is not null.
    ///
    /// @return the value, or `null` if it broke a limit so that there is none
    @Nullable
    Object read(JsonParser parser, Path path, Violations violations);

    /// The same for a parameter of the Query protocol.
    @Nullable
    Object read(Form form, Path path, Violations violations);

    static MemberType of(AnnotatedType annotated) {
        var type = annotated.getType();
        var raw = rawClass(type);
        if (raw == String.class) {
            return new Text(Limits.of(annotated));
        } else if (raw == Integer.class || raw == int.class) {
            return new Whole(annotated.getAnnotation(Range.class));
        } else if (raw == Boolean.class || raw == boolean.class) {
            return new Flag();
        } else if (raw == Instant.class) {
            return new Moment();
        } else if (raw == Blob.class) {
            return new Bytes(Limits.of(annotated));
        } else if (raw == SecretBytes.class) {
            return new Secret(Limits.of(annotated));
        } else if (raw.isEnum()) {
            return Choice.of(raw);
        } else if (raw.isRecord()) {
            return new Structure(RecordReader.of(raw.asSubclass(Record.class)));
        } else if (raw == List.class) {
            var element = ((AnnotatedParameterizedType) annotated).getAnnotatedActualTypeArguments()[0];
            return new Sequence(of(element), Limits.of(annotated));
        } else if (raw == Map.class) {
            return new Pairs();
        }
        throw new IllegalArgumentException("no wire form for " + type);
    }

    /// A string.
    record Text(Limits limits) implements MemberType {
        @Override
        public String read(JsonParser parser, Path path, Violations violations) {
            return checked(string(parser, "String"), path, violations);
        }

        @Override
        public String read(Form form, Path path, Violations violations) {
            return checked(form.text(), path, violations);
        }

        private String checked(String value, Path path, Violations violations) {
            for (var rule : limits.broken(value.length(), value)) {
                violations.add(path, Shown.of(value), rule);
            }
            return value;
        }
    }

    /// A 32-bit integer.
    record Whole(@Nullable Range range) implements MemberType {
        @Override
        public Integer read(JsonParser parser, Path path, Violations violations) {
            if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
                throw cannotBecome(parser, "Integer");
            }
            if (parser.getNumberType() != JsonParser.NumberType.INT) {
                throw CommonError.SERIALIZATION.because("A number is out of the range of an Integer");
            }
            return checked(parser.getIntValue(), path, violations);
        }

        @Override
        public Integer read(Form form, Path path, Violations violations) {
            try {
                return checked(Integer.parseInt(form.text()), path, violations);
            } catch (NumberFormatException e) {
                throw mismatch("STRING_VALUE", "Integer");
            }
        }

        private Integer checked(int value, Path path, Violations violations) {
            if (range != null && value > range.max()) {
                violations.add(path, Shown.of(value), "Member must have value less than or equal to " + range.max());
            }
            if (range != null && value < range.min()) {
                violations.add(path, Shown.of(value), "Member must have value greater than or equal to " + range.min());
            }
            return value;
        }
    }

    /// A boolean.
    record Flag() implements MemberType {
        @Override
        public Boolean read(JsonParser parser, Path path, Violations violations) {
            return switch (parser.currentToken()) {
                case VALUE_TRUE -> true;
                case VALUE_FALSE -> false;
                case null, default -> throw cannotBecome(parser, "Boolean");
            };
        }

        @Override
        public Boolean read(Form form, Path path, Violations violations) {
            return switch (form.text()) {
                case "true" -> true;
                case "false" -> false;
                default -> throw mismatch("STRING_VALUE", "Boolean");
            };
        }
    }

    /// A time, as the seconds since 1970, with a fraction if need be; kept to the millisecond.
    record Moment() implements MemberType {

        /// The year 9999 ends before this; further away, times have no common written form.
        private static final double END = 253_402_300_800d;

        @Override
        public Instant read(JsonParser parser, Path path, Violations violations) {
            if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT
                    && parser.currentToken() != JsonToken.VALUE_NUMBER_FLOAT) {
                throw cannotBecome(parser, "Timestamp");
            }
            var seconds = parser.getDoubleValue();
            if (!(Math.abs(seconds) < END)) {
                throw CommonError.SERIALIZATION.because("A number is out of the range of a Timestamp");
            }
            return Instant.ofEpochMilli(Math.round(seconds * 1000));
        }

        @Override
        public Instant read(Form form, Path path, Violations violations) {
            try {
                return Instant.parse(form.text());
            } catch (DateTimeException e) {
                throw mismatch("STRING_VALUE", "Timestamp");
            }
        }
    }

    /// Bytes in base64 that are no secret.
    record Bytes(Limits limits) implements MemberType {
        @Override
        public Blob read(JsonParser parser, Path path, Violations violations) {
            return checked(Blob.adopt(base64(string(parser, "ByteBuffer"))), path, violations);
        }

        @Override
        public Blob read(Form form, Path path, Violations violations) {
            return checked(Blob.adopt(base64(form.text())), path, violations);
        }

        private Blob checked(Blob value, Path path, Violations violations) {
            for (var rule : limits.broken(value.length(), null)) {
                violations.add(path, Shown.blob(value.length()), rule);
            }
            return value;
        }
    }

    /// Bytes in base64 that no message may show.
    record Secret(Limits limits) implements MemberType {
        @Override
        public SecretBytes read(JsonParser parser, Path path, Violations violations) {
            return checked(SecretBytes.adopt(base64(string(parser, "ByteBuffer"))), path, violations);
        }

        @Override
        public SecretBytes read(Form form, Path path, Violations violations) {
            return checked(SecretBytes.adopt(base64(form.text())), path, violations);
        }

        private SecretBytes checked(SecretBytes value, Path path, Violations violations) {
            for (var rule : limits.broken(value.length(), null)) {
                violations.add(path, Shown.NOTHING, rule);
            }
            return value;
        }
    }

    /// One of a set of names.
    record Choice(Map<String, Object> constants, String names) implements MemberType {
        static Choice of(Class<?> type) {
            var constants = new LinkedHashMap<String, Object>();
            for (var constant : type.getEnumConstants()) {
                constants.put(wireName((Enum<?>) constant), constant);
            }
            return new Choice(constants, String.join(", ", constants.keySet()));
        }

        @Override
        public @Nullable Object read(JsonParser parser, Path path, Violations violations) {
            return checked(string(parser, "String"), path, violations);
        }

        @Override
        public @Nullable Object read(Form form, Path path, Violations violations) {
            return checked(form.text(), path, violations);
        }

        private @Nullable Object checked(String name, Path path, Violations violations) {
            var constant = constants.get(name);
            if (constant == null) {
                violations.add(path, Shown.of(name), "Member must satisfy enum value set: [" + names + "]");
            }
            return constant;
        }
    }

    /// A nested structure.
    record Structure(RecordReader<?> reader) implements MemberType {
        @Override
        public @Nullable Object read(JsonParser parser, Path path, Violations violations) {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw CommonError.SERIALIZATION.because("Expected a structure");
            }
            return reader.readMembers(parser, path, violations);
        }

        @Override
        public @Nullable Object read(Form form, Path path, Violations violations) {
            return reader.readMembers(form, path, violations);
        }
    }

    /// A list. Limits on scalar elements are told of the list as a whole, as AWS does.
    record Sequence(MemberType element, Limits limits) implements MemberType {
        @Override
        public List<Object> read(JsonParser parser, Path path, Violations violations) {
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                throw CommonError.SERIALIZATION.because("Expected list or null");
            }
            var values = new ArrayList<Object>();
            var ofElements = new Violations();
            for (int index = 1; parser.nextToken() != JsonToken.END_ARRAY; index++) {
                if (parser.currentToken() == JsonToken.VALUE_NULL) {
                    violations.missing(path.element(index));
                    continue;
                }
                var own = element instanceof Structure ? violations : ofElements;
                var value = element.read(parser, path.element(index), own);
                if (value != null) {
                    values.add(value);
                }
            }
            return checked(values, ofElements, path, violations);
        }

        @Override
        public List<Object> read(Form form, Path path, Violations violations) {
            var values = new ArrayList<Object>();
            var ofElements = new Violations();
            int index = 1;
            for (var each : form.elements()) {
                var own = element instanceof Structure ? violations : ofElements;
                var value = element.read(each, path.element(index++), own);
                if (value != null) {
                    values.add(value);
                }
            }
            return checked(values, ofElements, path, violations);
        }

        private List<Object> checked(List<Object> values, Violations ofElements, Path path, Violations violations) {
            if (!ofElements.none()) {
                violations.add(path, Shown.of(values), "Member must satisfy constraint: [" + elementRules() + "]");
            }
            for (var rule : limits.broken(values.size(), null)) {
                violations.add(path, Shown.of(values), rule);
            }
            return List.copyOf(values);
        }

        private String elementRules() {
            return switch (element) {
                case Text(var ofText) -> ofText.rules();
                case Choice(var _, var names) -> "Member must satisfy enum value set: [" + names + "]";
                case Whole _, Flag _, Moment _, Bytes _, Secret _, Structure _, Sequence _, Pairs _ ->
                    "Member must be valid";
            };
        }
    }

    /// A map of strings to strings. KMS takes other scalars as the strings they are written as.
    record Pairs() implements MemberType {
        @Override
        public Map<String, String> read(JsonParser parser, Path path, Violations violations) {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw CommonError.SERIALIZATION.because("Expected map or null");
            }
            var pairs = new LinkedHashMap<String, String>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                var name = whole(parser.currentName());
                switch (parser.nextToken()) {
                    case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE ->
                        pairs.put(name, whole(parser.getString()));
                    case VALUE_NULL -> violations.missing(path.member(new Path(name)));
                    case null, default -> throw cannotBecome(parser, "String");
                }
            }
            return Map.copyOf(pairs);
        }

        @Override
        public Map<String, String> read(Form form, Path path, Violations violations) {
            throw CommonError.SERIALIZATION.because("Start of structure or map found where not expected.");
        }
    }

    /// The name of an enum constant on the wire.
    static String wireName(Enum<?> constant) {
        return constant instanceof WireNamed named ? named.wireName() : constant.name();
    }

    private static Class<?> rawClass(Type type) {
        return (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
    }

    private static String string(JsonParser parser, String wanted) {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw cannotBecome(parser, wanted);
        }
        return whole(parser.getString());
    }

    private static String whole(String text) {
        if (Json.hasLoneSurrogate(text)) {
            throw CommonError.SERIALIZATION.because("A string is not valid Unicode");
        }
        return text;
    }

    private static byte[] base64(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw CommonError.SERIALIZATION.because("A blob is not valid base64");
        }
    }

    private static RuntimeException cannotBecome(JsonParser parser, String wanted) {
        return switch (Objects.requireNonNull(parser.currentToken())) {
            case START_OBJECT ->
                CommonError.SERIALIZATION.because("Start of structure or map found where not expected.");
            case START_ARRAY -> CommonError.SERIALIZATION.because("Start of list found where not expected.");
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> mismatch("NUMBER_VALUE", wanted);
            case VALUE_TRUE -> mismatch("TRUE_VALUE", wanted);
            case VALUE_FALSE -> mismatch("FALSE_VALUE", wanted);
            case VALUE_STRING -> mismatch("STRING_VALUE", wanted);
            case VALUE_NULL, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                CommonError.SERIALIZATION.because("Unexpected end of value");
        };
    }

    private static RuntimeException mismatch(String found, String wanted) {
        return CommonError.SERIALIZATION.because("%s can not be converted to %s %s", found, article(wanted), wanted);
    }

    private static String article(String noun) {
        return noun.startsWith("I") ? "an" : "a";
    }
}
