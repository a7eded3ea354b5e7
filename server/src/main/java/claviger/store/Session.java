package claviger.store;

import claviger.call.RowId;
import claviger.crypto.Blob;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One connection and every statement that is run on it. Used by one thread at a time, a platform
/// thread: SQLite blocks in native code.
class Session implements AutoCloseable {

    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();
    private long executed;

    Session(Connection connection) {
        this.connection = connection;
    }

    /// How many statements this session has run.
    long executed() {
        return executed;
    }

    void begin() throws SQLException {
        run("BEGIN IMMEDIATE");
    }

    /// Begins to read one state of the whole database; ended by [#rollback()].
    void beginReading() throws SQLException {
        run("BEGIN");
    }

    /// Returns when the transaction is on the disk. If it throws, whether it is there is not
    /// known.
    void commit() throws SQLException {
        run("COMMIT");
    }

    void rollback() throws SQLException {
        run("ROLLBACK");
    }

    /// Ends a transaction that failed, if the failure has not ended it.
    void abandonTransaction() {
        try {
            rollback();
        } catch (SQLException e) {
            // There is none any more.
        }
    }

    @Nullable
    StoredRow find(RowId id) throws SQLException {
        var select = ready("SELECT version, format, payload FROM %s WHERE account = ? AND region = ? AND id = ?"
                .formatted(StoredRow.tableName(id.table())));
        identify(select, 1, id);
        try (var rows = select.executeQuery()) {
            if (!rows.next()) {
                return null;
            }
            var where = StoredRow.tableName(id.table());
            var row = new StoredRow(id, number(rows, 1, where), format(rows, 2, where), blob(rows, 3, where));
            if (rows.next()) {
                throw new DamagedException(id, "the row is there twice");
            }
            return row;
        }
    }

    void insert(StoredRow row) throws SQLException {
        var insert = ready("INSERT INTO %s (account, region, id, version, format, payload) VALUES (?, ?, ?, ?, ?, ?)"
                .formatted(StoredRow.tableName(row.id().table())));
        identify(insert, 1, row.id());
        insert.setLong(4, row.version());
        insert.setInt(5, row.format());
        insert.setBytes(6, row.payload().shared());
        expectOne(insert.executeUpdate(), row.id());
    }

    void update(StoredRow row, long oldVersion) throws SQLException {
        var update = ready(("UPDATE %s SET version = ?, format = ?, payload = ?"
                        + " WHERE account = ? AND region = ? AND id = ? AND version = ?")
                .formatted(StoredRow.tableName(row.id().table())));
        update.setLong(1, row.version());
        update.setInt(2, row.format());
        update.setBytes(3, row.payload().shared());
        identify(update, 4, row.id());
        update.setLong(7, oldVersion);
        expectOne(update.executeUpdate(), row.id());
    }

    void delete(RowId id, long version) throws SQLException {
        var delete = ready("DELETE FROM %s WHERE account = ? AND region = ? AND id = ? AND version = ?"
                .formatted(StoredRow.tableName(id.table())));
        identify(delete, 1, id);
        delete.setLong(4, version);
        expectOne(delete.executeUpdate(), id);
    }

    /// Shows every row of a table, in no order. What the consumer throws ends the reading.
    void scan(RowId.Table table, Interned interned, Consumer<StoredRow> each) throws SQLException {
        var name = StoredRow.tableName(table);
        var select = ready("SELECT account, region, id, version, format, payload FROM " + name);
        try (var rows = select.executeQuery()) {
            while (rows.next()) {
                var account = interned.one(text(rows, 1, name));
                var region = interned.one(text(rows, 2, name));
                var id = new RowId(table, account, region, text(rows, 3, name));
                each.accept(new StoredRow(id, number(rows, 4, name), format(rows, 5, name), blob(rows, 6, name)));
            }
        }
    }

    /// Whether no table has a row.
    boolean isEmpty() throws SQLException {
        for (var table : RowId.Table.values()) {
            if (hasRow(StoredRow.tableName(table))) {
                return false;
            }
        }
        return !hasRow("state") && !hasRow("outbox");
    }

    /// A change number and the sealed digest that goes with it.
    record State(long changeNumber, Blob sealedDigest) {}

    State state() throws SQLException {
        try (var rows = ready("SELECT change_number, digest FROM state").executeQuery()) {
            if (!rows.next()) {
                throw new DamagedException("table state: its row is missing");
            }
            var state = new State(number(rows, 1, "state"), blob(rows, 2, "state"));
            if (rows.next()) {
                throw new DamagedException("table state: it has more than its one row");
            }
            return state;
        }
    }

    void insertFirst(State state) throws SQLException {
        var insert = ready("INSERT INTO state (change_number, digest) VALUES (?, ?)");
        insert.setLong(1, state.changeNumber);
        insert.setBytes(2, state.sealedDigest.shared());
        insert.executeUpdate();
    }

