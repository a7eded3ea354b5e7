package claviger.store;

import claviger.call.AuditTrail;
import claviger.call.Change;
import claviger.call.RowId;
import claviger.crypto.Blob;
import claviger.crypto.Randomness;
import claviger.custody.Custody;
import claviger.kms.Store;
import claviger.kms.View;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/// The state in one SQLite database, and wholly in memory.
///
/// One platform thread writes. It takes all commits that wait, puts them into one transaction,
/// and answers them after one sync of the disk. Where a write fails it acknowledges nothing, and
/// every second opens the database anew to see what is on the disk; where what is stored is not
/// what was stored, nothing is served any more.
public final class SqliteStore implements Store {

    private static final Logger LOG = System.getLogger(SqliteStore.class.getName());

    /// The most commits in one transaction.
    private static final int BATCH = 1000;
    /// The most changes whose audit records may wait in the outbox.
    private static final int BACKLOG = 10_000;
    /// The length in bytes of the write-ahead log from which it is written back.
    private static final long LOG_LENGTH = 4 << 20;
    /// Wakes the writer so that it sees that it is to end.
    private static final Submission WAKE = new Submission(List.of(), Blob.EMPTY, new CompletableFuture<>());
    /// How long a commit waits for the disk.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Database database;
    private final Loader loader;
    private final StateKeys keys;
    private final Trail trail;
    private final Duration pause;
    private final BlockingQueue<Submission> queue = new LinkedBlockingQueue<>();
    private final Thread writer = new Thread(this::write, "claviger-store-writer");

    private volatile Published published;
    private volatile Health health = new Health.Serving();
    private volatile boolean closing;

    // The writer's alone.
    private final Handover handover;
    private Session session;
    private Ledger ledger;
    private boolean owesTruncation;

    private record Published(View view, StateDigest sum) {}

    private SqliteStore(Opening.Opened opened) {
        database = opened.database();
        loader = opened.loader();
        keys = opened.loaded().keys();
        trail = opened.trail();
        pause = opened.pause();
        handover = opened.handover();
        session = opened.session();
        published = new Published(opened.view(), opened.loaded().sum());
        ledger = new Ledger(session, loader.seal(), keys, published.view, published.sum);
    }

    /// Makes a new store and opens it. Its first change is the installation's domain key.
    ///
    /// @param auditRecord of this first change: one JSON object in UTF-8
    /// @param trail makes the audit trail, whose keys are under the installation's domain key in
    ///     the view
    /// @throws StoreRefusedException if there is a store in the place already, or the trail knows
    ///     of later changes
    public static SqliteStore create(
            Place place, Custody custody, Randomness random, byte[] auditRecord, Function<View, Trail> trail) {
        return start(new Opening(place, custody, random, trail).open(Blob.copyOf(auditRecord)));
    }

    /// Loads the native library ahead of the first use.
    public static void preload() {
        Database.preload();
    }

    /// Opens a store: reads and proves every row, and hands the trail the records that it has not
    /// got.
    ///
    /// @param trail makes the audit trail, whose keys are under the installation's domain key in
    ///     the view
    /// @throws StoreRefusedException if there is no store, another process has it, the root key
    ///     is another one, anything in it is not as it was written, or the trail knows of changes
    ///     that it lacks
    public static SqliteStore open(Place place, Custody custody, Randomness random, Function<View, Trail> trail) {
        return start(new Opening(place, custody, random, trail).open(null));
    }

    static SqliteStore start(Opening.Opened opened) {
        var store = new SqliteStore(opened);
        store.writer.setDaemon(true);
        store.writer.start();
        return store;
    }

    @Override
    public View view() {
        if (health instanceof Health.Damaged(var cause)) {
            throw new StoreUnavailableException("the stored state was tampered with", cause);
        }
        return published.view;
    }

    @Override
    public void commit(List<Change> changes, byte[] auditRecord) {
        var view = view();
        switch (health) {
            case Health.Serving _ -> {}
            case Health.Refusing(var cause) -> throw new StoreUnavailableException("the database failed", cause);
            case Health.Damaged(var cause) ->
                throw new StoreUnavailableException("the stored state was tampered with", cause);
            case Health.Closed _ -> throw closed();
        }
        if (view.changeNumber() - trail.durable().getAsLong() > BACKLOG) {
            throw new StoreUnavailableException(
                    "the audit trail is too far behind", new IllegalStateException(BACKLOG + " records wait"));
        }
        var submission = Submission.of(changes, auditRecord, view, loader.seal());
        queue.add(submission);
        if (health instanceof Health.Closed) {
            submission.receipt().completeExceptionally(closed());
        }
        receipt(submission).await();
    }

    /// Whether changes can be committed and what is stored was not found tampered with.
    public boolean healthy() {
        return health instanceof Health.Serving;
    }

    /// The state as of now, for the signed heads of the audit trail.
    public StateMark mark() {
        var now = published;
        return keys.mark(now.view.changeNumber(), now.sum);
    }

