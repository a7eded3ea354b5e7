package claviger.custody;

import claviger.crypto.AesGcm;
import claviger.crypto.Blob;
import claviger.crypto.Hkdf;
import claviger.crypto.Hmac;
import claviger.crypto.Randomness;
import claviger.crypto.SecretBytes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes and opens domain keys with the root key, and seals under their subkeys. Opened keys are
/// kept for as long as they are in use; safe for use by many threads.
public final class Custody implements AutoCloseable {

    /// What a subkey of a domain key is for.
    public enum Purpose {
        /// Rows of the store.
        ROWS,
        /// Key material of KMS keys.
        MATERIAL,
        /// Secrets of access keys.
        SECRETS,
        /// Tokens that are handed out and come back.
        TOKENS,
        /// Wrapping keys, which import tokens carry.
        WRAPPING_KEYS,
        /// What session tokens say.
        SESSIONS,
        /// The secrets of temporary access keys.
        SESSION_SECRETS,
        /// The digest of the state, and the audit records that wait beside it.
        STATE,
        /// The key that signs the audit trail.
        AUDIT;

        private String label() {
            return "claviger domain: " + name();
        }
    }

    private static final int DOMAIN_KEY_LENGTH = 32;

    /// 40 characters in base64, as AWS's have.
    private static final int SESSION_SECRET_LENGTH = 30;

    private final RootKey root;
    private final Randomness random;
    private final Cache cache = new Cache();

    public Custody(RootKey root, Randomness random) {
        this.root = root;
        this.random = random;
    }

    /// Names the root key: see [RootKey#fingerprint()].
    public String rootFingerprint() {
        return root.fingerprint();
    }

    /// A new key, the domain's first, not yet stored.
    public DomainKey create(Domain domain) {
        return create(domain, 1);
    }

    /// A new key to follow the newest of its domain, not yet stored.
    public DomainKey createAfter(DomainKey newest) {
        return create(newest.domain(), newest.keyVersion() + 1);
    }

    /// 32 bytes under a label of their own. They belong to custody, which wipes them when it
    /// closes.
    ///
    /// @throws DomainKeyException if the root key did not seal this domain key
    public SecretBytes subkey(DomainKey key, Purpose purpose) {
        return open(key, purpose).secret;
    }

    /// What seals and opens under a subkey, custody's as well.
    ///
    /// @throws DomainKeyException if the root key did not seal this domain key
    public AesGcm sealing(DomainKey key, Purpose purpose) {
        return open(key, purpose).sealing;
    }

    /// Seals key material for one place: this domain, KMS key and material id.
    public Blob sealMaterial(DomainKey by, String keyId, String materialId, SecretBytes material) {
        return seal(by, Purpose.MATERIAL, materialIdentity(by, keyId, materialId), material);
    }

    /// The material, or empty if it was not sealed for this place.
    public Optional<SecretBytes> openMaterial(DomainKey by, String keyId, String materialId, Blob sealed) {
        return open(by, Purpose.MATERIAL, materialIdentity(by, keyId, materialId), sealed);
    }

    /// Seals the secret of one access key of the domain's account.
    public Blob sealSecret(DomainKey by, String accessKeyId, SecretBytes secret) {
        return seal(by, Purpose.SECRETS, secretIdentity(by, accessKeyId), secret);
    }

    /// The secret, or empty if it was not sealed for this access key.
    public Optional<SecretBytes> openSecret(DomainKey by, String accessKeyId, Blob sealed) {
        return open(by, Purpose.SECRETS, secretIdentity(by, accessKeyId), sealed);
    }

    /// Seals the seed of one MFA device of the domain's account.
    public Blob sealMfaSeed(DomainKey by, String serialNumber, SecretBytes seed) {
        return seal(by, Purpose.SECRETS, seedIdentity(by, serialNumber), seed);
    }

    /// The seed, or empty if it was not sealed for this device.
    public Optional<SecretBytes> openMfaSeed(DomainKey by, String serialNumber, Blob sealed) {
        return open(by, Purpose.SECRETS, seedIdentity(by, serialNumber), sealed);
    }

    /// The MAC by which a token that is handed out is known when it comes back, 32 bytes.
    public Blob tokenMac(DomainKey by, Identity token) {
        return Hmac.SHA_256.compute(subkey(by, Purpose.TOKENS), token.encoded().shared());
    }

    /// Whether this is the MAC of the token, found out in a time that does not tell how much of it is
    /// right.
    public boolean verifiesToken(DomainKey by, Identity token, Blob mac) {
        return Hmac.SHA_256.verify(subkey(by, Purpose.TOKENS), token.encoded().shared(), mac);
    }

    /// Seals the wrapping key that an import token carries, for one KMS key of the domain.
    public Blob sealWrappingKey(DomainKey by, String keyId, SecretBytes content) {
        return seal(by, Purpose.WRAPPING_KEYS, wrappingIdentity(by, keyId), content);
    }

    /// What the import token carries, or empty if it was not sealed for this KMS key.
    public Optional<SecretBytes> openWrappingKey(DomainKey by, String keyId, Blob sealed) {
        return open(by, Purpose.WRAPPING_KEYS, wrappingIdentity(by, keyId), sealed);
    }

    /// Seals what a session token says, for one temporary access key.
    public Blob sealSession(DomainKey by, String accessKeyId, byte[] content) {
        return sealing(by, Purpose.SESSIONS)
                .seal(sessionIdentity(by, accessKeyId).encoded().shared(), content, random);
    }

