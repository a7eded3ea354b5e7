package claviger;

import claviger.audit.AuditKey;
import claviger.audit.AuditLog;
import claviger.audit.StateMark;
import claviger.crypto.Randomness;
import claviger.crypto.SelfTest;
import claviger.custody.Custody;
import claviger.custody.Domain;
import claviger.custody.FileRootKey;
import claviger.custody.RootKey;
import claviger.kms.View;
import claviger.store.Place;
import claviger.store.SqliteStore;
import claviger.store.Trail;
import claviger.trail.ServiceEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// What is kept: the root key, the store and the audit trail, opened together, since each proves the
/// others.
final class Vault implements AutoCloseable {

    private final Randomness random;
    private final Custody custody;
    private final SqliteStore store;
    private final AuditLog audit;

    private Vault(Randomness random, Custody custody, SqliteStore store, AuditLog audit) {
        this.random = random;
        this.custody = custody;
        this.store = store;
        this.audit = audit;
    }

    /// Whether there is a store to open.
    static boolean isThere(Config config) {
        return !config.inMemory() && Files.exists(config.dataDir().resolve("claviger.db"));
    }

    /// Opens what [#create] has made.
    static Vault open(Config config) {
        return build(config, false);
    }

    /// Makes a root key, unless its file is there, a store and an audit trail.
    static Vault create(Config config) {
        return build(config, true);
    }

    private static Vault build(Config config, boolean create) {
        selfTest();
        var random = new Randomness(new SecureRandom());
        var custody = new Custody(rootKey(config, create, random), random);
        var place = config.inMemory() ? new Place.Memory() : new Place.Folder(config.dataDir());
        var mark = new AtomicReference<@Nullable SqliteStore>();
        var audit = new AtomicReference<@Nullable AuditLog>();
        try {
            var store = create
                    ? SqliteStore.create(
                            place, custody, random, firstRecord(), view -> trail(config, custody, view, mark, audit))
                    : SqliteStore.open(place, custody, random, view -> trail(config, custody, view, mark, audit));
            mark.set(store);
            return new Vault(random, custody, store, Objects.requireNonNull(audit.get()));
        } catch (RuntimeException e) {
            var opened = audit.get();
            if (opened != null) {
                opened.close();
            }
            throw e;
        }
    }

    /// A JDK that computes something else must not touch anybody's keys.
    private static void selfTest() {
        var failures = SelfTest.failures();
        if (!failures.isEmpty()) {
            throw new IllegalStateException("this JDK fails the self-test of " + failures + ": run on another one");
        }
    }

    private static RootKey rootKey(Config config, boolean create, Randomness random) {
        if (config.inMemory()) {
            return FileRootKey.ephemeral(random);
        }
        return create && !Files.exists(config.rootKeyFile())
                ? FileRootKey.create(config.rootKeyFile(), random)
                : FileRootKey.open(config.rootKeyFile(), random);
    }

    private static byte[] firstRecord() {
        return ServiceEvent.ofInstallation(
                        "CreateInstallation", Clock.systemUTC().instant())
                .toBytes();
    }

    private static Trail trail(
            Config config,
            Custody custody,
            View view,
            AtomicReference<@Nullable SqliteStore> store,
            AtomicReference<@Nullable AuditLog> opened) {
        // The first for good: with another key, the heads signed before would not be ours any more.
        var installation = view.domainKeys(Domain.INSTALLATION).getFirst();
        var key = AuditKey.fromSeed(custody.subkey(installation, Custody.Purpose.AUDIT));
        try {
            writePublicKey(config.dataDir().resolve("audit-public-key.pem"), key);
            var log = AuditLog.open(
                    config.dataDir().resolve("audit"),
                    key,
                    () -> mark(store.get()),
                    Clock.systemUTC(),
                    claviger.audit.Settings.standard());
            opened.set(log);
            return new Trail(log, log::durableChangeNumber);
        } catch (IOException e) {
            throw new UncheckedIOException("the audit trail cannot be used: " + e.getMessage(), e);
        }
    }

    private static StateMark mark(@Nullable SqliteStore store) {
        if (store == null) {
            throw new IllegalStateException("the store is still being opened");
        }
        var mark = store.mark();
        return new StateMark(mark.changeNumber(), mark.digest());
    }

    /// For whoever verifies the trail; the server itself never reads it.
    private static void writePublicKey(Path file, AuditKey key) throws IOException {
        var body = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(key.spki().shared());
        var pem = "-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n";
        if (!Files.exists(file) || !Files.readString(file).equals(pem)) {
            Files.writeString(file, pem);
        }
    }

    Randomness random() {
        return random;
    }

    Custody custody() {
        return custody;
    }

    SqliteStore store() {
        return store;
    }

    AuditLog audit() {
        return audit;
    }

    /// Whether it can be read, written and recorded.
    boolean healthy() {
        return store.healthy() && audit.healthy() && random.isHealthy();
    }

    @Override
    public void close() {
        store.close();
        audit.close();
        custody.close();
    }
}
