package claviger.kms;

import claviger.call.Change;
import claviger.call.Region;
import claviger.crypto.AsymmetricPrivateKey;
import claviger.crypto.Blob;
import claviger.crypto.Envelope;
import claviger.crypto.HmacKey;
import claviger.crypto.Randomness;
import claviger.crypto.SecretBytes;
import claviger.custody.Custody;
import java.time.Duration;
import java.util.List;
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
    private final SlowWork slowWork;
    private final ConcurrentHashMap<Place, Held> held = new ConcurrentHashMap<>();
    private final Thread sweeper;
    private volatile boolean closed;

    public KeyRings(Custody custody, Randomness random, SlowWork slowWork) {
        this.custody = custody;
        this.random = random;
        this.slowWork = slowWork;
        this.sweeper = Thread.ofPlatform().daemon().name("key-rings").start(this::sweep);
    }

    /// The ring of a symmetric encryption key that has material.
    SymmetricRing symmetric(View view, Key key) {
        return new SymmetricRing(view, key);
    }

    /// Lends the key pair of an asymmetric key that has material. With a large modulus, a millisecond or more is long
    /// enough to wait for a turn; so is unsealing a pair, and the first loads a library.
    <R> R pair(View view, Key key, Function<AsymmetricPrivateKey, R> borrower) {
        var isLarge = key.spec() == KeySpec.RSA_3072 || key.spec() == KeySpec.RSA_4096;
        return isLarge || !isHeld(key)
                ? slowWork.call(() -> lendPair(view, key, borrower))
                : lendPair(view, key, borrower);
    }

    private boolean isHeld(Key key) {
        var id = key.currentMaterialId();
        return id != null && held.containsKey(new Place(key.account(), key.region(), key.id(), id));
    }

    private <R> R lendPair(View view, Key key, Function<AsymmetricPrivateKey, R> borrower) {
        return lend(view, key, (Unsealed.Pair pair) -> borrower.apply(pair.key()));
    }

    /// Lends an HMAC key that has material.
    <R> R mac(View view, Key key, Function<HmacKey, R> borrower) {
        return lend(view, key, (Unsealed.Mac mac) -> borrower.apply(mac.key()));
    }

    Randomness random() {
        return random;
    }

    /// Wipes all material.
    @Override
    public void close() {
        closed = true;
        sweeper.interrupt();
        held.keySet().forEach(this::wipe);
    }

    private <U extends Unsealed, R> R lend(View view, Key key, Function<U, R> borrower) {
        var materialId = key.currentMaterialId();
        return Optional.ofNullable(materialId)
                .flatMap(id -> use(view, key, id, borrower))
                .orElseThrow(() -> new IllegalStateException("no key material: " + key.arn()));
    }

    /// Lends material; empty if the key has none with this id.
    @SuppressWarnings("unchecked") // what is unsealed has the form that the key's spec says
    private <U extends Unsealed, R> Optional<R> use(View view, Key key, String materialId, Function<U, R> borrower) {
        var material = view.in(key.account(), key.region()).material(key.id(), materialId);
        if (material == null || material.sealed() == null || material.isPendingRotation()) {
            return Optional.empty();
        }
        while (true) {
            var unsealed = unsealed(view, key, material);
            try {
                return Optional.of(borrower.apply((U) unsealed));
            } catch (SecretBytes.WipedException e) {
                if (!unsealed.isWiped()) {
                    throw e;
                }
                // The sweeper was faster: unseal it again.
            }
        }
    }

    private Unsealed unsealed(View view, Key key, KeyMaterial material) {
        if (closed) {
            throw new IllegalStateException("the key rings are closed");
        }
        var place = new Place(material.account(), material.region(), material.keyId(), material.id());
        var found = held.computeIfAbsent(place, _ -> new Held(parse(key.spec(), material.open(custody, view))));
        found.lastUsed = System.nanoTime();
        return found.unsealed;
    }

    /// @param secret is wiped when what was made of it is
    private static Unsealed parse(KeySpec spec, SecretBytes secret) {
        if (spec.isHmac()) {
            var hmac = spec.macAlgorithms().getFirst().hmac();
            return new Unsealed.Mac(new HmacKey(hmac, secret));
        }
        if (!spec.isAsymmetric()) {
            return new Unsealed.Bytes(secret);
        }
        try {
            return KeyPairs.ofMaterial(spec, secret)
                    .map(Unsealed.Pair::new)
                    .orElseThrow(() -> new IllegalStateException("key material is no key pair of " + spec));
        } finally {
            secret.wipe();
        }
    }

    private void sweep() {
        try {
            while (true) {
                Thread.sleep(SWEEP);
                held.forEach((place, material) -> {
                    if (System.nanoTime() - material.lastUsed > IDLE.toNanos()) {
                        wipe(place);
                    }
                });
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Wipes the material that changes have removed or destroyed. What a request in flight unseals again after that
    /// is gone when it has been idle.
    public void wipeGone(List<Change> changes) {
        for (var change : changes) {
            if (change.noun() instanceof KeyMaterial material
                    && (change instanceof Change.Remove || material.sealed() == null)) {
                wipe(new Place(material.account(), material.region(), material.keyId(), material.id()));
            }
        }
    }

    private void wipe(Place place) {
        var material = held.remove(place);
        if (material != null) {
            material.unsealed.wipe();
        }
    }

    private record Place(String account, String region, String keyId, String materialId) {}

    /// Material in the form in which it is used.
    private sealed interface Unsealed {

        boolean isWiped();

        void wipe();

        record Bytes(SecretBytes secret) implements Unsealed {
            @Override
            public boolean isWiped() {
                return secret.isWiped();
            }

            @Override
            public void wipe() {
                secret.wipe();
            }
        }

        record Mac(HmacKey key) implements Unsealed {
            @Override
            public boolean isWiped() {
                return key.isWiped();
            }

            @Override
            public void wipe() {
                key.wipe();
            }
        }

        record Pair(AsymmetricPrivateKey key) implements Unsealed {
            @Override
            public boolean isWiped() {
                return key.isWiped();
            }

            @Override
            public void wipe() {
                key.wipe();
            }
        }
    }

    private static final class Held {
        private final Unsealed unsealed;
        private volatile long lastUsed = System.nanoTime();

        Held(Unsealed unsealed) {
            this.unsealed = unsealed;
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
                            (Unsealed.Bytes material) ->
                                    Envelope.seal(identity, material.secret(), encryptionContext, plaintext, random))
                    .orElseThrow(() -> new IllegalStateException("no key material: " + key.arn()));
        }

        /// The plaintext, or empty if this key did not make the ciphertext with this encryption context.
        public Optional<SecretBytes> open(Envelope ciphertext, Map<String, String> encryptionContext) {
            return use(
                            view,
                            key,
                            ciphertext.identity().materialId(),
                            (Unsealed.Bytes material) -> ciphertext.open(material.secret(), encryptionContext))
                    .flatMap(Function.identity());
        }
    }
}
