package claviger.wire;

import claviger.call.Audited;
import claviger.call.MemberName;
import claviger.call.Text;
import claviger.crypto.Blob;
import claviger.crypto.SecretBytes;
import java.io.ByteArrayOutputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/// Writes a record as JSON or XML for the wire, or as JSON for an audit record. Made once for
/// each record type.
///
/// On the wire, members have AWS's names, bytes are base64, and times are seconds since the
/// epoch, in XML in ISO 8601. In an audit record, names begin with a lower-case letter, times
/// are written out, and only components marked [Audited] appear, with all that is below them
/// but bytes, which never do.
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

    /// Writes every member as an element, a list with an element `member` for each of its own.
    void toXml(Xml xml, Record value) {
        for (var member : members) {
            var content = member.of(value);
            if (content != null) {
                xml.start(member.wireName());
                member.writeContent(xml, content);
                xml.end();
            }
        }
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

    /// Wipes every secret that the record holds, itself or in a record of its own. It cannot be
    /// written afterwards.
    public void wipe(Record value) {
        for (var member : members) {
            var content = member.of(value);
            if (content instanceof SecretBytes secret) {
                secret.wipe();
            } else if (content instanceof Record inner && member.nested() != null) {
                member.nested().wipe(inner);
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
            boolean isText,
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
                        component.isAnnotationPresent(Text.class),
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
                    map.forEach((key, element) -> json.writeStringProperty((String) key, String.valueOf(element)));
                    json.writeEndObject();
                }
                default -> throw new IllegalArgumentException("no wire form for " + content.getClass());
            }
        }

        private void writeContent(Xml xml, Object content) {
            switch (content) {
                case String text -> xml.text(text);
                case Integer number -> xml.text(number.toString());
                case Boolean flag -> xml.text(flag.toString());
                case Enum<?> constant -> xml.text(MemberType.wireName(constant));
                case Instant time ->
                    xml.text(DateTimeFormatter.ISO_INSTANT.format(time.truncatedTo(ChronoUnit.SECONDS)));
                case Blob blob -> xml.text(Base64.getEncoder().encodeToString(blob.shared()));
                case SecretBytes secret ->
                    secret.use(bytes -> {
                        xml.text(
                                isText
                                        ? new String(bytes, StandardCharsets.UTF_8)
                                        : Base64.getEncoder().encodeToString(bytes));
                        return true;
                    });
                case Record inner -> writer(inner).toXml(xml, inner);
                case List<?> list ->
                    list.forEach(element -> {
                        xml.start("member");
                        writeContent(xml, element);
                        xml.end();
                    });
                case Map<?, ?> map ->
                    map.forEach((key, element) -> {
                        xml.start("entry");
                        xml.element("key", String.valueOf(key));
                        xml.element("value", String.valueOf(element));
                        xml.end();
                    });
                default -> throw new IllegalArgumentException("no wire form for " + content.getClass());
            }
        }

        private RecordWriter writer(Record value) {
            if (nested == null) {
                throw new IllegalArgumentException("no writer for " + value.getClass());
            }
            return nested;
        }

        private void inner(JsonGenerator json, Record value, boolean forAudit) {
            writer(value).write(json, value, forAudit);
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