    void update(State state, long oldChangeNumber) throws SQLException {
        var update = ready("UPDATE state SET change_number = ?, digest = ? WHERE change_number = ?");
        update.setLong(1, state.changeNumber);
        update.setBytes(2, state.sealedDigest.shared());
        update.setLong(3, oldChangeNumber);
        if (update.executeUpdate() != 1) {
            throw new DamagedException("table state: it does not hold change " + oldChangeNumber);
        }
    }

    void insert(OutboxRecord waiting, byte[] mac) throws SQLException {
        var insert = ready("INSERT INTO outbox (change_number, audit_record, mac) VALUES (?, ?, ?)");
        insert.setLong(1, waiting.changeNumber());
        insert.setBytes(2, waiting.auditRecord().shared());
        insert.setBytes(3, mac);
        insert.executeUpdate();
    }

    interface OutboxReader {
        void accept(OutboxRecord waiting, byte[] mac);
    }

    /// Shows the waiting records of changes after `changeNumber`, in their order.
    void scanOutbox(long changeNumber, OutboxReader each) throws SQLException {
        var select = ready(
                "SELECT change_number, audit_record, mac FROM outbox WHERE change_number > ? ORDER BY change_number");
        select.setLong(1, changeNumber);
        try (var rows = select.executeQuery()) {
            while (rows.next()) {
                each.accept(
                        new OutboxRecord(number(rows, 1, "outbox"), blob(rows, 2, "outbox")),
                        blob(rows, 3, "outbox").shared());
            }
        }
    }

    void deleteOutbox(long upTo) throws SQLException {
        var delete = ready("DELETE FROM outbox WHERE change_number <= ?");
        delete.setLong(1, upTo);
        delete.executeUpdate();
    }

    /// Moves what the write-ahead log holds into the database file, as far as readers allow.
    void checkpoint() throws SQLException {
        checkpoint("PASSIVE");
    }

    /// Empties the write-ahead log, so that nothing deleted is left in it; false if a reader
    /// still needs it.
    boolean truncateLog() throws SQLException {
        // Never to wait here: the writer would stand still for as long as the reader reads.
        run("PRAGMA busy_timeout = 0");
        try {
            return checkpoint("TRUNCATE");
        } finally {
            run("PRAGMA busy_timeout = 1000");
        }
    }

    /// Closes what may be broken, without a complaint.
    void abandon() {
        try {
            close();
        } catch (SQLException e) {
            // The session is given up because it failed; that it also fails to close tells
            // nothing new.
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private boolean checkpoint(String mode) throws SQLException {
        try (var rows = ready("PRAGMA wal_checkpoint(" + mode + ")").executeQuery()) {
            return rows.next() && rows.getInt(1) == 0;
        }
    }

    private boolean hasRow(String table) throws SQLException {
        try (var rows = ready("SELECT 1 FROM %s LIMIT 1".formatted(table)).executeQuery()) {
            return rows.next();
        }
    }

    private void run(String sql) throws SQLException {
        ready(sql).execute();
    }

    private PreparedStatement ready(String sql) throws SQLException {
        executed++;
        var known = prepared.get(sql);
        if (known == null) {
            known = connection.prepareStatement(sql);
            prepared.put(sql, known);
        }
        return known;
    }

    private static void identify(PreparedStatement statement, int from, RowId id) throws SQLException {
        statement.setString(from, id.account());
        statement.setString(from + 1, id.region());
        statement.setString(from + 2, id.id());
    }

    private static void expectOne(int rows, RowId id) {
        if (rows != 1) {
            throw new DamagedException(id, "the row changed while it was written");
        }
    }

    // SQLite keeps a value of any type in any column, and getString would make a text of each. A
    // blob with the bytes of a key id is not that key id: it would be read here and never be
    // found again. So the types are checked.

    private static String text(ResultSet rows, int column, String table) throws SQLException {
        if (rows.getObject(column) instanceof String text) {
            return text;
        }
        throw wrongType(table, column);
    }

    private static long number(ResultSet rows, int column, String table) throws SQLException {
        return switch (rows.getObject(column)) {
            case Integer number -> number;
            case Long number -> number;
            case null, default -> throw wrongType(table, column);
        };
    }

    private static int format(ResultSet rows, int column, String table) throws SQLException {
        if (rows.getObject(column) instanceof Integer number) {
            return number;
        }
        throw wrongType(table, column);
    }

    private static Blob blob(ResultSet rows, int column, String table) throws SQLException {
        if (rows.getObject(column) instanceof byte[] bytes) {
            return Blob.adopt(bytes);
        }
        throw wrongType(table, column);
    }

    private static DamagedException wrongType(String table, int column) {
        return new DamagedException(
                "table %s: a row has a value of the wrong type in column %d".formatted(table, column));
    }
}
