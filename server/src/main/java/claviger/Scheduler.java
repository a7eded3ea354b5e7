package claviger;

import claviger.call.AuditTrail.AuditUnavailableException;
import claviger.kms.KeyRings;
import claviger.kms.Store;
import claviger.kms.Upkeep;
import claviger.trail.ServiceEvent;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Does what is due with keys, looking several times a second. What became due while nothing was served is done soon
/// after the start.
final class Scheduler implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Scheduler.class.getName());

    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration SAVE_SERVED = Duration.ofMinutes(1);

    private final Store store;
    private final KeyRings rings;
    private final Upkeep upkeep;
    private final ServerClock clock;
    private final Thread thread = Thread.ofPlatform().daemon().name("upkeep").unstarted(this::run);
    private long saved = System.nanoTime();
    private volatile boolean closed;

    Scheduler(Store store, KeyRings rings, Upkeep upkeep, ServerClock clock) {
        this.store = store;
        this.rings = rings;
        this.upkeep = upkeep;
        this.clock = clock;
    }

    void start() {
        thread.start();
    }

    /// Does everything that is due by now, and returns when it has been done.
    ///
    /// @throws Store.StoreUnavailableException if it cannot be stored
    /// @throws AuditUnavailableException if it cannot be recorded
    synchronized void catchUp() {
        while (!closed) {
            var now = clock.instant();
            var due = upkeep.first(store.view(), now, clock.served());
            if (due.isEmpty()) {
                return;
            }
            attempt(due.get(), now);
        }
    }

    private void attempt(Upkeep.Task task, Instant now) {
        var key = task.key();
        var event =
                new ServiceEvent(task.event(), key.account(), key.region(), List.of(key.arn()), task.details(), now);
        try {
            store.commit(task.changes(), event.toBytes());
            rings.wipeGone(task.changes());
        } catch (Store.ConflictException e) {
            LOG.log(Level.DEBUG, "{0} was changed just now; what is due with it is decided anew", key.arn());
        }
    }

    private void run() {
        while (!closed) {
            try {
                Thread.sleep(PAUSE);
                catchUp();
                if (System.nanoTime() - saved > SAVE_SERVED.toNanos()
                        && store.view().isAnythingPlanned()) {
                    clock.servedTime().save();
                    saved = System.nanoTime();
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                // Neither store nor audit trail may end this: what is due stays due.
                LOG.log(Level.WARNING, "upkeep is put off: {0}", e.toString());
                pause();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE.multipliedBy(20));
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            if (thread.getState() != Thread.State.NEW) {
                thread.join(Duration.ofSeconds(10));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            if (store.view().isAnythingPlanned()) {
                clock.servedTime().save();
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "how long this installation has served is not kept: {0}", e.toString());
        }
    }
}
