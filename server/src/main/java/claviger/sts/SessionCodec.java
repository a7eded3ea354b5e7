package claviger.sts;

import claviger.call.Caller;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/// The bytes of [SessionFacts]: `docs/format/session-token.md` has them.
final class SessionCodec {

    /// What policies and tags may take together once they are packed. With it a token stays well
    /// below what one header may have.
    static final int MOST_PACKED = 4096;

    private static final String ABSENT = "";
    private static final long NEVER = 0;

    private SessionCodec() {}

    static byte[] encode(SessionFacts facts) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeUTF(facts.type().name());
            out.writeUTF(facts.issuerId());
            out.writeUTF(facts.name());
            out.writeLong(facts.issued().getEpochSecond());
            out.writeLong(facts.expires().getEpochSecond());
            out.writeLong(facts.mfaAt() == null ? NEVER : facts.mfaAt().getEpochSecond());
            out.writeUTF(orAbsent(facts.sourceIdentity()));
            out.writeUTF(orAbsent(facts.federatedProvider()));
            out.write(packed(facts.policy(), facts.policyArns(), facts.tags(), facts.transitiveTagKeys()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /// @param bytes that were encoded here
    static SessionFacts decode(byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            var type = Caller.Type.valueOf(in.readUTF());
            var issuerId = in.readUTF();
            var name = in.readUTF();
            var issued = Instant.ofEpochSecond(in.readLong());
            var expires = Instant.ofEpochSecond(in.readLong());
            var mfaAt = in.readLong();
            var sourceIdentity = in.readUTF();
            var federatedProvider = in.readUTF();
            try (var packed = new DataInputStream(new InflaterInputStream(in))) {
                var policy = packed.readUTF();
                var arns = texts(packed);
                var tags = new HashMap<String, String>();
                var keys = texts(packed);
                for (var key : keys) {
                    tags.put(key, packed.readUTF());
                }
                return new SessionFacts(
                        type,
                        issuerId,
                        name,
                        issued,
                        expires,
                        mfaAt == NEVER ? null : Instant.ofEpochSecond(mfaAt),
                        tags,
                        new HashSet<>(texts(packed)),
                        orNull(sourceIdentity),
                        orNull(federatedProvider),
                        orNull(policy),
                        arns);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Policies and tags, compressed.
    static byte[] packed(
            @Nullable String policy, List<String> policyArns, Map<String, String> tags, Set<String> transitiveTagKeys) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
            out.writeUTF(orAbsent(policy));
            write(out, policyArns);
            var ordered = new TreeMap<>(tags);
            write(out, List.copyOf(ordered.keySet()));
            for (var value : ordered.values()) {
                out.writeUTF(value);
            }
            write(out, List.copyOf(new TreeSet<>(transitiveTagKeys)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, List<String> texts) throws IOException {
        out.writeShort(texts.size());
        for (var text : texts) {
            out.writeUTF(text);
        }
    }

    private static List<String> texts(DataInputStream in) throws IOException {
        int count = in.readUnsignedShort();
        var texts = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            texts.add(in.readUTF());
        }
        return texts;
    }

    private static String orAbsent(@Nullable String text) {
        return text == null ? ABSENT : text;
    }

    private static @Nullable String orNull(String text) {
        return text.equals(ABSENT) ? null : text;
    }
}
