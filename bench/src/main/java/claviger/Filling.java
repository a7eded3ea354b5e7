package claviger;

import claviger.call.Change;
import claviger.crypto.MaterialId;
import claviger.custody.Domain;
import claviger.custody.DomainKey;
import claviger.http.Limits;
import claviger.iam.DevCredentials;
import claviger.kms.Alias;
import claviger.kms.Grant;
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
import claviger.trail.ServiceEvent;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Makes a data folder with keys, aliases and grants, faster than calls could and beyond the quota of keys: through the
/// vault of a server, so that all is sealed, digested and stored as it would be, with one audit record for each commit
/// of a thousand rows.
public final class Filling {

    private static final String ACCOUNT = "000000000000";
    private static final String REGION = "us-east-1";
    private static final int ROWS_AT_ONCE = 1000;
    /// What waits for the store's writer while that writes.
    private static final int THREADS = 4;

    private final Vault vault;
    private final DomainKey domainKey;
    private final Instant now = Instant.now();

    private Filling(Vault vault) {
        this.vault = vault;
        this.domainKey = vault.custody().create(new Domain(ACCOUNT, REGION));
        commit(Stream.of(new Change.Put(domainKey)));
    }

    /// Makes the folder, which then is one of `claviger dev`.
    ///
    /// @param grants on the first key
    /// @return the id of the first key
    public static String fill(Path data, int keys, int aliases, int grants) throws InterruptedException {
        var config = new Config(
                data,
                false,
                data.resolve("root.key"),
                List.of(),
                Config.COMMERCIAL_REGIONS,
                true,
                new DevCredentials(),
                Limits.standard());
        try (var vault = Vault.create(config)) {
            var filling = new Filling(vault);
            // Sorted, so that the store appends: in any order it takes minutes longer.
            var ids = IntStream.range(0, keys)
                    .mapToObj(_ -> UUID.randomUUID().toString())
                    .sorted()
                    .toList();
            filling.commitAll(keys, 2, n -> filling.key(ids.get(n)));
            filling.commitAll(aliases, 1, n -> filling.alias("alias/bench-" + n, ids.get(n)));
            filling.commitAll(grants, 1, n -> filling.grant(ids.getFirst(), n));
            return ids.getFirst();
        }
    }

    private void commitAll(int count, int rowsOfEach, IntFunction<Stream<Change>> each) throws InterruptedException {
        var stride = ROWS_AT_ONCE / rowsOfEach;
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            var commits = IntStream.iterate(0, from -> from < count, from -> from + stride)
                    .mapToObj(from -> threads.submit(() -> commit(IntStream.range(from, Math.min(from + stride, count))
                            .mapToObj(each)
                            .flatMap(all -> all))))
                    .toList();
            for (var commit : commits) {
                commit.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void commit(Stream<? extends Change> changes) {
        var record = ServiceEvent.ofInstallation("Fill", now).toBytes();
        vault.store().commit(List.copyOf(changes.<Change>map(change -> change).toList()), record);
    }

    /// As CreateKey makes it.
    private Stream<Change> key(String id) {
        var secret = vault.random().secret(32);
        try {
            var materialId = MaterialId.of(ACCOUNT, id, secret);
            var sealed = vault.custody().sealMaterial(domainKey, id, materialId, secret);
            var material =
                    new KeyMaterial(ACCOUNT, REGION, id, materialId, null, null, domainKey.keyVersion(), sealed, 1);
            var key = new Key(
                    ACCOUNT,
                    REGION,
                    id,
                    KeySpec.SYMMETRIC_DEFAULT,
                    KeyUsageType.ENCRYPT_DECRYPT,
                    OriginType.AWS_KMS,
                    KeyManagerType.CUSTOMER,
                    KeyState.ENABLED,
                    "",
                    PolicyText.delegatingTo(ACCOUNT, REGION),
                    Map.of(),
                    materialId,
                    Rotation.NONE,
                    null,
                    null,
                    null,
                    now,
                    1);
            return Stream.of(new Change.Put(key), new Change.Put(material));
        } finally {
            secret.wipe();
        }
    }

    private Stream<Change> alias(String name, String keyId) {
        return Stream.of(new Change.Put(new Alias(ACCOUNT, REGION, name, keyId, now, now, 1)));
    }

    private Stream<Change> grant(String keyId, int n) {
        var terms = new Grant.Terms(
                null,
                "arn:aws:iam::" + ACCOUNT + ":role/Role" + n,
                null,
                null,
                null,
                List.of(GrantOperation.DECRYPT),
                null);
        var id = HexFormat.of().formatHex(vault.random().bytes(32));
        return Stream.of(new Change.Put(new Grant(ACCOUNT, REGION, keyId, id, terms, ACCOUNT, now, 1)));
    }
}
