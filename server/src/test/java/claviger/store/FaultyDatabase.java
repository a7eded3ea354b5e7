package claviger.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/// A database whose commits and openings fail when told to.
final class FaultyDatabase extends Database {

    /// How the next commit fails.
    enum Fault {
        NONE,
        /// Before anything is written.
        BEFORE,
        /// After the commit is on the disk: the doubtful case.
        AFTER
    }

    private volatile Fault next = Fault.NONE;
    private volatile boolean closedDoor;
    private final AtomicInteger openings = new AtomicInteger();

    FaultyDatabase(Database other) {
        super(other);
    }

    void failNextCommit(Fault fault) {
        next = fault;
    }

    /// Whether the database can be opened anew.
    void lock(boolean now) {
        closedDoor = now;
    }

    int openings() {
        return openings.get();
    }

    @Override
    Session writer() throws SQLException {
        openings.incrementAndGet();
        if (closedDoor) {
            throw new SQLException("disk I/O error on open");
        }
        return super.writer();
    }

    @Override
    Session session(Connection connection) {
        return new Session(connection) {
            @Override
            void commit() throws SQLException {
                var fault = next;
                next = Fault.NONE;
                if (fault == Fault.BEFORE) {
                    throw new SQLException("disk I/O error before the commit");
                }
                super.commit();
                if (fault == Fault.AFTER) {
                    throw new SQLException("disk I/O error after the commit");
                }
            }
        };
    }
}
