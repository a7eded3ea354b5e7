package claviger.store;

import claviger.call.Change;
import claviger.call.Noun;
import claviger.crypto.Blob;
import claviger.crypto.Randomness;
import claviger.crypto.SecretBytes;
import claviger.custody.Custody;
import claviger.custody.Domain;
import claviger.custody.DomainKey;
import claviger.iam.AccessKey;
import claviger.iam.Account;
import claviger.iam.Group;
import claviger.iam.ManagedPolicy;
import claviger.iam.MfaDevice;
import claviger.iam.OidcProvider;
import claviger.iam.Policies;
import claviger.iam.Role;
import claviger.iam.User;
import claviger.kms.Alias;
import claviger.kms.Grant;
import claviger.kms.GrantConstraints;
import claviger.kms.GrantOperation;
import claviger.kms.Key;
import claviger.kms.KeyManagerType;
import claviger.kms.KeyMaterial;
import claviger.kms.KeySpec;
import claviger.kms.KeyState;
import claviger.kms.KeyUsageType;
import claviger.kms.OriginType;
import claviger.kms.PolicyText;
import claviger.kms.Rotation;
import claviger.kms.Store;
import claviger.trail.ServiceEvent;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Makes accounts and keys by the thousand, with real seals, through ordinary commits.
public final class Population {

    public static final String POLICY = """
            {"Version":"2012-10-17","Id":"key-default-1","Statement":[{"Sid":"Enable IAM User Permissions",\
            "Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"kms:*","Resource":"*"}]}""";

    private static final Instant CREATED = Instant.parse("2026-11-24T08:00:00.123456789Z");
    private static final Randomness RANDOM = new Randomness(new SecureRandom());
    private static final byte[] RECORD =
            ServiceEvent.ofInstallation("Populate", CREATED).toBytes();

    private final Store store;
    private final Custody custody;

    public Population(Store store, Custody custody) {
        this.store = store;
        this.custody = custody;
    }

    /// An account with its global domain key and one access key.
    public void account(String account) {
        var domainKey = custody.create(Domain.global(account));
        var id = "AKIA" + account + "EXAMPL";
        var secret = SecretBytes.copyOf("wJalrXUtnFEMI".getBytes(StandardCharsets.UTF_8));
        commit(
                domainKey,
                new Account(account, CREATED, 1),
                new AccessKey(id, account, true, 1, custody.sealSecret(domainKey, id, secret), CREATED, 1));
    }

    /// A user with an access key, a group that it is in, a role and a managed policy, each by
    /// its number.
    public void identities(String account, int n) {
        var domainKey = store.view().domainKeys(Domain.global(account)).getLast();
        var id = "AKIA%sUSER%02d".formatted(account, n);
        var sealed = custody.sealSecret(domainKey, id, SecretBytes.copyOf("secret".getBytes(StandardCharsets.UTF_8)));
        commit(
                user(account, n),
                group(account, n),
                role(account, n),
                policy(account, n),
                device(account, n, sealed),
                provider(account, n),
                new AccessKey(id, account, user(account, n).id(), true, 1, sealed, CREATED, 1));
    }

    static User user(String account, int n) {
        return new User(
                account,
                "AIDA%017d".formatted(n),
                "user-" + n,
                "/division/",
                Set.of("AGPA%017d".formatted(n)),
                policies(account, n),
                policy(account, n).arn(),
                Map.of("n", Integer.toString(n)),
                CREATED,
                1);
    }

    static MfaDevice device(String account, int n, Blob sealed) {
        return new MfaDevice(account, "/", "device-" + n, null, 1, sealed, null, 0, 0, Map.of(), CREATED, 1);
    }

    static OidcProvider provider(String account, int n) {
        return new OidcProvider(account, "host-" + n, List.of("client"), List.of(), Map.of(), CREATED, 1);
    }

    static Group group(String account, int n) {
        return new Group(account, "AGPA%017d".formatted(n), "group-" + n, "/", policies(account, n), CREATED, 1);
    }

