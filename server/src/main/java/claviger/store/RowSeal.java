package claviger.store;

import claviger.call.Noun;
import claviger.call.RowId;
import claviger.crypto.AesGcm;
import claviger.crypto.Blob;
import claviger.crypto.Randomness;
import claviger.crypto.SecretBytes;
import claviger.custody.Custody;
import claviger.custody.Domain;
import claviger.custody.DomainKey;
import claviger.custody.Identity;
import claviger.kms.View;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/// Makes rows of nouns and nouns of rows. A payload is the number of a domain key, four bytes,
/// and the noun's JSON sealed under that key's subkey for rows, with every column as additional
/// data: a column that was edited, or a payload in another row than its own, does not open.
///
/// Rows of domain keys are sealed under the installation's domain key. Its own rows carry the
/// number 0 and clear JSON: they rest on the root key's seal inside, which binds their identity,
/// and on the state digest.
final class RowSeal {

    private static final int CLEAR = 0;

    private final Custody custody;
    private final Randomness random;
    private final Map<RowId.Table, Codec<?>> codecs = new EnumMap<>(RowId.Table.class);

    RowSeal(Custody custody, Randomness random) {
        this.custody = custody;
        this.random = random;
        for (var table : RowId.Table.values()) {
            codecs.put(
                    table,
                    switch (table) {
                        case DOMAIN_KEY -> new DomainKeyCodec(custody.rootFingerprint());
                        case ACCOUNT -> new AccountCodec();
                        case ACCESS_KEY -> new AccessKeyCodec();
                        case KMS_KEY -> new KeyCodec();
                        case KEY_MATERIAL -> new KeyMaterialCodec();
                        case ALIAS -> new AliasCodec();
                        case KMS_GRANT -> new GrantCodec();
                        case IAM_USER -> new UserCodec();
                        case IAM_GROUP -> new GroupCodec();
                        case IAM_ROLE -> new RoleCodec();
                        case IAM_POLICY -> new ManagedPolicyCodec();
                        case MFA_DEVICE -> new MfaDeviceCodec();
                        case OIDC_PROVIDER -> new OidcProviderCodec();
                    });
        }
    }

    /// Whether these are the rows that everything else is sealed under.
    static boolean isOfInstallation(RowId id) {
        return id.table() == RowId.Table.DOMAIN_KEY
                && id.account().isEmpty()
                && id.region().isEmpty();
    }

    /// @param keys has the domain key that the row is sealed under: the newest of its domain
    /// @throws IllegalArgumentException if the domain has no key yet
    StoredRow seal(Noun noun, View keys) {
        var codec = codec(noun.rowId().table());
        var header = new Header(noun.rowId(), noun.version(), codec.format());
        var plain = write(codec, noun);
        if (isOfInstallation(header.id)) {
            return header.row(CLEAR, plain);
        }
        var known = keys.domainKeys(domain(header.id));
        if (known.isEmpty()) {
            throw new IllegalArgumentException("no domain key for " + header.id);
        }
        var key = known.getLast();
        var sealed = sealing(key).seal(header.identity(key.keyVersion()), plain, random);
        return header.row(key.keyVersion(), sealed.shared());
    }

    /// @param keys has the domain keys
    /// @throws DamagedException if this is not a row that [#seal(Noun, View)] made
    Noun open(StoredRow row, View keys, Interned interned) {
        var plain = plain(row, keys);
        try {
            return plain.use(bytes -> read(row, bytes, interned));
        } catch (DamagedException e) {
            throw new DamagedException(row.id(), String.valueOf(e.getMessage()));
        } finally {
            plain.wipe();
        }
    }

    private SecretBytes plain(StoredRow row, View keys) {
        var bytes = row.payload().shared();
        var header = new Header(row.id(), row.version(), row.format());
        if (bytes.length < Integer.BYTES) {
            throw new DamagedException(row.id(), "the payload is cut");
        }
        var keyVersion = ByteBuffer.wrap(bytes).getInt();
        var sealed = Blob.adopt(Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length));
        if (isOfInstallation(row.id())) {
            if (keyVersion != CLEAR) {
                throw new DamagedException(row.id(), "the payload is of another kind of row");
            }
            return SecretBytes.adopt(sealed.shared());
        }
        var key = key(row.id(), keyVersion, keys);
        return sealing(key)
                .open(header.identity(keyVersion), sealed)
                .orElseThrow(() -> new DamagedException(
                        row.id(), "its seal does not open: a column was edited, or the row is not in its place"));
    }

    private AesGcm sealing(DomainKey key) {
        try {
            return custody.sealing(key, Custody.Purpose.ROWS);
        } catch (Custody.DomainKeyException e) {
            throw new DamagedException(key.rowId(), String.valueOf(e.getMessage()));
        }
    }

    private static DomainKey key(RowId id, int keyVersion, View keys) {
        for (var key : keys.domainKeys(domain(id))) {
            if (key.keyVersion() == keyVersion) {
                return key;
            }
        }
        throw new DamagedException(id, "its domain key is missing, or it was moved here from another domain");
    }

    private static Domain domain(RowId id) {
        return id.table() == RowId.Table.DOMAIN_KEY ? Domain.INSTALLATION : new Domain(id.account(), id.region());
    }

    private <N extends Noun> byte[] write(Codec<N> codec, Noun noun) {
        var payload = new Payload();
        codec.write(codec.type().cast(noun), payload);
        return payload.toBytes();
    }

    private Noun read(StoredRow row, byte[] plain, Interned interned) {
        return read(codec(row.id().table()), row, Payload.parse(plain), interned);
    }

    /// Reads a payload of any format up to the newest.
    static <N extends Noun> N read(Codec<N> codec, StoredRow row, Payload payload, Interned interned) {
        if (row.format() < 1 || row.format() > codec.format()) {
            throw new DamagedException("format " + row.format() + " is not known here");
        }
        for (var format = row.format(); format < codec.format(); format++) {
            codec.upgrade(format, payload);
        }
        var members = new Members(payload, interned);
        var noun = codec.read(row.id(), row.version(), members);
        members.refuseOthers();
        return noun;
    }

    private Codec<?> codec(RowId.Table table) {
        var codec = codecs.get(table);
        if (codec == null) {
            throw new IllegalStateException("no codec for " + table);
        }
        return codec;
    }

    private record Header(RowId id, long version, int format) {

        StoredRow row(int keyVersion, byte[] sealed) {
            var payload = ByteBuffer.allocate(Integer.BYTES + sealed.length)
                    .putInt(keyVersion)
                    .put(sealed);
            return new StoredRow(id, version, format, Blob.adopt(payload.array()));
        }

        byte[] identity(int keyVersion) {
            return Identity.of("claviger row")
                    .with(StoredRow.tableName(id.table()))
                    .with(id.account())
                    .with(id.region())
                    .with(id.id())
                    .with(version)
                    .with(format)
                    .with(keyVersion)
                    .encoded()
                    .shared();
        }
    }
}
