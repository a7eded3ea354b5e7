package claviger.wire;

import claviger.call.AwsException;
import claviger.call.CommonError;
import claviger.call.MemberName;
import claviger.call.Required;
import claviger.crypto.Blob;
import claviger.wire.Violations.Path;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.nio.charset.CharacterCodingException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads a request record from JSON, or from parameters of the Query protocol. Made once for
/// each record, from its components: what each is called on the wire, its type, its limits, and
/// whether it may be missing.
///
/// Unknown members are passed over, as AWS does. A JSON null is a missing member.
public final class RecordReader<T extends Record> {

    /// Stands for a member that is there and broke a limit, and so is not missing too.
    private static final Object BROKEN = new Object();

    private final List<Member> members;
    private final Map<String, Integer> positions = new HashMap<>();
    private final MethodHandle constructor;

    private RecordReader(List<Member> members, MethodHandle constructor) {
        this.members = members;
        this.constructor = constructor;
        for (int i = 0; i < members.size(); i++) {
            positions.put(members.get(i).name(), i);
        }
    }

    /// The reader of a record type.
    ///
    /// @throws IllegalArgumentException if a component has a type that the wire does not know
    public static <T extends Record> RecordReader<T> of(Class<T> type) {
        var components = type.getRecordComponents();
        var types = new Class<?>[components.length];
        var members = new Member[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            members[i] = Member.of(components[i]);
        }
        try {
            var constructor = MethodHandles.publicLookup()
                    .findConstructor(type, MethodType.methodType(void.class, types))
                    .asSpreader(Object[].class, types.length)
                    .asType(MethodType.methodType(Record.class, Object[].class));
            return new RecordReader<>(List.of(members), constructor);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type + " must be public, with its canonical constructor", e);
        }
    }

    /// Reads a whole body. An empty one is a structure without members.
    ///
    /// @throws AwsException SerializationException if it is not JSON or has a wrong type somewhere,
    ///     ValidationException naming every limit that it breaks
    public T read(Blob body) {
        var violations = new Violations();
        var value = readBody(body, violations);
        if (value == null) {
            throw violations.toException();
        }
        return value;
    }

    private @Nullable T readBody(Blob body, Violations violations) {
        if (body.length() == 0) {
            return build(new Object[members.size()], null, violations);
        }
        try (var parser = Json.parser(body.shared())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw CommonError.SERIALIZATION.unexplained();
            }
            var value = readMembers(parser, null, violations);
            if (!Json.end(parser)) {
                throw CommonError.SERIALIZATION.unexplained();
            }
            return value;
        } catch (JacksonException | CharacterCodingException e) {
            // The parser's own words may quote the input, and a secret with it.
            throw CommonError.SERIALIZATION.unexplained();
        }
    }

    /// Reads the structure that the parser stands on the start of.
    ///
    /// @param path where it stands, absent for the whole body
    /// @return `null` if a limit is broken
    @Nullable
    T readMembers(JsonParser parser, @Nullable Path path, Violations violations) {
        var values = new Object[members.size()];
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var position = positions.get(parser.currentName());
            parser.nextToken();
            if (position == null) {
                parser.skipChildren();
            } else if (parser.currentToken() != JsonToken.VALUE_NULL) {
                var member = members.get(position);
                var value = member.type().read(parser, member.at(path), violations);
                values[position] = value == null ? BROKEN : value;
            }
        }
        return build(values, path, violations);
    }

    /// Reads the parameters of a request in the Query protocol.
    ///
    /// @throws AwsException as [#read(Blob)] does
    public T read(Form form) {
        var violations = new Violations();
        var value = readMembers(form, null, violations);
        if (value == null) {
            throw violations.toException();
        }
        return value;
    }

    /// Reads the structure that these parameters make.
    ///
    /// @param path where it stands, absent for the whole request
    /// @return `null` if a limit is broken
    @Nullable
    T readMembers(Form form, @Nullable Path path, Violations violations) {
        var values = new Object[members.size()];
        for (int i = 0; i < values.length; i++) {
            var member = members.get(i);
            var parameter = form.member(member.name());
            if (parameter != null) {
                var value = member.type().read(parameter, member.at(path), violations);
                values[i] = value == null ? BROKEN : value;
            }
        }
        return build(values, path, violations);
    }

    private @Nullable T build(@Nullable Object[] values, @Nullable Path path, Violations violations) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) {
                var member = members.get(i);
                values[i] = member.absent();
                if (member.required()) {
                    violations.missing(member.at(path));
                }
            }
        }
        return violations.none() ? construct(values) : null;
    }

    @SuppressWarnings("unchecked") // the handle is the constructor of T
    private T construct(@Nullable Object[] values) {
        try {
            return (T) (Record) constructor.invokeExact(values);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /// One component of the record.
    ///
    /// @param absent what stands for a missing member, `null` for one that has no such value
    private record Member(
            String name,
            Path path,
            MemberType type,
            @Nullable Object absent,
            boolean required) {

        static Member of(RecordComponent component) {
            var named = component.getAnnotation(MemberName.class);
            var name = named == null ? capitalised(component.getName()) : named.value();
            var nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            var stays = nullable || component.isAnnotationPresent(Required.class);
            var absent = stays ? null : absent(component.getType());
            var required = !nullable && absent == null;
            return new Member(name, Path.of(name), MemberType.of(component.getAnnotatedType()), absent, required);
        }

        Path at(@Nullable Path parent) {
            return parent == null ? path : parent.member(path);
        }

        private static @Nullable Object absent(Class<?> type) {
            if (type == boolean.class) {
                return false;
            } else if (type == List.class) {
                return List.of();
            } else if (type == Map.class) {
                return Map.of();
            }
            return null;
        }
    }

    /// The member name that AWS gives a component of this name.
    static String capitalised(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
