package claviger.sigv4;

import claviger.call.Caller;
import claviger.crypto.SecretBytes;
import claviger.iam.Credential;
import claviger.iam.Credentials;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Credentials in memory, with sessions too.
final class TestCredentials implements Credentials {

    static final String ACCOUNT = "111122223333";

    private record Entry(@Nullable String token, Credential credential) {}

    private final Map<String, Entry> entries = new HashMap<>();

    TestCredentials with(String accessKeyId, String secret) {
        return with(accessKeyId, secret, null, null, 1);
    }

    TestCredentials with(
            String accessKeyId, String secret, @Nullable String token, @Nullable Instant expires, long version) {
        var credential = new Credential(
                accessKeyId,
                ACCOUNT,
                "arn:aws:iam::" + ACCOUNT + ":root",
                ACCOUNT,
                Caller.Type.ROOT,
                expires == null ? null : session(expires),
                version,
                () -> SecretBytes.adopt(secret.getBytes(StandardCharsets.UTF_8)));
        entries.put(accessKeyId, new Entry(token, credential));
        return this;
    }

    private static Caller.Session session(Instant expires) {
        var issued = expires.minusSeconds(900);
        return new Caller.Session(
                "",
                "arn:aws:iam::" + ACCOUNT + ":root",
                ACCOUNT,
                issued,
                expires,
                null,
                Map.of(),
                Set.of(),
                null,
                null,
                null);
    }

    TestCredentials without(String accessKeyId) {
        entries.remove(accessKeyId);
        return this;
    }

    @Override
    public @Nullable Credential find(String accessKeyId, @Nullable String sessionToken) {
        var entry = entries.get(accessKeyId);
        return entry != null && Objects.equals(entry.token, sessionToken) ? entry.credential : null;
    }
}
