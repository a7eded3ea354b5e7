package claviger.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// The tables, as numbered files tell: `schema/001.sql` and those after it, run in order, once
/// each.
final class Schema {

    /// `Clav`: marks the file as ours among SQLite databases.
    private static final int APPLICATION_ID = 0x436C6176;

    private final List<String> files = files();

    /// The number of the newest schema file that is known here.
    int newest() {
        return files.size();
    }

    /// The number of the schema in the database; 0 if there is none yet.
    ///
    /// @throws StoreRefusedException if it is of a later Claviger, or of another program
    int versionOf(Connection connection) throws SQLException {
        var version = number(connection, "PRAGMA user_version");
        var application = number(connection, "PRAGMA application_id");
        if (version == 0 && application == 0 && objects(connection).isEmpty()) {
            return 0;
        }
        if (application != APPLICATION_ID || version < 1) {
            throw new StoreRefusedException("this SQLite database was not made by Claviger");
        }
        if (version > newest()) {
            throw new StoreRefusedException(
                    ("the store has schema %d, but this Claviger knows only up to %d: run the newer Claviger that"
                                    + " wrote it; nothing was changed")
                            .formatted(version, newest()));
        }
        return version;
    }

    /// Brings the database to the newest schema, all or nothing, and proves that it holds nothing
    /// else: a trigger or a view that somebody has added could change rows on their way.
    void bringUp(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.executeUpdate("BEGIN IMMEDIATE");
            for (var number = versionOf(connection); number < newest(); number++) {
                statement.executeUpdate(files.get(number));
                statement.executeUpdate("PRAGMA user_version = " + (number + 1));
                statement.executeUpdate("PRAGMA application_id = " + APPLICATION_ID);
            }
            statement.executeUpdate("COMMIT");
        }
        if (!objects(connection).equals(expected())) {
            throw new DamagedException("the tables, or things added beside them, are not those of schema " + newest());
        }
    }

    private List<String> expected() throws SQLException {
        try (var connection = Database.connect("jdbc:sqlite::memory:", false);
                var statement = connection.createStatement()) {
            for (var file : files) {
                statement.executeUpdate(file);
            }
            return objects(connection);
        }
    }

    private static List<String> objects(Connection connection) throws SQLException {
        var objects = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name")) {
            while (rows.next()) {
                objects.add("%s %s on %s: %s"
                        .formatted(rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4)));
            }
        }
        return objects;
    }

    private static int number(Connection connection, String pragma) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(pragma)) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }

    private static List<String> files() {
        var files = new ArrayList<String>();
        while (true) {
            var name = "/schema/%03d.sql".formatted(files.size() + 1);
            try (var file = Schema.class.getResourceAsStream(name)) {
                if (file == null) {
                    return List.copyOf(files);
                }
                files.add(new String(file.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
