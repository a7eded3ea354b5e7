package claviger.kms;

import claviger.call.Region;
import claviger.crypto.Blob;
import claviger.crypto.Envelope;
import claviger.crypto.Randomness;
import claviger.crypto.SecretBytes;
import claviger.custody.Custody;
import claviger.custody.Domain;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Key material in the clear, for as long as it is in use: unsealed when first needed, wiped when it
/// has not been used for a minute.
public final class KeyRings implements AutoCloseable {

    private static final Duration IDLE = Duration.ofSeconds(60);
    private static final Duration SWEEP = Duration.ofSeconds(15);

    private final Custody custody;
    private final Randomness random;
    private final ConcurrentHashMap<Place, Unsealed> unsealed = new ConcurrentHashMap<>();
    private final Thread sweeper;
    private volatile boolean closed;

    public KeyRings(Custody custody, Randomness random) {
        this.custody = custody;
        this.random = random;
        this.sweeper = Thread.ofPlatform().daemon().name("key-rings").start(this::sweep);
    }

    /// The ring of a symmetric encryption key that has material.
    SymmetricRing symmetric(View view, Key key) {
        return new SymmetricRing(view, key);
    }

    /// Wipes all material.
    @Override
    public void close() {
        closed = true;
        sweeper.interrupt();
        unsealed.keySet().forEach(this::wipe);
    }

    /// Lends material; empty if the key has none with this id.
    private <R> Optional<R> use(View view, Key key, String materialId, Function<SecretBytes, R> borrower) {
        var material = view.in(key.account(), key.region()).material(key.id(), materialId);
        if (material == null) {
            return Optional.empty();
        }
        while (true) {
            var secret = secret(view, material);
            try {
                return Optional.of(borrower.apply(secret));
            } catch (SecretBytes.WipedException e) {
                if (!secret.isWiped()) {
                    throw e;
                }
                // The sweeper was faster: unseal it again.
            }
        }
    }

    private SecretBytes secret(View view, KeyMaterial material) {
        if (closed) {
            throw new IllegalStateException("the key rings are closed");
        }
        var place = new Place(material.account(), material.region(), material.keyId(), material.id());
        var found = unsealed.computeIfAbsent(place, _ -> new Unsealed(unseal(view, material)));
        found.lastUsed = System.nanoTime();
        return found.secret;
    }

    private SecretBytes unseal(View view, KeyMaterial material) {
        var domain = new Domain(material.account(), material.region());
        return view.domainKeys(domain).stream()
                .filter(key -> key.keyVersion() == material.domainKeyVersion())
                .findFirst()
                .flatMap(key -> custody.openMaterial(key, material.keyId(), material.id(), material.sealed()))
                .orElseThrow(() -> new IllegalStateException("key material does not open: " + material.rowId()));
    }

    private void sweep() {
        try {
            while (true) {
                Thread.sleep(SWEEP);
                unsealed.forEach((place, material) -> {
                    if (System.nanoTime() - material.lastUsed > IDLE.toNanos()) {
                        wipe(place);
                    }
                });
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Wipes the material that is no longer stored. What a request in flight unseals again after that is gone when it
    /// has been idle.
    public void wipeWhatIsGone(View now) {
        unsealed.keySet().forEach(place -> {
            if (now.in(place.account, place.region).material(place.keyId, place.materialId) == null) {
                wipe(place);
            }
        });
    }

    private void wipe(Place place) {
        var material = unsealed.remove(place);
        if (material != null) {
            material.secret.wipe();
        }
    }

    private record Place(String account, String region, String keyId, String materialId) {}

    private static final class Unsealed {
        private final SecretBytes secret;
        private volatile long lastUsed = System.nanoTime();

        Unsealed(SecretBytes secret) {
            this.secret = secret;
        }
    }

    /// The material of a symmetric encryption key: the current one seals, every one opens what it sealed.
    public final class SymmetricRing {
        private final View view;
        private final Key key;

        private SymmetricRing(View view, Key key) {
            this.view = view;
            this.key = key;
        }

        /// The id of the material that seals.
        public String currentMaterialId() {
            var id = key.currentMaterialId();
            if (id == null) {
                throw new IllegalStateException("no key material: " + key.arn());
            }
            return id;
        }

        /// @param plaintext 1 to 4,096 bytes
        public Blob seal(SecretBytes plaintext, Map<String, String> encryptionContext) {
            var materialId = currentMaterialId();
            var identity = new Envelope.Identity(Region.partition(key.region()), key.account(), key.id(), materialId);
            return use(
                            view,
                            key,
                            materialId,
                            material -> Envelope.seal(identity, material, encryptionContext, plaintext, random))
                    .orElseThrow(() -> new IllegalStateException("no key material: " + key.arn()));
        }

        /// The plaintext, or empty if this key did not make the ciphertext with this encryption context.
        public Optional<SecretBytes> open(Envelope ciphertext, Map<String, String> encryptionContext) {
            return use(
                            view,
                            key,
                            ciphertext.identity().materialId(),
                            material -> ciphertext.open(material, encryptionContext))
                    .flatMap(Function.identity());
        }
    }
}
