package claviger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import claviger.call.Change;
import claviger.call.RowId;
import claviger.custody.Domain;
import claviger.kms.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Somebody who can write the database file, but has no key, edits it in every way at hand, while
/// the store is closed and while it runs. Every edit must be found: at the next start, and by the
/// scrubber.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TamperTest {

    private static final String ALICE = "111122223333";
    private static final String BOB = "444455556666";
    private static final String HERE = "eu-west-1";
    private static final String THERE = "us-east-1";

    @TempDir(factory = FastFolders.class)
    static Path folder = Path.of(".");

    /// Said once for every edit, and two thousand times too often here.
    private static final Logger LOG = Logger.getLogger(SqliteStore.class.getName());

    private Deployment deployment = Deployment.at(new Place.Memory());
    private long changes;
    private long recorded;
    private int copies;

    private interface Work {
        void on(Connection connection) throws SQLException;
    }

    private record Edit(String name, Work work) {}

    /// A store with a past: `older.db` is the whole database as it was some changes ago.
    @BeforeAll
    void makeStore() throws IOException {
        LOG.setLevel(Level.OFF);
        var place = new Place.Folder(folder.resolve("original"));
        deployment = new Deployment(place, deployment.root(), deployment.custody(), new TestTrail());
        try (var store = deployment.create()) {
            var population = new Population(store, deployment.custody());
            population.account(ALICE);
            population.account(BOB);
            population.identities(ALICE, 0);
            population.identities(ALICE, 1);
            population.identities(ALICE, 2);
            population.identities(BOB, 0);
            population.keys(ALICE, HERE, 0, 3);
            population.keys(ALICE, THERE, 0, 2);
            population.keys(BOB, HERE, 0, 2);
            population.commit(
                    Population.grant(Population.key(ALICE, HERE, 0), 0),
                    Population.grant(Population.key(ALICE, HERE, 0), 1),
                    Population.grant(Population.key(ALICE, HERE, 1), 0));
            population.commit(Population.grant(Population.key(ALICE, THERE, 0), 0));
            population.commit(Population.grant(Population.key(BOB, HERE, 0), 0));
        }
        Files.copy(original(), folder.resolve("older.db"));
        recorded = deployment.trail().durable() + 4;
        deployment.trail().stuckAt(recorded);
        try (var store = deployment.open()) {
            change(store);
            changes = store.view().changeNumber();
        }
        assertThat(changes - recorded).isGreaterThanOrEqualTo(3);
    }

    @AfterAll
    static void logAgain() {
        LOG.setLevel(null);
    }

    private void change(SqliteStore store) {
        var population = new Population(store, deployment.custody());
        var key = Population.key(ALICE, HERE, 0);
        var other = Population.key(ALICE, HERE, 1);
        var material = Objects.requireNonNull(
                store.view().in(ALICE, HERE).material(Population.keyId(2), Population.materialId(2)));
        var domainKey = store.view().domainKeys(new Domain(ALICE, HERE)).getLast();
        var access = Objects.requireNonNull(store.view().accessKey("AKIA" + ALICE + "EXAMPL"));
        population.commit(key.disabled());
        population.commit(key.disabled().enabled());
        population.commit(key.disabled().enabled().disabled());
        population.commit(Population.alias(key, "alias/0").pointingTo(other.id(), Instant.EPOCH));
        commit(store, new Change.Remove(material));
        commit(store, new Change.Remove(Population.alias(other, "alias/1")));
        commit(store, new Change.Remove(Population.grant(Population.key(ALICE, HERE, 0), 1)));
        population.commit(Population.grant(other, 2));
        population.commit(deployment.custody().createAfter(domainKey));
        population.commit(
                new claviger.iam.AccessKey(access.id(), ALICE, false, 1, access.sealedSecret(), access.created(), 2));
        population.commit(Population.user(ALICE, 0).called("renamed", "/"));
        population.commit(Population.group(ALICE, 0).touched());
        population.commit(Population.role(ALICE, 0).trusting("{}"));
        population.commit(Population.policy(ALICE, 0).defaultingTo(1, Instant.EPOCH));
        population.commit(Population.provider(ALICE, 0).withClientIds(List.of("other")));
        var device = store.view().identities(ALICE).devices().firstEntry().getValue();
        population.commit(device.ownedBy(Population.user(ALICE, 0).id(), 0, 1, Instant.EPOCH));
        commit(store, new Change.Remove(Population.user(ALICE, 2)));
        population.keys(ALICE, HERE, 10, 2);
    }

    private static void commit(SqliteStore store, Change change) {
        store.commit(List.of(change), "{\"eventName\":\"Delete\"}".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void every_edit_of_a_column_is_found() throws Exception {
        var edits = new ArrayList<Edit>();
        for (var table : RowId.Table.values()) {
            for (var column : List.of("account", "region", "id", "version", "format", "payload")) {
                addColumnEdits(edits, StoredRow.tableName(table), column);
            }
        }
        for (var column : List.of("change_number", "audit_record", "mac")) {
            addColumnEdits(edits, "outbox", column);
        }
        addColumnEdits(edits, "state", "change_number");
        addColumnEdits(edits, "state", "digest");
        assertAllFound(edits, 500);
    }

    @Test
    void every_edit_of_rows_is_found() throws Exception {
        var edits = new ArrayList<Edit>();
        for (var table : RowId.Table.values()) {
            addRowEdits(edits, StoredRow.tableName(table));
        }
        assertAllFound(edits, 60);
    }

    @Test
    void every_edit_that_is_consistent_in_itself_is_found() throws Exception {
        assertAllFound(consistentEdits(), 25);
    }

    @Test
    void a_database_that_was_rolled_back_as_a_whole_is_found_against_the_trail_and_while_running() throws Exception {
        var closed = copy();
        Files.copy(
                folder.resolve("older.db"),
                closed.resolve("claviger.db"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(deployment.restarted(new Place.Folder(closed), new TestTrail(recorded))::open)
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("rolled back");

        assertThat(passesScrubber(new Edit("older in every table", this::replaceAllByOlder)))
                .isFalse();
        try (var store = open(copy())) {
            var running = ((Place.Folder) place(copies)).path();
            Files.delete(running.resolve("claviger.db"));
            Files.copy(folder.resolve("older.db"), running.resolve("claviger.db"));
            assertThat(scrubber(store).pass()).isFalse();
        }
        try (var store = open(copy())) {
            Files.delete(((Place.Folder) place(copies)).path().resolve("claviger.db"));
            assertThat(scrubber(store).pass()).isFalse();
        }
    }

    @Test
    void a_row_that_was_edited_while_running_is_found_by_the_commit_that_meets_it() throws Exception {
        var key = Population.key(ALICE, HERE, 0).disabled().enabled().disabled();
        for (var statement : List.of(
                "UPDATE kms_key SET version = 9 WHERE id = '%s' AND account = '%s' AND region = '%s'",
                "DELETE FROM kms_key WHERE id = '%s' AND account = '%s' AND region = '%s'",
                "UPDATE kms_key SET payload = zeroblob(99) WHERE id = '%s' AND account = '%s' AND region = '%s'",
                "UPDATE state SET change_number = change_number - 1 WHERE '%s%s%s' > ''")) {
            try (var store = open(copy())) {
                edit(copies, statement.formatted(key.id(), ALICE, HERE));
                assertThatThrownBy(() -> new Population(store, deployment.custody()).commit(key.enabled()))
                        .as(statement)
                        .isInstanceOf(Store.StoreUnavailableException.class);
                assertThatThrownBy(store::view).isInstanceOf(Store.StoreUnavailableException.class);
                assertThat(store.healthy()).isFalse();
            }
        }
    }

    @Test
    void the_message_names_the_row() throws Exception {
        var edited = copy();
        edit(copies, "UPDATE alias SET version = 7 WHERE id = 'alias/2' AND account = '%s'".formatted(ALICE));
        assertThatThrownBy(deployment.restarted(new Place.Folder(edited), new TestTrail(recorded))::open)
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("table alias, row 'alias/2' of account '111122223333', Region 'eu-west-1'")
                .hasMessageContaining("restore a backup");
    }

    /// The negative control: without the digest, what is genuine but gone or old passes
    /// unnoticed, so it is the digest that finds it.
    @Test
    void without_the_digest_missing_and_old_rows_would_pass() throws Exception {
        var passed = new ArrayList<String>();
        for (var edit : List.of(
                new Edit("deleted", c -> run(c, "DELETE FROM alias WHERE id = 'alias/2'")),
                new Edit("older", c -> replaceByOlder(c, "kms_key")),
                new Edit("brought back", c -> bringBack(c, "key_material")))) {
            var edited = copy();
            apply(edit, edited);
            try (var _ = deployment
                    .restarted(new Place.Folder(edited), new TestTrail(recorded))
                    .openWithoutDigest()) {
                passed.add(edit.name);
            }
        }
        assertThat(passed).containsExactly("deleted", "older", "brought back");
    }

    // Edits of one column of one row: the first and the last row of each table.

    private void addColumnEdits(List<Edit> edits, String table, String column) throws SQLException {
        var rows = rowIds(table);
        var chosen = List.of(0, rows.size() - 1).stream()
                .distinct()
                .filter(n -> n >= 0 && n < rows.size())
                .map(rows::get)
                .toList();
        for (var row : chosen) {
            var where = table + "." + column + " of row " + row;
            var value = value(table, column, row);
            for (var other : mutations(value)) {
                edits.add(new Edit(where + " to " + other.name, c -> set(c, table, column, row, other.value)));
            }
            edits.add(new Edit(where + " to NULL", c -> setNull(c, table, column, row)));
            for (var other : rows.subList(0, Math.min(2, rows.size()))) {
                var theirs = value(table, column, other);
                edits.add(new Edit(where + " copied from " + other, c -> set(c, table, column, row, theirs)));
                edits.add(new Edit(where + " swapped with " + other, c -> swap(c, table, column, row, other)));
            }
        }
    }

    private record Mutation(String name, Object value) {}

    private static List<Mutation> mutations(Object value) {
        return switch (value) {
            case String text ->
                List.of(
                        new Mutation("a longer text", text + " "),
                        new Mutation("a text with NUL", text + "\0"),
                        new Mutation("no text", ""),
                        new Mutation("one bit in the first character", flipped(text, 0)),
                        new Mutation("one bit in the last character", flipped(text, text.length() - 1)),
                        new Mutation("a blob of its bytes", text.getBytes(StandardCharsets.UTF_8)));
            case Number number ->
                List.of(
                        new Mutation("one more", number.longValue() + 1),
                        new Mutation("one less", number.longValue() - 1),
                        new Mutation("its negative", -number.longValue()),
                        new Mutation("a bit beyond 32", number.longValue() | 1L << 32),
                        new Mutation("a fraction", number.doubleValue() + 0.5),
                        new Mutation("a blob", number.toString().getBytes(StandardCharsets.UTF_8)));
            case byte[] bytes -> {
                var mutations = new ArrayList<Mutation>();
                for (var at : new int[] {0, 3, 4, bytes.length / 2, bytes.length - 1}) {
                    var other = bytes.clone();
                    other[at] ^= 0x10;
                    mutations.add(new Mutation("one bit in byte " + at, other));
                }
                mutations.add(new Mutation("a cut blob", java.util.Arrays.copyOf(bytes, bytes.length - 1)));
                mutations.add(new Mutation("a longer blob", java.util.Arrays.copyOf(bytes, bytes.length + 1)));
                mutations.add(new Mutation("an empty blob", new byte[0]));
                mutations.add(new Mutation("a text", "text"));
                yield mutations;
            }
            default -> throw new AssertionError(value);
        };
    }

    private static String flipped(String text, int at) {
        if (text.isEmpty()) {
            return "\u0001";
        }
        var characters = text.toCharArray();
        characters[at] = (char) (characters[at] ^ 1);
        return new String(characters);
    }

    // Edits of whole rows.

    private void addRowEdits(List<Edit> edits, String table) throws SQLException {
        for (var row : rowIds(table)) {
            var where = table + " row " + row;
            edits.add(new Edit(
                    where + " deleted", c -> run(c, "DELETE FROM %s WHERE rowid = %d".formatted(table, row))));
            for (var change : List.of(
                    "'', region, id",
                    "account, '', id",
                    "account, region, 'another'",
                    "'%s', region, id".formatted(BOB))) {
                edits.add(new Edit(
                        where + " doubled as " + change,
                        c -> run(
                                c,
                                "INSERT INTO %s SELECT %s, version, format, payload FROM %s WHERE rowid = %d"
                                        .formatted(table, change, table, row))));
            }
        }
        edits.add(new Edit(table + " emptied", c -> run(c, "DELETE FROM " + table)));
        edits.add(new Edit(table + " in older versions", c -> replaceByOlder(c, table)));
        edits.add(new Edit(table + " with deleted rows brought back", c -> bringBack(c, table)));
        edits.add(new Edit(table + " older, with the older state", c -> {
            replaceByOlder(c, table);
            restoreOlder(c, "state");
        }));
        edits.add(new Edit(table + " wholly older, with the older state and outbox", c -> {
            restoreOlder(c, table);
            restoreOlder(c, "state");
            restoreOlder(c, "outbox");
        }));
    }

    // Edits by somebody who knows the layout and leaves nothing at odds.

    private List<Edit> consistentEdits() {
        var edits = new ArrayList<Edit>();
        var a = "account = '%s' AND region = '%s' AND id = '%s'".formatted(ALICE, HERE, Population.keyId(1));
        var b = "account = '%s' AND region = '%s' AND id = '%s'".formatted(ALICE, HERE, Population.keyId(2));
        var bobs = "account = '%s' AND region = '%s' AND id = '%s'".formatted(BOB, HERE, Population.keyId(1));
        var there = "account = '%s' AND region = '%s' AND id = '%s'".formatted(ALICE, THERE, Population.keyId(1));
        for (var other : List.of(b, bobs, there)) {
            edits.add(sql(
                    "payload and version of one key into another: " + other,
                    "UPDATE kms_key SET (version, format, payload) = (SELECT version, format, payload FROM kms_key"
                            + " WHERE " + other + ") WHERE " + a));
        }
        edits.add(sql(
                "two keys in each other's place",
                swapIds("kms_key", ALICE, HERE, Population.keyId(1), Population.keyId(2))));
        edits.add(sql(
                "two keys and their material in each other's place",
                swapIds("kms_key", ALICE, HERE, Population.keyId(0), Population.keyId(1)),
                swapIds("key_material", ALICE, HERE, materialRow(0), materialRow(1))));
        edits.add(sql(
                "the material of two keys in each other's place",
                swapIds("key_material", ALICE, HERE, materialRow(0), materialRow(1))));
        edits.add(sql(
                "the material of one key for another, too",
                "INSERT INTO key_material SELECT account, region, '%s/' || substr(id, 38), version, format, payload FROM key_material WHERE id = '%s'"
                        .formatted(Population.keyId(11), materialRow(1))));
        edits.add(sql(
                "two users in each other's place",
                swapIds(
                        "iam_user",
                        ALICE,
                        "",
                        Population.user(ALICE, 0).id(),
                        Population.user(ALICE, 1).id())));
        edits.add(sql(
                "two managed policies in each other's place",
                swapIds(
                        "iam_policy",
                        ALICE,
                        "",
                        Population.policy(ALICE, 0).id(),
                        Population.policy(ALICE, 1).id())));
        edits.add(new Edit("a user that was deleted", c -> bringBack(c, "iam_user")));
        edits.add(sql("two aliases in each other's place", swapIds("alias", ALICE, HERE, "alias/0", "alias/2")));
        edits.add(sql("an alias under a new name", "UPDATE alias SET id = 'alias/new' WHERE id = 'alias/2'"));
        edits.add(sql(
                "a key, its material and alias gone",
                "DELETE FROM kms_key WHERE " + a,
                "DELETE FROM key_material WHERE id = '%s'".formatted(materialRow(1)),
                "DELETE FROM alias WHERE id = 'alias/1'"));
        edits.add(sql(
                "two grants in each other's place", swapIds("kms_grant", ALICE, HERE, grantRow(0, 0), grantRow(1, 2))));
        edits.add(sql(
                "a grant on another key",
                "UPDATE kms_grant SET id = '%s' WHERE account = '%s' AND region = '%s' AND id = '%s'"
                        .formatted(grantRow(2, 0), ALICE, HERE, grantRow(0, 0))));
        edits.add(sql(
                "a grant on another key, too",
                "INSERT INTO kms_grant SELECT account, region, '%s', version, format, payload FROM kms_grant WHERE id = '%s'"
                        .formatted(grantRow(2, 0), grantRow(1, 2))));
        edits.add(sql(
                "what one grant permits for what another does",
                "UPDATE kms_grant SET payload = (SELECT payload FROM kms_grant WHERE id = '%s') WHERE id = '%s'"
                        .formatted(grantRow(1, 2), grantRow(1, 0))));
        edits.add(sql("a grant gone", "DELETE FROM kms_grant WHERE id = '%s'".formatted(grantRow(1, 2))));
        edits.add(new Edit("a grant that was ended", c -> bringBack(c, "kms_grant")));
        for (var all : List.of("kms_key", "key_material", "alias", "kms_grant")) {
            edits.add(sql(all + " of one Region gone", "DELETE FROM %s WHERE region = '%s'".formatted(all, THERE)));
        }
        edits.add(sql("a whole account gone", everywhere("DELETE FROM %s WHERE account = '" + BOB + "'")));
        edits.add(sql(
                "a whole account under another number",
                everywhere("UPDATE %s SET account = '999999999999' WHERE account = '" + BOB + "'")));
        edits.add(sql(
                "a whole Region under another name",
                everywhere("UPDATE %s SET region = 'eu-west-2' WHERE region = '" + THERE + "'")));
        edits.add(sql(
                "two Regions in each other's place, domain keys too",
                everywhere("UPDATE %s SET region = 'x' WHERE account = '" + ALICE + "' AND region = '" + HERE + "'"),
                everywhere("UPDATE %s SET region = '" + HERE + "' WHERE account = '" + ALICE + "' AND region = '"
                        + THERE + "'"),
                everywhere("UPDATE %s SET region = '" + THERE + "' WHERE region = 'x'")));
        edits.add(sql(
                "only the domain keys of two domains exchanged",
                "UPDATE domain_key SET region = 'x' WHERE account = '%s' AND region = '%s' AND id = '1'"
                        .formatted(ALICE, HERE),
                "UPDATE domain_key SET region = '%s' WHERE account = '%s' AND region = '%s'"
                        .formatted(HERE, ALICE, THERE),
                "UPDATE domain_key SET region = '%s' WHERE region = 'x'".formatted(THERE)));
        edits.add(sql("the newest domain key gone", "DELETE FROM domain_key WHERE id = '2'"));
        edits.add(
                sql(
                        "the installation's domain key once more as its second",
                        "INSERT INTO domain_key SELECT account, region, '2', version, format, payload FROM domain_key WHERE account = ''"));
        edits.add(
                sql(
                        "the installation's domain key for an account",
                        "INSERT INTO domain_key SELECT '999999999999', region, id, version, format, payload FROM domain_key WHERE account = ''"));
        edits.add(new Edit("an enabled key of the past with its version", c -> {
            attach(c);
            run(
                    c,
                    "UPDATE kms_key SET (version, format, payload) = (SELECT version, format, payload FROM older.kms_key o"
                            + " WHERE o.account = kms_key.account AND o.region = kms_key.region AND o.id = kms_key.id)"
                            + " WHERE account = '%s' AND region = '%s' AND id = '%s'"
                                    .formatted(ALICE, HERE, Population.keyId(0)));
        }));
        edits.add(new Edit("all nouns of the past under today's state", c -> {
            for (var table : RowId.Table.values()) {
                restoreOlder(c, StoredRow.tableName(table));
            }
        }));
        edits.add(new Edit("today's nouns under the state of the past", c -> restoreOlder(c, "state")));
        edits.add(new Edit("the sealed digest of the past with today's number", c -> {
            attach(c);
            run(c, "UPDATE state SET digest = (SELECT digest FROM older.state)");
        }));
        edits.add(new Edit("all of the past with today's number", c -> {
            replaceAllByOlder(c);
            run(c, "UPDATE state SET change_number = " + changes);
        }));
        edits.add(sql("no state", "DELETE FROM state"));
        edits.add(sql("the state twice", "INSERT INTO state SELECT * FROM state"));
        edits.add(sql("two states", "INSERT INTO state SELECT change_number - 1, digest FROM state"));
        edits.add(sql("an empty outbox", "DELETE FROM outbox"));
        for (var gone = recorded + 1; gone <= changes; gone++) {
            edits.add(sql("no record of change " + gone, "DELETE FROM outbox WHERE change_number = " + gone));
        }
        edits.add(sql(
                "two records in each other's place",
                "UPDATE outbox SET change_number = -1 WHERE change_number = " + changes,
                "UPDATE outbox SET change_number = %d WHERE change_number = %d".formatted(changes, changes - 1),
                "UPDATE outbox SET change_number = %d WHERE change_number = -1".formatted(changes - 1)));
        edits.add(sql(
                "a record once more for a change to come",
                "INSERT INTO outbox SELECT %d, audit_record, mac FROM outbox WHERE change_number = %d"
                        .formatted(changes + 1, changes)));
        edits.add(sql(
                "a record once more for a change long gone",
                "INSERT INTO outbox SELECT 1, audit_record, mac FROM outbox WHERE change_number = %d"
                        .formatted(changes)));
        edits.add(sql(
                "a record of one's own",
                "INSERT INTO outbox VALUES (%d, x'7b7d', zeroblob(32))".formatted(changes + 1)));
        edits.add(new Edit("the outbox of the past", c -> restoreOlder(c, "outbox")));
        return edits;
    }

    private static String materialRow(int n) {
        return Population.keyId(n) + "/" + Population.materialId(n);
    }

    private static String grantRow(int key, int n) {
        return Population.keyId(key) + "/" + "%064x".formatted(n);
    }

    private static String[] swapIds(String table, String account, String region, String one, String other) {
        var update = "UPDATE %s SET id = '%s' WHERE account = '%s' AND region = '%s' AND id = '%s'";
        return new String[] {
            update.formatted(table, "x", account, region, one),
            update.formatted(table, one, account, region, other),
            update.formatted(table, other, account, region, "x")
        };
    }

    private static String[] everywhere(String statement) {
        return List.of(RowId.Table.values()).stream()
                .map(table -> statement.formatted(StoredRow.tableName(table)))
                .toArray(String[]::new);
    }

    private static Edit sql(String name, String[]... statements) {
        return new Edit(name, c -> {
            for (var group : statements) {
                run(c, group);
            }
        });
    }

    private static Edit sql(String name, String... statements) {
        return new Edit(name, c -> run(c, statements));
    }

    // How edits are made.

    private static void run(Connection connection, String... statements) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var each : statements) {
                statement.executeUpdate(each);
            }
        }
    }

    private void attach(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var known = statement.executeQuery("SELECT 1 FROM pragma_database_list WHERE name = 'older'")) {
            if (known.next()) {
                return;
            }
        }
        run(connection, "ATTACH '%s' AS older".formatted(folder.resolve("older.db")));
    }

    /// Every row that is still there gets the version that it had.
    private void replaceByOlder(Connection connection, String table) throws SQLException {
        attach(connection);
        run(
                connection,
                ("UPDATE %1$s SET (version, format, payload) = (SELECT version, format, payload FROM older.%1$s o"
                                + " WHERE o.account = %1$s.account AND o.region = %1$s.region AND o.id = %1$s.id)"
                                + " WHERE EXISTS (SELECT 1 FROM older.%1$s o"
                                + " WHERE o.account = %1$s.account AND o.region = %1$s.region AND o.id = %1$s.id)")
                        .formatted(table));
    }

    private void bringBack(Connection connection, String table) throws SQLException {
        attach(connection);
        run(connection, "INSERT OR IGNORE INTO %1$s SELECT * FROM older.%1$s".formatted(table));
    }

    private void restoreOlder(Connection connection, String table) throws SQLException {
        attach(connection);
        run(connection, "DELETE FROM " + table, "INSERT INTO %1$s SELECT * FROM older.%1$s".formatted(table));
    }

    private void replaceAllByOlder(Connection connection) throws SQLException {
        for (var table : RowId.Table.values()) {
            restoreOlder(connection, StoredRow.tableName(table));
        }
        restoreOlder(connection, "state");
        restoreOlder(connection, "outbox");
    }

    private static void set(Connection connection, String table, String column, long row, @Nullable Object value)
            throws SQLException {
        try (var update =
                connection.prepareStatement("UPDATE %s SET %s = ? WHERE rowid = ?".formatted(table, column))) {
            update.setObject(1, value);
            update.setLong(2, row);
            update.executeUpdate();
        }
    }

    private static void setNull(Connection connection, String table, String column, long row) throws SQLException {
        try (var statement = connection.createStatement()) {
            String schema;
            try (var rows = statement.executeQuery("SELECT sql FROM sqlite_schema WHERE name = '" + table + "'")) {
                schema = rows.getString(1);
            }
            statement.executeUpdate("PRAGMA writable_schema = ON");
            statement.executeUpdate(
                    "UPDATE sqlite_schema SET sql = replace(sql, ' NOT NULL', '') WHERE name = '" + table + "'");
            statement.executeUpdate("PRAGMA writable_schema = RESET");
            statement.executeUpdate("UPDATE %s SET %s = NULL WHERE rowid = %d".formatted(table, column, row));
            statement.executeUpdate("PRAGMA writable_schema = ON");
            statement.executeUpdate("UPDATE sqlite_schema SET sql = '%s' WHERE name = '%s'".formatted(schema, table));
            statement.executeUpdate("PRAGMA writable_schema = RESET");
        }
    }

    private static void swap(Connection connection, String table, String column, long row, long other)
            throws SQLException {
        var mine = value(connection, table, column, row);
        var theirs = value(connection, table, column, other);
        if (mine instanceof String) {
            set(connection, table, column, row, "in between");
        } else if (mine instanceof Number) {
            set(connection, table, column, row, -77);
        }
        set(connection, table, column, other, mine);
        set(connection, table, column, row, theirs);
    }

    private static Object value(Connection connection, String table, String column, long row) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT %s FROM %s WHERE rowid = %d".formatted(column, table, row))) {
            return rows.getObject(1);
        }
    }

    private Object value(String table, String column, long row) throws SQLException {
        try (var connection = connect(original())) {
            return value(connection, table, column, row);
        }
    }

    private List<Long> rowIds(String table) throws SQLException {
        var ids = new ArrayList<Long>();
        try (var connection = connect(original());
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT rowid FROM %s ORDER BY rowid".formatted(table))) {
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
        }
        return ids;
    }

    // What becomes of them.

    private void assertAllFound(List<Edit> edits, int atLeast) throws Exception {
        var accepted = new ArrayList<String>();
        var made = 0;
        var impossible = 0;
        for (var edit : edits) {
            var closed = copy();
            var before = content(closed);
            if (!apply(edit, closed) || content(closed).equals(before)) {
                impossible++;
                continue;
            }
            made++;
            if (opens(closed)) {
                accepted.add("at the start: " + edit.name);
            }
            if (passesScrubber(edit)) {
                accepted.add("by the scrubber: " + edit.name);
            }
        }
        System.out.printf(
                "tampering: %d edits, each found at the start and by the scrubber but for %d; %d more were refused by"
                        + " SQLite or changed nothing%n",
                made, accepted.size(), impossible);
        assertThat(accepted).isEmpty();
        assertThat(made).isGreaterThanOrEqualTo(atLeast);
    }

    private boolean opens(Path edited) {
        try (var _ = deployment
                .restarted(new Place.Folder(edited), new TestTrail(recorded))
                .open()) {
            return true;
        } catch (StoreRefusedException e) {
            return false;
        }
    }

    private boolean passesScrubber(Edit edit) throws Exception {
        try (var store = open(copy())) {
            var running = copies;
            assertThat(store.healthy()).isTrue();
            apply(edit, ((Place.Folder) place(running)).path());
            if (scrubber(store).pass()) {
                return true;
            }
            assertThat(store.healthy()).as(edit.name).isFalse();
            assertThatThrownBy(store::view).as(edit.name).isInstanceOf(Store.StoreUnavailableException.class);
            return false;
        }
    }

    private static Scrubber scrubber(SqliteStore store) {
        return new Scrubber(store, Duration.ofDays(1), Duration.ZERO);
    }

    /// Whether SQLite lets the edit be made.
    private static boolean apply(Edit edit, Path edited) throws SQLException {
        try (var connection = connect(edited.resolve("claviger.db"))) {
            try {
                edit.work.on(connection);
                return true;
            } catch (SQLException e) {
                if (String.valueOf(e.getMessage()).contains("UNIQUE constraint")) {
                    return false;
                }
                throw new AssertionError(edit.name, e);
            }
        }
    }

    private void edit(int number, String statement) throws SQLException {
        apply(new Edit(statement, c -> run(c, statement)), ((Place.Folder) place(number)).path());
    }

    private static List<String> content(Path edited) throws SQLException {
        var lines = new ArrayList<String>();
        try (var connection = connect(edited.resolve("claviger.db"));
                var statement = connection.createStatement()) {
            for (var table : tables()) {
                try (var rows = statement.executeQuery("SELECT * FROM " + table)) {
                    while (rows.next()) {
                        var line = new StringBuilder(table);
                        for (var i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                            var value = rows.getObject(i);
                            line.append('|')
                                    .append(
                                            value instanceof byte[] bytes
                                                    ? java.util.HexFormat.of().formatHex(bytes)
                                                    : value);
                            line.append(value == null ? "" : value.getClass().getSimpleName());
                        }
                        lines.add(line.toString());
                    }
                }
            }
        }
        lines.sort(null);
        return lines;
    }

    private static List<String> tables() {
        var tables = new ArrayList<>(List.of("state", "outbox"));
        for (var table : RowId.Table.values()) {
            tables.add(StoredRow.tableName(table));
        }
        return tables;
    }

    private SqliteStore open(Path copied) {
        return deployment
                .restarted(new Place.Folder(copied), new TestTrail(recorded).stuckAt(recorded))
                .open();
    }

    private Path copy() throws IOException {
        copies++;
        var copy = Files.createDirectory(((Place.Folder) place(copies)).path());
        Files.copy(original(), copy.resolve("claviger.db"));
        return copy;
    }

    private Place place(int number) {
        return new Place.Folder(folder.resolve(Integer.toString(number)));
    }

    private Path original() {
        return folder.resolve("original").resolve("claviger.db");
    }

    private static Connection connect(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }
}