    /// What a session token says, or empty if it was not sealed for this temporary access key.
    public Optional<SecretBytes> openSession(DomainKey by, String accessKeyId, Blob sealed) {
        return open(by, Purpose.SESSIONS, sessionIdentity(by, accessKeyId), sealed);
    }

    /// The secret of a temporary access key before it is written as text, 30 bytes: derived, and
    /// so the same each time.
    ///
    /// @param salt unlike that of any other session
    public SecretBytes sessionSecret(DomainKey by, String accessKeyId, byte[] salt) {
        var info = Identity.of("claviger session secret").with(accessKeyId).encoded();
        return Hkdf.derive(subkey(by, Purpose.SESSION_SECRETS), salt, info.shared(), SESSION_SECRET_LENGTH);
    }

    /// Wipes every key that is open. What asks afterwards opens them anew.
    @Override
    public void close() {
        cache.wipe();
    }

    private DomainKey create(Domain domain, int keyVersion) {
        var secret = random.secret(DOMAIN_KEY_LENGTH);
        try {
            return new DomainKey(domain, keyVersion, root.seal(identity(domain, keyVersion, 1), secret), 1);
        } finally {
            secret.wipe();
        }
    }

    private Opened open(DomainKey key, Purpose purpose) {
        var wanted = new Subkey(key, purpose);
        var known = cache.get(wanted);
        return known != null ? known : cache.put(wanted, new Opened(derive(key, purpose)));
    }

    private SecretBytes derive(DomainKey key, Purpose purpose) {
        var opened = root.open(identity(key.domain(), key.keyVersion(), key.version()), key.sealed())
                .orElseThrow(() -> new DomainKeyException(key.domain(), root.fingerprint()));
        try {
            return Hkdf.subkey(opened, purpose.label());
        } finally {
            opened.wipe();
        }
    }

    private Blob seal(DomainKey by, Purpose purpose, Identity identity, SecretBytes secret) {
        return sealing(by, purpose).seal(identity.encoded().shared(), secret, random);
    }

    private Optional<SecretBytes> open(DomainKey by, Purpose purpose, Identity identity, Blob sealed) {
        return sealing(by, purpose).open(identity.encoded().shared(), sealed);
    }

    private static Blob identity(Domain domain, int keyVersion, long version) {
        return Identity.of("claviger domain key")
                .with(domain.account())
                .with(domain.region())
                .with(keyVersion)
                .with(version)
                .encoded();
    }

    private static Identity materialIdentity(DomainKey by, String keyId, String materialId) {
        return Identity.of("claviger key material")
                .with(by.domain().account())
                .with(by.domain().region())
                .with(keyId)
                .with(materialId)
                .with(by.keyVersion());
    }

    private static Identity secretIdentity(DomainKey by, String accessKeyId) {
        return Identity.of("claviger access key secret")
                .with(by.domain().account())
                .with(by.domain().region())
                .with(accessKeyId)
                .with(by.keyVersion());
    }

    private static Identity seedIdentity(DomainKey by, String serialNumber) {
        return Identity.of("claviger MFA seed")
                .with(by.domain().account())
                .with(by.domain().region())
                .with(serialNumber)
                .with(by.keyVersion());
    }

    private static Identity wrappingIdentity(DomainKey by, String keyId) {
        return Identity.of("claviger wrapping key")
                .with(by.domain().account())
                .with(by.domain().region())
                .with(keyId)
                .with(by.keyVersion());
    }

    private static Identity sessionIdentity(DomainKey by, String accessKeyId) {
        return Identity.of("claviger session")
                .with(by.domain().account())
                .with(by.domain().region())
                .with(accessKeyId)
                .with(by.keyVersion());
    }

    private record Subkey(DomainKey key, Purpose purpose) {

        // Written out for the same reason as those of Domain. What is sealed is never the same for two keys.

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Subkey that
                    && purpose == that.purpose
                    && key.keyVersion() == that.key.keyVersion()
                    && key.domain().equals(that.key.domain())
                    && key.sealed().equals(that.key.sealed());
        }

        @Override
        public int hashCode() {
            return 31 * key.sealed().hashCode() + purpose.hashCode();
        }
    }

    /// A subkey, and what has it and holds what was made of it.
    private record Opened(SecretBytes secret, AesGcm sealing) {
        Opened(SecretBytes secret) {
            this(secret, new AesGcm(secret));
        }
    }

    private static final class Cache {

        private static final int LIMIT = 4096;

        private final LinkedHashMap<Subkey, Opened> kept = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Subkey, Opened> eldest) {
                // Not wiped: somebody may have been lent it a moment ago.
                return size() > LIMIT;
            }
        };

        synchronized @Nullable Opened get(Subkey wanted) {
            return kept.get(wanted);
        }

        /// What is kept now: `opened`, or what another thread has put there first.
        synchronized Opened put(Subkey wanted, Opened opened) {
            var first = kept.putIfAbsent(wanted, opened);
            return first == null ? opened : first;
        }

        synchronized void wipe() {
            kept.values().forEach(opened -> opened.sealing.wipe());
            kept.clear();
        }
    }

    /// A domain key does not open: another root key sealed it, or it was changed.
    public static final class DomainKeyException extends RuntimeException {
        DomainKeyException(Domain domain, String fingerprint) {
            super("the domain key of account '%s', Region '%s' was not sealed by root key %s"
                    .formatted(domain.account(), domain.region(), fingerprint));
        }
    }
}