    static Role role(String account, int n) {
        return new Role(
                account,
                "AROA%017d".formatted(n),
                "role-" + n,
                "/",
                POLICY,
                n % 2 == 0 ? "number " + n : null,
                3600,
                policies(account, n),
                null,
                Map.of(),
                CREATED,
                1);
    }

    static ManagedPolicy policy(String account, int n) {
        return new ManagedPolicy(
                account,
                "ANPA%017d".formatted(n),
                "policy-" + n,
                "/",
                null,
                Map.of(
                        1, new ManagedPolicy.Version(POLICY, CREATED),
                        2, new ManagedPolicy.Version(POLICY, CREATED)),
                2,
                2,
                Map.of(),
                CREATED,
                CREATED,
                1);
    }

    private static Policies policies(String account, int n) {
        return Policies.NONE.put("inline", POLICY).attach(policy(account, n).arn());
    }

    /// So many enabled symmetric keys, each with material and an alias `alias/<n>`, from number
    /// `from` on. Makes the domain key if there is none.
    public void keys(String account, String region, int from, int count) {
        var changes = new ArrayList<Change>();
        var known = store.view().domainKeys(new Domain(account, region));
        var domainKey = known.isEmpty() ? custody.create(new Domain(account, region)) : known.getLast();
        if (known.isEmpty()) {
            changes.add(new Change.Put(domainKey));
        }
        for (var n = from; n < from + count; n++) {
            var key = key(account, region, n);
            changes.add(new Change.Put(key));
            changes.add(new Change.Put(material(key, domainKey)));
            changes.add(new Change.Put(alias(key, "alias/" + n)));
            if (changes.size() >= 1000) {
                store.commit(changes, RECORD);
                changes.clear();
            }
        }
        if (!changes.isEmpty()) {
            store.commit(changes, RECORD);
        }
    }

    /// The id of a key by its number.
    public static String keyId(int n) {
        return "1234abcd-12ab-34cd-56ef-%012d".formatted(n);
    }

    static Key key(String account, String region, int n) {
        return new Key(
                account,
                region,
                keyId(n),
                KeySpec.SYMMETRIC_DEFAULT,
                KeyUsageType.ENCRYPT_DECRYPT,
                OriginType.AWS_KMS,
                KeyManagerType.CUSTOMER,
                KeyState.ENABLED,
                "",
                PolicyText.delegatingTo(account, region),
                Map.of("n", Integer.toString(n)),
                materialId(n),
                Rotation.NONE,
                null,
                null,
                null,
                CREATED,
                1);
    }

    KeyMaterial material(Key key, DomainKey domainKey) {
        var id = String.valueOf(key.currentMaterialId());
        var secret = RANDOM.secret(32);
        var sealed = custody.sealMaterial(domainKey, key.id(), id, secret);
        return new KeyMaterial(
                key.account(), key.region(), key.id(), id, null, null, domainKey.keyVersion(), sealed, 1);
    }

    static Alias alias(Key key, String name) {
        return new Alias(key.account(), key.region(), name, key.id(), CREATED, CREATED, 1);
    }

    /// A grant on a key, by its number.
    public static Grant grant(Key key, int n) {
        var terms = new Grant.Terms(
                n % 2 == 0 ? "grant-" + n : null,
                "arn:aws:iam::" + key.account() + ":role/Role" + n,
                null,
                "arn:aws:iam::" + key.account() + ":root",
                null,
                List.of(GrantOperation.DECRYPT, GrantOperation.RETIRE_GRANT),
                new GrantConstraints(Map.of("n", Integer.toString(n)), null, null));
        return new Grant(key.account(), key.region(), key.id(), "%064x".formatted(n), terms, key.account(), CREATED, 1);
    }

    /// The same grant under another id.
    static Grant withId(Grant grant, int n) {
        return new Grant(
                grant.account(),
                grant.region(),
                grant.keyId(),
                "%064x".formatted(n),
                grant.terms(),
                grant.issuer(),
                grant.created(),
                1);
    }

    static String materialId(int n) {
        return "%064x".formatted(n);
    }

    void commit(Noun... nouns) {
        store.commit(List.of(nouns).stream().<Change>map(Change.Put::new).toList(), RECORD);
    }
}
