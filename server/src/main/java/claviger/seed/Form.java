package claviger.seed;

import claviger.call.Length;
import claviger.call.Matches;
import claviger.call.Range;
import claviger.call.Required;
import claviger.call.WireNamed;
import claviger.crypto.SecretBytes;
import claviger.kms.PolicyText;
import claviger.seed.Declaration.PolicyForm;
import claviger.seed.Yaml.Kind;
import claviger.seed.Yaml.Mapping;
import claviger.seed.Yaml.Scalar;
import claviger.seed.Yaml.Sequence;
import claviger.wire.Json;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a value of a seed file must be. The same description reads a file and makes the published schema.
sealed interface Form {

    /// Reads a value, or adds what is wrong with it and returns `null`.
    ///
    /// @param field where it is, such as `Keys[0].KeySpec`
    @Nullable
    Object read(Yaml value, String field, Problems problems);

    static Form of(AnnotatedType annotated) {
        var type = annotated.getType();
        var raw = (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
        if (raw == String.class) {
            return Text.of(annotated);
        } else if (raw == Boolean.class) {
            return new Flag();
        } else if (raw == Integer.class) {
            var range = annotated.getAnnotation(Range.class);
            return range == null
                    ? new Whole(Integer.MIN_VALUE, Integer.MAX_VALUE)
                    : new Whole(range.min(), range.max());
        } else if (raw == Instant.class) {
            return new Moment();
        } else if (raw == PolicyForm.class) {
            return new Policy();
        } else if (raw.isEnum()) {
            return Choice.of(raw);
        } else if (raw.isRecord()) {
            return Structure.of(raw.asSubclass(Record.class));
        } else if (raw == Map.class) {
            return new Pairs();
        } else if (raw == List.class) {
            return new Many(of(((AnnotatedParameterizedType) annotated).getAnnotatedActualTypeArguments()[0]));
        }
        throw new IllegalArgumentException("no form for " + type);
    }

    /// Something that is written, as a message may show it.
    static String shown(String text) {
        var line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= 64 ? line : line.substring(0, 64) + "…";
    }

    /// The name of a field, in quotes if it may be shown: what stands there by mistake can be a secret.
    static String name(String text) {
        return text.matches("[A-Za-z_-]{1,32}") ? "field '" + text + "'" : "such field";
    }

    private static @Nullable Scalar scalar(Yaml value, String wanted, String field, Problems problems) {
        if (value instanceof Scalar scalar) {
            return scalar;
        }
        problems.add(value.spot(), field, "is %s: write %s".formatted(value.called(), wanted));
        return null;
    }

    /// A string. What YAML takes for something else must be in quotes, so that every reader sees the same.
    private static @Nullable String text(Yaml value, String wanted, String field, Problems problems) {
        var scalar = scalar(value, wanted, field, problems);
        if (scalar == null) {
            return null;
        }
        return switch (scalar.kind()) {
            case TEXT -> scalar.text();
            case NOTHING -> {
                problems.add(value.spot(), field, "is empty: write %s, or leave the field out".formatted(wanted));
                yield null;
            }
            case NUMBER, FLAG -> {
                problems.add(
                        value.spot(),
                        field,
                        "is %s to YAML: put it in quotes to make it a text".formatted(value.called()));
                yield null;
            }
        };
    }

    record Text(int min, int max, @Nullable Pattern pattern) implements Form {

        static Text of(AnnotatedType annotated) {
            var length = annotated.getAnnotation(Length.class);
            var matches = annotated.getAnnotation(Matches.class);
            return new Text(
                    length == null ? 0 : length.min(),
                    length == null ? Integer.MAX_VALUE : length.max(),
                    matches == null ? null : Pattern.compile(matches.value()));
        }

        @Override
        public @Nullable String read(Yaml value, String field, Problems problems) {
            var text = text(value, "a text", field, problems);
            var wrong = text == null ? null : broken(text);
            if (text != null && wrong != null) {
                problems.add(value.spot(), field, "'" + shown(text) + "' " + wrong);
                return null;
            }
            return text;
        }

        /// The limit that a text breaks, `null` if none.
        @Nullable
        String broken(String text) {
            if (text.length() < min || text.length() > max) {
                return min == max
                        ? "should have %s characters".formatted(min)
                        : "should have %s to %s characters".formatted(min, max);
            }
            return pattern == null || pattern.matcher(text).matches() ? null : "should match " + pattern;
        }
    }

    /// A secret, which no message shows.
    record Secret(Encoding encoding, Text limits) implements Form {
        @Override
        public @Nullable SecretBytes read(Yaml value, String field, Problems problems) {
            var text = text(value, "a text", field, problems);
            if (text == null) {
                return null;
            }
            var wrong = limits.broken(text);
            if (wrong != null) {
                problems.add(value.spot(), field, wrong);
                return null;
            }
            try {
                return encoding.read(text);
            } catch (Encoding.WrongException e) {
                problems.add(value.spot(), field, String.valueOf(e.getMessage()));
                return null;
            }
        }
    }

    record Choice(Map<String, Object> constants) implements Form {
        static Choice of(Class<?> type) {
            var constants = new LinkedHashMap<String, Object>();
            for (var constant : type.getEnumConstants()) {
                constants.put(
                        constant instanceof WireNamed named ? named.wireName() : ((Enum<?>) constant).name(), constant);
            }
            return new Choice(constants);
        }

        @Override
        public @Nullable Object read(Yaml value, String field, Problems problems) {
            var name = text(value, "one of " + constants.keySet(), field, problems);
            var constant = name == null ? null : constants.get(name);
            if (name != null && constant == null) {
                problems.add(
                        value.spot(),
                        field,
                        "there is no '%s'%s; there are %s"
                                .formatted(shown(name), Likeness.hint(name, constants.keySet()), constants.keySet()));
            }
            return constant;
        }
    }

    record Flag() implements Form {
        @Override
        public @Nullable Boolean read(Yaml value, String field, Problems problems) {
            if (value instanceof Scalar scalar && scalar.kind() == Kind.FLAG) {
                return Boolean.valueOf(scalar.text());
            }
            problems.add(value.spot(), field, "is %s: write true or false".formatted(value.called()));
            return null;
        }
    }

    record Whole(int min, int max) implements Form {
        @Override
        public @Nullable Integer read(Yaml value, String field, Problems problems) {
            if (value instanceof Scalar scalar
                    && scalar.kind() == Kind.NUMBER
                    && scalar.text().matches("-?[0-9]{1,9}")) {
                int number = Integer.parseInt(scalar.text());
                if (number >= min && number <= max) {
                    return number;
                }
            }
            problems.add(value.spot(), field, "should be a whole number from %s to %s".formatted(min, max));
            return null;
        }
    }

    /// A time, kept to the millisecond.
    record Moment() implements Form {
        @Override
        public @Nullable Instant read(Yaml value, String field, Problems problems) {
            var text = text(value, "a time such as 2026-01-31T12:00:00Z", field, problems);
            if (text == null) {
                return null;
            }
            try {
                var time = OffsetDateTime.parse(text);
                if (time.getYear() >= 1970 && time.getYear() <= 9999) {
                    return time.toInstant().truncatedTo(ChronoUnit.MILLIS);
                }
            } catch (DateTimeException e) {
                // told below, with the years that are too far away
            }
            problems.add(
                    value.spot(), field, "'%s' should be a time such as 2026-01-31T12:00:00Z".formatted(shown(text)));
            return null;
        }
    }

    /// Texts by names that are not known beforehand. Their own limits are checked where they are used.
    record Pairs() implements Form {
        @Override
        public @Nullable Map<String, String> read(Yaml value, String field, Problems problems) {
            if (!(value instanceof Mapping mapping)) {
                problems.add(value.spot(), field, "is %s: write a mapping of texts".formatted(value.called()));
                return null;
            }
            var pairs = new LinkedHashMap<String, String>();
            for (var entry : mapping.entries()) {
                var name = text(entry.name(), "a text", field, problems);
                if (name != null) {
                    var text = text(entry.value(), "a text", field + "." + shown(name), problems);
                    pairs.put(name, text == null ? "" : text);
                }
            }
            return Map.copyOf(pairs);
        }
    }

    record Many(Form element) implements Form {
        @Override
        public @Nullable List<Object> read(Yaml value, String field, Problems problems) {
            if (!(value instanceof Sequence sequence)) {
                problems.add(value.spot(), field, "is %s: write a list".formatted(value.called()));
                return null;
            }
            var values = new ArrayList<Object>();
            for (int i = 0; i < sequence.elements().size(); i++) {
                var read = element.read(sequence.elements().get(i), field + "[" + i + "]", problems);
                if (read != null) {
                    values.add(read);
                }
            }
            return List.copyOf(values);
        }
    }

    /// A key policy: JSON text as it is to be put, or a mapping.
    record Policy() implements Form {

        static final int LONGEST = 131_072;

        private static final Pattern CHARACTERS = Pattern.compile(PolicyText.PATTERN);

        @Override
        public @Nullable PolicyForm read(Yaml value, String field, Problems problems) {
            if (value instanceof Sequence) {
                problems.add(value.spot(), field, "is a list: write a mapping, or JSON text");
                return null;
            }
            var text = value instanceof Mapping mapping
                    ? Json.written(tree(mapping))
                    : text(value, "a mapping, or JSON text", field, problems);
            var wrong = text == null ? null : new Text(1, LONGEST, CHARACTERS).broken(text);
            if (wrong != null) {
                problems.add(value.spot(), field, wrong);
                return null;
            }
            return text == null ? null : new PolicyForm(text);
        }

        private static Map<String, @Nullable Object> tree(Mapping mapping) {
            var tree = new LinkedHashMap<String, @Nullable Object>();
            mapping.entries().forEach(entry -> tree.put(entry.name().text(), tree(entry.value())));
            return tree;
        }

        private static @Nullable Object tree(Yaml value) {
            return switch (value) {
                case Mapping mapping -> tree(mapping);
                case Sequence sequence -> {
                    var list = new ArrayList<@Nullable Object>();
                    sequence.elements().forEach(element -> list.add(tree(element)));
                    yield list;
                }
                case Scalar scalar ->
                    switch (scalar.kind()) {
                        case TEXT -> scalar.text();
                        case FLAG -> Boolean.valueOf(scalar.text());
                        case NUMBER -> number(scalar.text());
                        case NOTHING -> null;
                    };
            };
        }

        /// A number as JSON would have it, or else its text: a policy can only hold it as one.
        private static Object number(String text) {
            return text.matches("-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?") ? new BigDecimal(text) : text;
        }
    }

    /// A mapping with known fields.
    record Structure(Class<? extends Record> type, Map<String, Member> members) implements Form {

        /// @param absent what stands for a field that is not there, `null` for one that has no such value
        record Member(String name, Form form, @Nullable Object absent, boolean required, String about) {}

        static Structure of(Class<? extends Record> type) {
            var members = new LinkedHashMap<String, Member>();
            for (var component : type.getRecordComponents()) {
                var member = member(component);
                members.put(member.name, member);
            }
            return new Structure(type, members);
        }

        private static Member member(RecordComponent component) {
            var name = component.getName();
            var annotated = component.getAnnotatedType();
            var encoded = component.getAnnotation(Encoded.class);
            var form = encoded == null ? Form.of(annotated) : new Secret(encoded.value(), Text.of(annotated));
            var absent = component.getType() == List.class && !component.isAnnotationPresent(Required.class)
                    ? List.of()
                    : null;
            var about = component.getAnnotation(About.class);
            return new Member(
                    Character.toUpperCase(name.charAt(0)) + name.substring(1),
                    form,
                    absent,
                    absent == null && !annotated.isAnnotationPresent(Nullable.class),
                    about == null ? "" : about.value());
        }

        @Override
        public @Nullable Record read(Yaml value, String field, Problems problems) {
            if (!(value instanceof Mapping mapping)) {
                problems.add(
                        value.spot(),
                        field,
                        "is %s: write a mapping with %s".formatted(value.called(), members.keySet()));
                return null;
            }
            var values = new LinkedHashMap<String, @Nullable Object>();
            var spots = new LinkedHashMap<String, Spot>();
            var whole = true;
            for (var entry : mapping.entries()) {
                var name = entry.name().text();
                var member = members.get(name);
                if (member == null) {
                    problems.add(
                            entry.name().spot(),
                            field,
                            "there is no %s%s; there are %s"
                                    .formatted(name(name), Likeness.hint(name, members.keySet()), members.keySet()));
                    continue;
                }
                locate(name, entry.value(), spots);
                var read = member.form.read(entry.value(), within(field, name), problems);
                values.put(name, read);
                whole &= read != null;
            }
            for (var member : members.values()) {
                if (member.required && !values.containsKey(member.name)) {
                    problems.add(value.spot(), field, "the field " + member.name + " is missing");
                    whole = false;
                }
                values.putIfAbsent(member.name, member.absent);
            }
            if (!whole) {
                return null;
            }
            var entry = construct(values);
            problems.locate(entry, new Problems.Place(value.spot(), field, spots));
            return entry;
        }

        private static String within(String field, String name) {
            return field.isEmpty() ? name : field + "." + name;
        }

        private static void locate(String name, Yaml value, Map<String, Spot> spots) {
            spots.put(name, value.spot());
            if (value instanceof Sequence sequence) {
                for (int i = 0; i < sequence.elements().size(); i++) {
                    spots.put(name + "[" + i + "]", sequence.elements().get(i).spot());
                }
            }
        }

        private Record construct(Map<String, @Nullable Object> values) {
            try {
                var types = new ArrayList<Class<?>>();
                for (var component : type.getRecordComponents()) {
                    types.add(component.getType());
                }
                var arguments = members.keySet().stream().map(values::get).toArray();
                var constructor = type.getDeclaredConstructor(types.toArray(Class<?>[]::new));
                return constructor.newInstance(arguments);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