    /// Commits what waits, and closes the database.
    @Override
    public void close() {
        closing = true;
        queue.add(WAKE);
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// How many statements the writer's session has run: for tests.
    long statements() {
        return session.executed();
    }

    Database database() {
        return database;
    }

    Loader loader() {
        return loader;
    }

    Trail trail() {
        return trail;
    }

    long changeNumber() {
        return published.view.changeNumber();
    }

    /// Ends all service: what is stored is not what was stored.
    void declareDamaged(DamagedException cause) {
        LOG.log(Level.ERROR, "The store was tampered with, nothing is served any more: {0}", cause.getMessage());
        become(new Health.Damaged(cause));
    }

    /// Damage is for good, whatever the writer finds at the same time.
    private synchronized void become(Health next) {
        if (!(health instanceof Health.Damaged) || next instanceof Health.Closed) {
            health = next;
        }
    }

    private static AuditTrail.Receipt receipt(Submission submission) {
        try {
            return submission.receipt().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ConflictException conflict) {
                throw conflict;
            }
            throw new StoreUnavailableException("the change could not be stored", e);
        } catch (TimeoutException e) {
            throw new StoreUnavailableException("the disk does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("interrupted while waiting for the disk", e);
        }
    }

    private static StoreUnavailableException closed() {
        return new StoreUnavailableException("the store is closed", new IllegalStateException("closed"));
    }

    // From here on, the writer.

    private void write() {
        try {
            while (true) {
                var batch = waiting();
                if (batch.isEmpty() && closing) {
                    break;
                }
                switch (health) {
                    case Health.Serving _ -> serve(batch);
                    case Health.Refusing(var cause) -> {
                        fail(batch, cause);
                        recover();
                    }
                    case Health.Damaged(var cause) -> fail(batch, cause);
                    case Health.Closed _ -> fail(batch, closed());
                }
            }
        } finally {
            end();
        }
    }

    /// All commits that wait; none if there are none for some time.
    private List<Submission> waiting() {
        var batch = new ArrayList<Submission>();
        try {
            var first = queue.poll(pause.toMillis(), TimeUnit.MILLISECONDS);
            if (first != null) {
                batch.add(first);
                queue.drainTo(batch, BATCH - 1);
                batch.remove(WAKE);
            }
        } catch (InterruptedException e) {
            closing = true;
        }
        return batch;
    }

    private void serve(List<Submission> batch) {
        try {
            if (handover.isBehind(changeNumber())) {
                handover.catchUp(session, keys);
            }
            if (!batch.isEmpty()) {
                commit(batch);
            }
            if (owesTruncation) {
                owesTruncation = !session.truncateLog();
            } else if (database.logLength() > LOG_LENGTH) {
                session.checkpoint();
            }
        } catch (DamagedException e) {
            declareDamaged(e);
            session.abandonTransaction();
            fail(batch, e);
        } catch (SQLException | RuntimeException e) {
            LOG.log(Level.ERROR, "The database failed; no changes until it is opened anew: {0}", e.toString());
            become(new Health.Refusing(e));
            fail(batch, e);
        }
    }

    private void commit(List<Submission> batch) throws SQLException {
        var first = changeNumber() + 1;
        var committed = ledger.commit(batch, trail.durable().getAsLong());
        if (committed.isEmpty()) {
            return;
        }
        published = new Published(ledger.view(), ledger.sum());
        var receipts = handover.handOver(committed, first);
        try {
            // Before the answer: who is told that key material is deleted may rely on its bytes
            // being gone.
            if (committed.stream().anyMatch(SqliteStore::destroys)) {
                owesTruncation = true;
                owesTruncation = !session.truncateLog();
            }
        } finally {
            for (var i = 0; i < receipts.size(); i++) {
                committed.get(i).receipt().complete(receipts.get(i));
            }
        }
    }

    private static boolean destroys(Submission submission) {
        return submission.steps().stream().map(Submission.Step::change).anyMatch(change -> {
            var table = change.noun().rowId().table();
            var secret = table == RowId.Table.KEY_MATERIAL
                    || table == RowId.Table.ACCESS_KEY
                    || table == RowId.Table.MFA_DEVICE;
            return secret && !(change instanceof Change.Unchanged) && !isNew(change);
        });
    }

    private static boolean isNew(Change change) {
        return change instanceof Change.Put && change.noun().version() == 1;
    }

    private static void fail(List<Submission> batch, Throwable cause) {
        // Those that are answered already keep their answer.
        batch.forEach(submission -> submission.receipt().completeExceptionally(cause));
    }

    /// Looks at what is on the disk. The failed session is never used again: a sync that failed
    /// once may report success the next time although the data is lost. The new one first moves
    /// the whole log into the database file, so that nothing later rests on pages that were not
    /// synced.
    private void recover() {
        try {
            session = database.reopened(session);
            if (!session.truncateLog()) {
                return;
            }
            var state = session.state();
            var number = state.changeNumber();
            var sealed = keys.open(number, state.sealedDigest())
                    .orElseThrow(() -> new DamagedException("table state: its digest does not open"));
            if (number < changeNumber() || (number == changeNumber() && !sealed.equals(published.sum))) {
                throw new DamagedException("the database went back from change %d to %d, or to another state of it"
                        .formatted(changeNumber(), number));
            }
            if (number > changeNumber()) {
                // The doubtful commit had reached the disk after all.
                var view = new ViewBuilder();
                var loaded = loader.load(session, Loader.ALL_PROCESSORS, view);
                published = new Published(view.at(loaded.changeNumber()), loaded.sum());
            }
            ledger = new Ledger(session, loader.seal(), keys, published.view, published.sum);
            handover.catchUp(session, keys);
            become(new Health.Serving());
            LOG.log(Level.INFO, "The database is open again, at change {0}", Long.toString(changeNumber()));
        } catch (DamagedException e) {
            declareDamaged(e);
        } catch (SQLException | RuntimeException e) {
            become(new Health.Refusing(e));
        }
    }

    private void end() {
        var sound = health instanceof Health.Serving;
        become(new Health.Closed());
        fail(new ArrayList<>(queue), closed());
        if (sound) {
            try {
                session.deleteOutbox(trail.durable().getAsLong());
                session.truncateLog();
            } catch (SQLException | RuntimeException e) {
                LOG.log(Level.DEBUG, "Could not tidy up at the end: {0}", e.toString());
            }
        }
        session.abandon();
        database.close();
    }
}
