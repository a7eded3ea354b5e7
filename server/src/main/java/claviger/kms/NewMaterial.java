package claviger.kms;

import claviger.call.Noun;
import claviger.crypto.AsymmetricPrivateKey;
import claviger.crypto.MaterialId;
import claviger.crypto.Randomness;
import claviger.crypto.SecretBytes;
import claviger.custody.Custody;
import claviger.custody.Domain;
import claviger.custody.DomainKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Makes key material for new keys.
public final class NewMaterial {

    /// AES-256.
    private static final int SYMMETRIC_LENGTH = 32;

    private final Custody custody;
    private final Randomness random;

    private final KeyPairs keyPairs;

    public NewMaterial(Custody custody, Randomness random, KeyPairs keyPairs) {
        this.custody = custody;
        this.random = random;
        this.keyPairs = keyPairs;
    }

    /// Material for a new key of the caller's account in its Region. The first key there brings a domain key
    /// with it.
    public Made of(KeySpec spec, Leave leave, String keyId) {
        return of(secret(spec), leave, keyId);
    }

    /// The same of a secret that is there.
    ///
    /// @param secret in the form that [#ofStranger] gives it; is wiped
    public Made of(SecretBytes secret, Leave leave, String keyId) {
        var domain = new Domain(leave.account(), leave.region());
        var domainKeys = leave.view().domainKeys(domain);
        var fresh = domainKeys.isEmpty() ? custody.create(domain) : null;
        var domainKey = fresh == null ? domainKeys.getLast() : fresh;
        return new Made(seal(domainKey, keyId, secret, null, null), fresh);
    }

    /// No material for a new key, since it will be imported.
    public Made awaited(Leave leave) {
        var domain = new Domain(leave.account(), leave.region());
        return new Made(null, leave.view().domainKeys(domain).isEmpty() ? custody.create(domain) : null);
    }

    /// What came from outside, in the form in which a key of this spec keeps it: the secret of a symmetric or HMAC key
    /// as it is, a private key as this server writes PKCS#8. Empty if it is no such thing.
    ///
    /// @param secret is wiped
    public Optional<SecretBytes> ofStranger(KeySpec spec, SecretBytes secret) {
        if (!spec.isAsymmetric()) {
            if (secret.length() == length(spec)) {
                return Optional.of(secret);
            }
            secret.wipe();
            return Optional.empty();
        }
        try {
            return keyPairs.ofStranger(spec, secret).map(NewMaterial::pkcs8);
        } finally {
            secret.wipe();
        }
    }

    /// The same where a key on a curve may also come without a frame, as an ECPrivateKey (RFC 5915).
    ///
    /// @param secret is wiped
    public Optional<SecretBytes> ofStrangerFramedOrNot(KeySpec spec, SecretBytes secret) {
        if (!spec.isAsymmetric()) {
            return ofStranger(spec, secret);
        }
        try {
            var framed = keyPairs.ofStranger(spec, secret).map(NewMaterial::pkcs8);
            return framed.isPresent()
                    ? framed
                    : keyPairs.ofUnframed(spec, secret).map(NewMaterial::pkcs8);
        } finally {
            secret.wipe();
        }
    }

    /// Imported material of the granted key.
    ///
    /// @param secret is wiped
    public KeyMaterial imported(Leave leave, SecretBytes secret, KeyMaterial.Imported imported) {
        var key = leave.key();
        var domainKey =
                leave.view().domainKeys(new Domain(key.account(), key.region())).getLast();
        return seal(domainKey, key.id(), secret, null, imported);
    }

    /// Material that was made here for a key that is declared and not asked for.
    public KeyMaterial generated(DomainKey by, KeySpec spec, String keyId) {
        return seal(by, keyId, secret(spec), null, null);
    }

    /// Material that was given with the declaration of its key.
    ///
    /// @param secret in the form that [#ofStranger] gives it; is wiped
    /// @param rotated `null` for the key's first
    /// @param imported `null` for a key whose material does not come from outside
    public KeyMaterial given(
            DomainKey by,
            String keyId,
            SecretBytes secret,
            KeyMaterial.@Nullable Rotated rotated,
            KeyMaterial.@Nullable Imported imported) {
        return seal(by, keyId, secret, rotated, imported);
    }

    /// Material to follow a key's own.
    KeyMaterial next(View view, Key key, KeyMaterial.Rotated rotated) {
        var domainKey = view.domainKeys(new Domain(key.account(), key.region())).getLast();
        return seal(domainKey, key.id(), secret(key.spec()), rotated, null);
    }

    /// The same material for the related key in another Region, with the domain key of that Region if it has none.
    /// What was imported is imported there too: of that, the key has the name only.
    public List<Noun> copies(View view, Collection<KeyMaterial> materials, Domain target) {
        var nouns = new ArrayList<Noun>();
        var known = view.domainKeys(target);
        var by = known.isEmpty() ? custody.create(target) : known.getLast();
        if (known.isEmpty()) {
            nouns.add(by);
        }
        for (var material : materials) {
            nouns.add(
                    material.imported() == null
                            ? seal(by, material.keyId(), material.open(custody, view), material.rotated(), null)
                            : material.awaitedUnder(by));
        }
        return nouns;
    }

    private SecretBytes secret(KeySpec spec) {
        return spec.isAsymmetric() ? pkcs8(keyPairs.generate(spec)) : random.secret(length(spec));
    }

    /// How long the material of a symmetric or HMAC key is, in bytes.
    ///
    /// @throws IllegalArgumentException for a key pair
    public static int length(KeySpec spec) {
        return switch (spec) {
            case SYMMETRIC_DEFAULT -> SYMMETRIC_LENGTH;
            case HMAC_224 -> 28;
            case HMAC_256 -> 32;
            case HMAC_384 -> 48;
            case HMAC_512 -> 64;
            default -> throw new IllegalArgumentException("a key pair: " + spec);
        };
    }

    /// @param pair is wiped
    private static SecretBytes pkcs8(AsymmetricPrivateKey pair) {
        try {
            return pair.pkcs8();
        } finally {
            pair.wipe();
        }
    }

    /// @param secret is wiped
    private KeyMaterial seal(
            DomainKey by,
            String keyId,
            SecretBytes secret,
            KeyMaterial.@Nullable Rotated rotated,
            KeyMaterial.@Nullable Imported imported) {
        var domain = by.domain();
        try {
            var id = MaterialId.of(domain.account(), keyId, secret);
            var sealed = custody.sealMaterial(by, keyId, id, secret);
            return new KeyMaterial(
                    domain.account(), domain.region(), keyId, id, rotated, imported, by.keyVersion(), sealed, 1);
        } finally {
            secret.wipe();
        }
    }

    /// Sealed material, and what must be stored with it.
    ///
    /// @param material `null` if it will be imported
    /// @param domainKey `null` if the domain has one already
    public record Made(
            @Nullable KeyMaterial material, @Nullable DomainKey domainKey) {

        public @Nullable String materialId() {
            return material == null ? null : material.id();
        }

        /// The key and all that it needs to be stored with.
        public Noun[] with(Key key) {
            return Stream.of(domainKey, key, material).filter(Objects::nonNull).toArray(Noun[]::new);
        }
    }
}
