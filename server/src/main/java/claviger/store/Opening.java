package claviger.store;

import claviger.call.AuditTrail;
import claviger.crypto.Blob;
import claviger.crypto.Randomness;
import claviger.custody.Custody;
import claviger.custody.Domain;
import claviger.kms.View;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Opens a store up to where it can serve, or refuses and leaves nothing open.
///
/// @param digestCompared see [Loader]
/// @param faults puts faults into the database: for tests
/// @param pause between attempts to recover
record Opening(
        Place place,
        Custody custody,
        Randomness random,
        Function<View, Trail> trails,
        boolean digestCompared,
        UnaryOperator<Database> faults,
        Duration pause) {

    Opening(Place place, Custody custody, Randomness random, Function<View, Trail> trails) {
        this(place, custody, random, trails, true, UnaryOperator.identity(), Duration.ofSeconds(1));
    }

    /// A store that is open and proved, with an audit trail that has every record.
    record Opened(
            Database database,
            Session session,
            Loader loader,
            Loader.Loaded loaded,
            View view,
            Trail trail,
            Handover handover,
            Duration pause) {}

    /// @param firstRecord of the change that makes the store; `null` to open one that is there
    Opened open(@Nullable Blob firstRecord) {
        var database = faults.apply(Database.claim(place, firstRecord != null));
        try {
            return open(database, firstRecord);
        } catch (SQLException | RuntimeException e) {
            database.close();
            throw refusal(e);
        }
    }

    private Opened open(Database database, @Nullable Blob firstRecord) throws SQLException {
        var loader = new Loader(custody, new RowSeal(custody, random), random, digestCompared);
        var session = database.writer();
        try {
            if (firstRecord == null && session.isEmpty()) {
                throw new StoreRefusedException("the store is empty: make it with 'claviger init'");
            }
            if (firstRecord != null) {
                initialise(session, loader.seal(), firstRecord);
            }
            var builder = new ViewBuilder();
            var loaded = loader.load(session, Loader.ALL_PROCESSORS, builder);
            var view = builder.at(loaded.changeNumber());
            var trail = trails.apply(view);
            var handover = handOver(session, loaded, trail);
            return new Opened(database, session, loader, loaded, view, trail, handover, pause);
        } catch (SQLException | RuntimeException e) {
            session.abandon();
            throw e;
        }
    }

    /// The first change: the installation's domain key, under which all else is sealed.
    private void initialise(Session session, RowSeal seal, Blob firstRecord) throws SQLException {
        if (!session.isEmpty()) {
            throw new StoreRefusedException("there is a store already: it is never written over");
        }
        var key = custody.create(Domain.INSTALLATION);
        var keys = new StateKeys(custody, key, random);
        var row = seal.seal(key, View.EMPTY);
        var waiting = new OutboxRecord(1, firstRecord);
        session.begin();
        session.insert(row);
        session.insertFirst(new Session.State(
                1, keys.seal(1, StateDigest.EMPTY.plus(keys.rows().of(row)))));
        session.insert(waiting, keys.mac(waiting));
        session.commit();
    }

    private static Handover handOver(Session session, Loader.Loaded loaded, Trail trail) throws SQLException {
        var durable = trail.durable().getAsLong();
        if (durable > loaded.changeNumber()) {
            throw new StoreRefusedException(
                    ("the audit trail tells of change %d, but the store ends with change %d: the database was rolled"
                                    + " back, or this is another store's trail. Restore a database that is as new as"
                                    + " the trail")
                            .formatted(durable, loaded.changeNumber()));
        }
        if (loaded.firstWaiting() > durable + 1) {
            throw new StoreRefusedException(
                    ("the audit records of changes %d to %d are neither in the trail nor in the store: the trail was"
                                    + " cut, or table outbox was. Restore the trail")
                            .formatted(durable + 1, loaded.firstWaiting() - 1));
        }
        var handover = new Handover(trail.log(), durable);
        try {
            handover.catchUp(session, loaded.keys()).forEach(AuditTrail.Receipt::await);
        } catch (AuditTrail.AuditUnavailableException e) {
            throw new StoreRefusedException("the audit trail cannot be written: " + e.getMessage(), e);
        }
        return handover;
    }

    private StoreRefusedException refusal(Exception cause) {
        return switch (cause) {
            case StoreRefusedException refused -> refused;
            case DamagedException damaged ->
                new StoreRefusedException(
                        ("the store was damaged or tampered with: %s. Do not repair it by hand: restore a backup that"
                                        + " is as new as the audit trail")
                                .formatted(damaged.getMessage()),
                        damaged);
            case DomainKeyCodec.WrongRootKeyException wrong ->
                new StoreRefusedException(wrong.getMessage() + ": give the root key that made it", wrong);
            default -> new StoreRefusedException("the store cannot be opened: " + cause, cause);
        };
    }
}
