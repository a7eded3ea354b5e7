package claviger.kms;

import claviger.call.Noun;
import claviger.crypto.MaterialId;
import claviger.crypto.Randomness;
import claviger.crypto.SecretBytes;
import claviger.custody.Custody;
import claviger.custody.Domain;
import claviger.custody.DomainKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
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
        var domain = new Domain(leave.account(), leave.region());
        var domainKeys = leave.view().domainKeys(domain);
        var fresh = domainKeys.isEmpty() ? custody.create(domain) : null;
        var domainKey = fresh == null ? domainKeys.getLast() : fresh;
        return new Made(seal(domainKey, keyId, secret(spec), null), fresh);
    }

    /// Material to follow a key's own.
    KeyMaterial next(View view, Key key, KeyMaterial.Rotated rotated) {
        var domainKey = view.domainKeys(new Domain(key.account(), key.region())).getLast();
        return seal(domainKey, key.id(), secret(key.spec()), rotated);
    }

    /// The same material for the related key in another Region, with the domain key of that Region if it has none.
    public List<Noun> copies(View view, Collection<KeyMaterial> materials, String region) {
        var nouns = new ArrayList<Noun>();
        for (var material : materials) {
            var target = new Domain(material.account(), region);
            var known = view.domainKeys(target);
            var fresh = known.isEmpty() && nouns.isEmpty() ? custody.create(target) : null;
            if (fresh != null) {
                nouns.add(fresh);
            }
            var by = known.isEmpty() ? (DomainKey) nouns.getFirst() : known.getLast();
            nouns.add(seal(by, material.keyId(), material.open(custody, view), material.rotated()));
        }
        return nouns;
    }

    private SecretBytes secret(KeySpec spec) {
        return switch (spec) {
            case SYMMETRIC_DEFAULT -> random.secret(SYMMETRIC_LENGTH);
            case HMAC_224 -> random.secret(28);
            case HMAC_256 -> random.secret(32);
            case HMAC_384 -> random.secret(48);
            case HMAC_512 -> random.secret(64);
            default -> {
                var pair = keyPairs.generate(spec);
                try {
                    yield pair.pkcs8();
                } finally {
                    pair.wipe();
                }
            }
        };
    }

    /// @param secret is wiped
    private KeyMaterial seal(DomainKey by, String keyId, SecretBytes secret, KeyMaterial.@Nullable Rotated rotated) {
        var domain = by.domain();
        try {
            var id = MaterialId.of(domain.account(), keyId, secret);
            var sealed = custody.sealMaterial(by, keyId, id, secret);
            return new KeyMaterial(domain.account(), domain.region(), keyId, id, rotated, by.keyVersion(), sealed, 1);
        } finally {
            secret.wipe();
        }
    }

    /// Sealed material, and what must be stored with it.
    ///
    /// @param domainKey `null` if the domain has one already
    public record Made(KeyMaterial material, @Nullable DomainKey domainKey) {

        /// The key and all that it needs to be stored with.
        public Noun[] with(Key key) {
            return domainKey == null ? new Noun[] {key, material} : new Noun[] {domainKey, key, material};
        }
    }
}
