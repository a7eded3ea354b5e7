package claviger.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import claviger.call.Change;
import claviger.crypto.Randomness;
import claviger.crypto.SecretBytes;
import claviger.custody.Custody;
import claviger.custody.Domain;
import claviger.custody.DomainKey;
import claviger.custody.FileRootKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// How long material stays in memory.
class KeyRingsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String ACCOUNT = "111122223333";
    private static final String REGION = "us-east-1";

    private final Randomness random = new Randomness(new SecureRandom());
    private final Custody custody = new Custody(FileRootKey.ephemeral(random), random);
    private final SlowWork slowWork = new SlowWork();

    @Test
    void what_is_no_longer_stored_leaves_the_memory_and_nothing_else_does() {
        var kept = key("kept");
        var gone = key("gone");
        try (var rings = new KeyRings(custody, random, slowWork)) {
            var domainKey = custody.create(new Domain(ACCOUNT, REGION));
            // Without the domain key nothing can be unsealed: what still works is held in memory.
            var sealed = View.EMPTY
                    .with(kept)
                    .with(material(kept, domainKey))
                    .with(gone)
                    .with(material(gone, domainKey));
            var open = sealed.with(domainKey);
            seal(rings, open, kept);
            seal(rings, open, gone);
            seal(rings, sealed, gone);

            rings.wipeGone(
                    List.of(new Change.Put(material(kept, domainKey)), new Change.Remove(material(gone, domainKey))));

            seal(rings, sealed, kept);
            assertThatThrownBy(() -> seal(rings, sealed, gone)).hasMessageContaining("does not open");
        }
    }

    private static void seal(KeyRings rings, View view, Key key) {
        var plaintext = SecretBytes.adopt(new byte[] {1});
        assertThat(rings.symmetric(view, key).seal(plaintext, Map.of()).length())
                .isPositive();
    }

    private KeyMaterial material(Key key, DomainKey domainKey) {
        var materialId = String.valueOf(key.currentMaterialId());
        var secret = SecretBytes.adopt(new byte[32]);
        var sealed = custody.sealMaterial(domainKey, key.id(), materialId, secret);
        return new KeyMaterial(ACCOUNT, REGION, key.id(), materialId, null, null, 1, sealed, 1);
    }

    private static Key key(String id) {
        return new Key(
                ACCOUNT,
                REGION,
                id,
                KeySpec.SYMMETRIC_DEFAULT,
                KeyUsageType.ENCRYPT_DECRYPT,
                OriginType.AWS_KMS,
                KeyManagerType.CUSTOMER,
                KeyState.ENABLED,
                "",
                "{}",
                Map.of(),
                "%064x".formatted(7),
                Rotation.NONE,
                null,
                null,
                null,
                NOW,
                1);
    }
}
