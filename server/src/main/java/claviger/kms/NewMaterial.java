package claviger.kms;

import claviger.call.Noun;
import claviger.crypto.MaterialId;
import claviger.crypto.Randomness;
import claviger.custody.Custody;
import claviger.custody.Domain;
import claviger.custody.DomainKey;
import org.jspecify.annotations.Nullable;

/// Makes key material for new keys.
public final class NewMaterial {

    /// AES-256.
    private static final int SYMMETRIC_LENGTH = 32;

    private final Custody custody;
    private final Randomness random;

    public NewMaterial(Custody custody, Randomness random) {
        this.custody = custody;
        this.random = random;
    }

    /// Material for a new symmetric key of the caller's account in its Region. The first key there brings
    /// a domain key with it.
    public Made symmetric(Leave leave, String keyId) {
        var domain = new Domain(leave.account(), leave.region());
        var domainKeys = leave.view().domainKeys(domain);
        var fresh = domainKeys.isEmpty() ? custody.create(domain) : null;
        var domainKey = fresh == null ? domainKeys.getLast() : fresh;
        return new Made(symmetric(domainKey, keyId, null), fresh);
    }

    /// Material to follow a symmetric key's own.
    KeyMaterial next(View view, Key key, KeyMaterial.Rotated rotated) {
        var domainKey = view.domainKeys(new Domain(key.account(), key.region())).getLast();
        return symmetric(domainKey, key.id(), rotated);
    }

    private KeyMaterial symmetric(DomainKey by, String keyId, KeyMaterial.@Nullable Rotated rotated) {
        var domain = by.domain();
        var secret = random.secret(SYMMETRIC_LENGTH);
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
