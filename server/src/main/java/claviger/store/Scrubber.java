package claviger.store;

import claviger.call.Noun;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Reads the whole database again and again while the server runs, on a connection and thread of
/// its own, and proves it as at the start. What it finds ends all service. A store in memory has
/// no file that anybody else could change, and is not read.
///
/// While a pass reads, the write-ahead log cannot be emptied: bytes of deleted key material stay
/// in it until the pass has ended.
public final class Scrubber implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Scrubber.class.getName());
    private static final int STRIDE = 1000;

    private final SqliteStore store;
    private final Duration interval;
    private final Duration rest;
    private final Thread thread = new Thread(this::run, "claviger-store-scrubber");

    /// @param interval from the end of one pass to the next
    /// @param rest after every thousand rows, so that requests have the processor
    public Scrubber(SqliteStore store, Duration interval, Duration rest) {
        this.store = store;
        this.interval = interval;
        this.rest = rest;
    }

    public void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /// One pass over all that is stored at this moment.
    ///
    /// @return whether it found nothing wrong; false also if it could not read to the end
    public boolean pass() {
        if (!store.database().hasFile()) {
            return true;
        }
        var before = store.changeNumber();
        try (var session = store.database().reader()) {
            var loaded = store.loader().load(session, 1, new Pace());
            if (loaded.changeNumber() < before) {
                throw new DamagedException("the database holds change %d, and held change %d before"
                        .formatted(loaded.changeNumber(), before));
            }
            // Asked after the snapshot was taken: what left the outbox before then was durable
            // even earlier.
            if (loaded.firstWaiting() > store.trail().durable().getAsLong() + 1) {
                throw new DamagedException("table outbox: audit records are missing that the trail has not got");
            }
            return true;
        } catch (DamagedException e) {
            store.declareDamaged(e);
        } catch (DomainKeyCodec.WrongRootKeyException e) {
            store.declareDamaged(new DamagedException("table domain_key: a row names another root key"));
        } catch (SQLiteException e) {
            if (isDamage(e.getResultCode())) {
                store.declareDamaged(new DamagedException(
                        "SQLite finds the file damaged: " + e.getResultCode().name()));
            } else {
                LOG.log(Level.WARNING, "The stored state could not be read for a check: {0}", e.toString());
            }
        } catch (SQLException e) {
            LOG.log(Level.WARNING, "The stored state could not be read for a check: {0}", e.toString());
        } catch (GivenUpException e) {
            LOG.log(Level.DEBUG, "A check of the stored state was given up: {0}", e.toString());
        }
        return false;
    }

    /// Stops; a pass that is under way is given up.
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Thread.sleep(interval);
            } catch (InterruptedException e) {
                return;
            }
            if (store.healthy()) {
                pass();
            }
        }
    }

    private static boolean isDamage(SQLiteErrorCode code) {
        // The low byte is the primary code; the rest tells more of the same.
        var primary = code.code & 0xff;
        return primary == SQLiteErrorCode.SQLITE_CORRUPT.code || primary == SQLiteErrorCode.SQLITE_NOTADB.code;
    }

    private final class Pace implements Consumer<Noun> {

        private int rows;

        @Override
        public void accept(Noun noun) {
            rows++;
            if (rows % STRIDE == 0) {
                // A store that recovers needs the log for itself.
                if (!store.healthy()) {
                    throw new GivenUpException();
                }
                try {
                    Thread.sleep(rest);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new GivenUpException();
                }
            }
        }
    }

    private static final class GivenUpException extends RuntimeException {}
}
