package claviger.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/// A SQLite database in a place, claimed for this process for as long as it is open.
class Database implements AutoCloseable {

    private final String url;
    private final @Nullable Path file;
    private final @Nullable FileChannel lock;
    private final boolean create;

    /// Opens and closes a database in memory.
    static void preload() {
        try {
            DriverManager.getConnection("jdbc:sqlite::memory:").close();
        } catch (SQLException e) {
            // Whatever it is will be met again, and told, when the store is opened.
            return;
        }
    }

    private Database(String url, @Nullable Path file, @Nullable FileChannel lock, boolean create) {
        this.url = url;
        this.file = file;
        this.lock = lock;
        this.create = create;
    }

    /// The same database, for a test that lets its sessions fail.
    Database(Database other) {
        this(other.url, other.file, other.lock, other.create);
    }

    /// Claims a place that has a store, or is to have one.
    ///
    /// @param create whether to make what is missing
    /// @throws StoreRefusedException if another process has it, if nothing is there, or if what
    ///     is there is not ours
    static Database claim(Place place, boolean create) {
        return switch (place) {
            case Place.Memory _ -> new Database("jdbc:sqlite::memory:", null, null, create);
            case Place.Folder(var folder) -> {
                try {
                    yield inFolder(folder.toAbsolutePath(), create);
                } catch (IOException e) {
                    throw new StoreRefusedException("cannot use the store folder %s: %s".formatted(folder, e), e);
                }
            }
        };
    }

    private static Database inFolder(Path folder, boolean create) throws IOException {
        var file = folder.resolve("claviger.db");
        if (create) {
            makeFolder(folder);
        } else if (!Files.exists(file)) {
            throw new StoreRefusedException("there is no store in %s: make one with 'claviger init'".formatted(folder));
        }
        var lock = lock(folder);
        try {
            if (create) {
                makeFile(file, folder);
            }
            return new Database("jdbc:sqlite:" + file, file, lock, create);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /// Whether more than one session can be open: memory has only one.
    boolean hasFile() {
        return file != null;
    }

    /// The size of the write-ahead log in bytes.
    long logLength() {
        return file == null
                ? 0
                : file.resolveSibling(file.getFileName() + "-wal").toFile().length();
    }

    /// The session of the one writer, with the newest schema.
    ///
    /// @throws StoreRefusedException if the schema is not one that is known here; then nothing
    ///     was written
    Session writer() throws SQLException {
        var schema = new Schema();
        if (file != null) {
            // Read-only first: what a later Claviger or another program wrote is left as it is.
            try (var probe = connect(url, true)) {
                refuseEmpty(schema.versionOf(probe));
            }
        }
        var connection = connect(url, false);
        try {
            refuseEmpty(schema.versionOf(connection));
            prepareToWrite(connection);
            schema.bringUp(connection);
            return session(connection);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private void refuseEmpty(int schemaVersion) {
        if (schemaVersion == 0 && !create) {
            throw new StoreRefusedException("the store is empty: make it with 'claviger init'");
        }
    }

    /// The session over a connection: for a test to let it fail.
    Session session(Connection connection) {
        return new Session(connection);
    }

    /// A session for reading beside the writer; needs a file.
    ///
    /// @throws DamagedException if the file has been taken away under the writer
    Session reader() throws SQLException {
        if (file == null || !Files.exists(file)) {
            throw new DamagedException("the database file is gone");
        }
        return session(connect(url, true));
    }

    /// The writer's session anew, after one that failed: memory has nothing to open again and
    /// keeps its session.
    Session reopened(Session failed) throws SQLException {
        if (file == null) {
            failed.abandonTransaction();
            return failed;
        }
        failed.abandon();
        return writer();
    }

    @Override
    public void close() {
        if (lock != null) {
            try {
                lock.close();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    static Connection connect(String url, boolean readOnly) throws SQLException {
        var config = new SQLiteConfig();
        config.setReadOnly(readOnly);
        config.setBusyTimeout(1000);
        var connection = DriverManager.getConnection(url, config.toProperties());
        try {
            run(connection, "PRAGMA trusted_schema = OFF");
            run(connection, "PRAGMA cell_size_check = ON");
            run(connection, "PRAGMA temp_store = MEMORY");
            run(connection, "PRAGMA mmap_size = 0");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private void prepareToWrite(Connection connection) throws SQLException {
        var mode = run(connection, "PRAGMA journal_mode = WAL");
        if (file != null && !"wal".equals(mode)) {
            throw new StoreRefusedException("the file system of %s cannot hold a write-ahead log".formatted(file));
        }
        // FULL: every commit is on the disk before it returns. NORMAL would sync at checkpoints
        // alone.
        run(connection, "PRAGMA synchronous = FULL");
        // What is deleted is overwritten, so that destroyed key material is.
        run(connection, "PRAGMA secure_delete = ON");
        // The writer makes its checkpoints itself, after it has answered, and sees their errors.
        run(connection, "PRAGMA wal_autocheckpoint = 0");
        run(connection, "PRAGMA journal_size_limit = 67108864");
        run(connection, "PRAGMA cache_size = -16384");
    }

    private static @Nullable String run(Connection connection, String pragma) throws SQLException {
        try (var statement = connection.createStatement()) {
            if (!statement.execute(pragma)) {
                return null;
            }
            try (var rows = statement.getResultSet()) {
                return rows.next() ? rows.getString(1) : null;
            }
        }
    }

    private static void makeFolder(Path folder) throws IOException {
        var existed = Files.isDirectory(folder);
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var above = folder.getParent();
        if (!existed && above != null) {
            sync(above);
        }
    }

    private static void makeFile(Path file, Path folder) throws IOException {
        try {
            // An empty file is an empty database; made here, since SQLite would let others read
            // it.
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            sync(folder);
        } catch (FileAlreadyExistsException e) {
            // A store made before: who creates asks whether it is empty.
        }
    }

    private static void sync(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder)) {
            channel.force(true);
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        var channel =
                FileChannel.open(folder.resolve("claviger.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Another store of this process has it.
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw new StoreRefusedException(
                "the store in %s is in use by another Claviger: stop that one first".formatted(folder));
    }
}
