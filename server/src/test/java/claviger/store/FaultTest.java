package claviger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import claviger.kms.KeyState;
import claviger.kms.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The disk fails: nothing is acknowledged that is not there, reading goes on, and work goes on
/// once it can.
class FaultTest {

    private static final String ACCOUNT = "111122223333";
    private static final String REGION = "eu-west-1";

    @TempDir(factory = FastFolders.class)
    Path temporary = Path.of(".");

    private Deployment deployment = Deployment.at(new Place.Memory());
    private @Nullable FaultyDatabase faults;
    private SqliteStore store = deployment.create();

    @BeforeEach
    void create() {
        store.close();
        deployment = Deployment.at(new Place.Folder(temporary.resolve("store")));
        store = deployment.createFaulty(database -> {
            faults = new FaultyDatabase(database);
            return faults;
        });
        new Population(store, deployment.custody()).account(ACCOUNT);
        new Population(store, deployment.custody()).keys(ACCOUNT, REGION, 0, 10);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void a_commit_that_failed_is_not_acknowledged_and_the_store_goes_on_by_itself() {
        var before = store.view().changeNumber();
        faults().lock(true);
        faults().failNextCommit(FaultyDatabase.Fault.BEFORE);

        assertUnavailable();
        assertThat(store.healthy()).isFalse();
        assertUnavailable();
        assertThat(key().state()).as("reading goes on").isEqualTo(KeyState.ENABLED);
        awaitOpenings(3);
        assertThat(store.healthy()).as("while the disk is gone").isFalse();

        faults().lock(false);
        awaitHealth();
        assertThat(store.view().changeNumber()).isEqualTo(before);
        disable();
        assertThat(key().state()).isEqualTo(KeyState.DISABLED);
        assertReopensAlike();
    }

    @Test
    void a_doubtful_commit_that_did_reach_the_disk_is_taken_over_with_its_record() {
        var before = store.view().changeNumber();
        faults().failNextCommit(FaultyDatabase.Fault.AFTER);
        assertUnavailable();
        awaitHealth();

        assertThat(store.view().changeNumber()).isEqualTo(before + 1);
        assertThat(key().state()).isEqualTo(KeyState.DISABLED);
        assertThat(deployment.trail().taken().getLast().changeNumber()).isEqualTo(before + 1);
        assertThat(deployment.trail().taken()).doesNotHaveDuplicates();
        assertReopensAlike();
    }

    @Test
    void a_failure_opens_the_database_anew_and_never_commits_on_the_old_session() {
        var openings = faults().openings();
        faults().failNextCommit(FaultyDatabase.Fault.BEFORE);
        assertUnavailable();
        awaitHealth();

        assertThat(faults().openings()).isGreaterThan(openings);
    }

    @Test
    void a_database_that_went_back_during_a_failure_is_damage() throws Exception {
        var file = temporary.resolve("store").resolve("claviger.db");
        var older = temporary.resolve("older.db");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            connection.createStatement().executeUpdate("VACUUM INTO '" + older + "'");
        }
        new Population(store, deployment.custody()).keys(ACCOUNT, REGION, 10, 1);
        faults().lock(true);
        faults().failNextCommit(FaultyDatabase.Fault.BEFORE);
        assertUnavailable();
        awaitOpenings(1);
        Files.deleteIfExists(file.resolveSibling("claviger.db-wal"));
        Files.deleteIfExists(file.resolveSibling("claviger.db-shm"));
        Files.move(older, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        faults().lock(false);

        await("damage", () -> {
            try {
                store.view();
                return false;
            } catch (Store.StoreUnavailableException e) {
                return true;
            }
        });
        assertThat(store.healthy()).isFalse();
    }

    /// A file system of two megabytes that is filled and emptied.
    @Test
    void a_full_disk_refuses_changes_and_space_brings_them_back() throws Exception {
        var mount = Files.createDirectory(temporary.resolve("small"));
        Assumptions.assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", mount.toString()) == 0,
                "a full disk was not tried: mounting needs more rights");
        try {
            var small = Deployment.at(new Place.Folder(mount.resolve("store")));
            try (var full = small.createFaulty(database -> database)) {
                var population = new Population(full, small.custody());
                population.account(ACCOUNT);
                population.keys(ACCOUNT, REGION, 0, 10);
                assertThatThrownBy(() -> population.keys(ACCOUNT, REGION, 100, 3000))
                        .isInstanceOf(Store.StoreUnavailableException.class);
                var acknowledged = full.view().in(ACCOUNT, REGION).keys();
                assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(10);

                run("mount", "-o", "remount,size=64m", mount.toString());
                await("space", full::healthy);
                population.keys(ACCOUNT, REGION, 5000, 100);
                assertThat(full.view().in(ACCOUNT, REGION).keys())
                        .containsAllEntriesOf(acknowledged)
                        .containsKey(Population.keyId(5099));
                assertThat(new Scrubber(full, Duration.ofDays(1), Duration.ZERO).pass())
                        .isTrue();
            }
        } finally {
            run("umount", mount.toString());
        }
    }

    @Test
    void a_full_database_refuses_changes_also_in_memory() {
        var memory = Deployment.at(new Place.Memory());
        try (var full = memory.createFaulty(database -> new SmallDatabase(database))) {
            var population = new Population(full, memory.custody());
            population.account(ACCOUNT);
            assertThatThrownBy(() -> population.keys(ACCOUNT, REGION, 0, 3000))
                    .isInstanceOf(Store.StoreUnavailableException.class);
            await("recovery", full::healthy);
            new Population(full, memory.custody()).account("444455556666");
            assertThat(full.view().account("444455556666")).isNotNull();
        }
    }

    private static final class SmallDatabase extends Database {
        SmallDatabase(Database other) {
            super(other);
        }

        @Override
        Session session(java.sql.Connection connection) {
            try (var statement = connection.createStatement()) {
                statement.execute("PRAGMA max_page_count = 200");
            } catch (java.sql.SQLException e) {
                throw new AssertionError(e);
            }
            return super.session(connection);
        }
    }

    @Test
    void a_trail_that_is_far_behind_stops_changes() {
        deployment.trail().stuckAt(store.view().changeNumber());
        for (var n = 0; n <= 10_000; n++) {
            store.commit(java.util.List.of(), "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        assertUnavailable();
        assertThat(store.healthy()).as("the store itself").isTrue();
    }

    @Test
    void a_closed_store_refuses_at_once() {
        store.close();
        assertUnavailable();
    }

    private void assertUnavailable() {
        assertThatThrownBy(this::disable).isInstanceOf(Store.StoreUnavailableException.class);
    }

    private void disable() {
        new Population(store, deployment.custody()).commit(key().disabled());
    }

    private claviger.kms.Key key() {
        return Objects.requireNonNull(store.view().in(ACCOUNT, REGION).key(Population.keyId(3)));
    }

    private FaultyDatabase faults() {
        return Objects.requireNonNull(faults);
    }

    private void awaitHealth() {
        await("health", store::healthy);
    }

    private void awaitOpenings(int more) {
        var wanted = faults().openings() + more;
        await("attempts to open", () -> faults().openings() >= wanted);
    }

    private void assertReopensAlike() {
        var mark = store.mark();
        store.close();
        store = deployment.restarted(deployment.place(), deployment.trail()).open();
        assertThat(store.mark()).isEqualTo(mark);
    }

    private static void await(String what, java.util.function.BooleanSupplier condition) {
        var end = Instant.now().plusSeconds(10);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as(what).isBefore(end);
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
