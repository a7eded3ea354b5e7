package claviger.iam;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// When access keys signed last, since the server was started.
public final class AccessKeyUses {

    /// Whoever has rested longest is forgotten.
    private static final int MOST = 100_000;

    private final Map<String, Use> uses = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Use> eldest) {
            return size() > MOST;
        }
    };

    /// @param service such as `kms`
    public record Use(Instant at, String service, String region) {}

    public synchronized void used(String accessKeyId, Use use) {
        uses.put(accessKeyId, use);
    }

    /// `null` if it has not signed.
    public synchronized @Nullable Use last(String accessKeyId) {
        return uses.get(accessKeyId);
    }
}
