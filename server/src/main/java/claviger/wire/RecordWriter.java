package claviger.wire;

import claviger.call.Audited;
import claviger.call.MemberName;
import claviger.crypto.Blob;
import claviger.crypto.SecretBytes;
import java.io.ByteArrayOutputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/// Writes a record as JSON, for the wire or for an audit record. Made once for each record type.
///
/// On the wire, members have AWS's names, bytes are base64, and times are seconds since the epoch.
/// In an audit record, names begin with a lower-case letter, times are written out, and only
/// components marked [Audited] appear, with all that is below them but bytes, which never do.
public final class RecordWriter {

    /// As CloudTrail writes times in responseElements: `Aug 10, 2022, 10:38:27 PM`.
    private static final DateTimeFormatter WRITTEN_OUT =
            DateTimeFormatter.ofPattern("MMM d, yyyy, h:mm:ss a", Locale.US).withZone(ZoneOffset.UTC);

    private final List<Member> members;

    private RecordWriter(List<Member> members) {
        this.members = members;
    }

    public static RecordWriter of(Class<? extends Record> type) {
        return new RecordWriter(
                Arrays.stream(type.getRecordComponents()).map(Member::of).toList());
    }

    /// The record as the body of an answer.
    public Blob toWire(Record value) {
        var bytes = new ByteArrayOutputStream(512);
        try (var json = Json.FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            write(json, value, false);
        }
        return Blob.adopt(bytes.toByteArray());
    }

    /// Writes what an audit record shows of the record, or null if that is nothing.
    public void writeAudited(JsonGenerator json, Record value) {
        boolean open = false;
        for (var member : members) {
            if (member.audited() && member.shows(value)) {
                if (!open) {
                    json.writeStartObject();
                    open = true;
                }
                member.write(json, value, true);
            }
        }
        if (open) {
            json.writeEndObject();
        } else {
            json.writeNull();
        }
    }

    /// Wipes every secret that the record itself holds. It cannot be written afterwards.
    public void wipe(Record value) {
        for (var member : members) {
            if (member.of(value) instanceof SecretBytes secret) {
                secret.wipe();
            }
        }
    }

    private void write(JsonGenerator json, Record value, boolean forAudit) {
        json.writeStartObject();
        for (var member : members) {
            if (!forAudit || member.shows(value)) {
                member.write(json, value, forAudit);
            }
        }
        json.writeEndObject();
    }

    /// One component of the record.
    private record Member(
            String wireName,
            String auditName,
            boolean audited,
            MethodHandle accessor,
            @Nullable RecordWriter nested) {

        static Member of(RecordComponent component) {
            var named = component.getAnnotation(MemberName.class);
            var name = named == null ? RecordReader.capitalised(component.getName()) : named.value();
            try {
                var accessor = MethodHandles.publicLookup()
                        .unreflect(component.getAccessor())
                        .asType(MethodType.methodType(Object.class, Record.class));
                return new Member(
                        name,
                        Character.toLowerCase(name.charAt(0)) + name.substring(1),
                        component.isAnnotationPresent(Audited.class),
                        accessor,
                        nested(component));
            } catch (IllegalAccessException e) {
                throw new IllegalArgumentException(component.getDeclaringRecord() + " must be public", e);
            }
        }

        /// The writer of the records that the component holds, itself or in a list.
        private static @Nullable RecordWriter nested(RecordComponent component) {
            var type = component.getType();
            if (type == List.class) {
                type = (Class<?>)
                        ((java.lang.reflect.ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
            }
            return type.isRecord() ? RecordWriter.of(type.asSubclass(Record.class)) : null;
        }

        @Nullable
        Object of(Record value) {
            try {
                return (Object) accessor.invokeExact(value);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }

        /// Whether an audit record has anything to show here.
        boolean shows(Record value) {
            return switch (of(value)) {
                case null -> false;
                case Blob _, SecretBytes _ -> false;
                case List<?> list -> !list.isEmpty();
                case Map<?, ?> map -> !map.isEmpty();
                default -> true;
            };
        }

        void write(JsonGenerator json, Record value, boolean forAudit) {
            var content = of(value);
            if (content != null) {
                json.writeName(forAudit ? auditName : wireName);
                writeContent(json, content, forAudit);
            }
        }

        private void writeContent(JsonGenerator json, Object content, boolean forAudit) {
            switch (content) {
                case String text -> json.writeString(text);
                case Integer number -> json.writeNumber(number);
                case Boolean flag -> json.writeBoolean(flag);
                case Enum<?> constant -> json.writeString(MemberType.wireName(constant));
                case Instant time when forAudit -> json.writeString(WRITTEN_OUT.format(time));
                case Instant time -> json.writeNumber(seconds(time));
                case Blob blob -> json.writeBinary(blob.shared());
                case SecretBytes secret -> writeSecret(json, secret);
                case Record inner -> inner(json, inner, forAudit);
                case List<?> list -> {
                    json.writeStartArray();
                    list.forEach(element -> writeContent(json, element, forAudit));
                    json.writeEndArray();
                }
                case Map<?, ?> map -> {
                    json.writeStartObject();
                    map.forEach((key, element) -> json.writeStringProperty((String) key, (String) element));
                    json.writeEndObject();
                }
                default -> throw new IllegalArgumentException("no wire form for " + content.getClass());
            }
        }

        private void inner(JsonGenerator json, Record value, boolean forAudit) {
            if (nested == null) {
                throw new IllegalArgumentException("no writer for " + value.getClass());
            }
            nested.write(json, value, forAudit);
        }

        private static void writeSecret(JsonGenerator json, SecretBytes secret) {
            secret.use(bytes -> json.writeBinary(bytes));
        }

        /// Seconds since the epoch with milliseconds as the fraction, as KMS sends times.
        private static BigDecimal seconds(Instant time) {
            return BigDecimal.valueOf(time.toEpochMilli(), 3);
        }
    }
}
