package claviger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import claviger.call.Change;
import claviger.crypto.Blob;
import claviger.custody.Custody;
import claviger.custody.FileRootKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStoreTest extends StoreContract {

    @TempDir(factory = FastFolders.class)
    Path temporary = Path.of(".");

    @Override
    Place place() {
        return new Place.Folder(folder());
    }

    @Override
    void reopened() {
        store.close();
        deployment = deployment.restarted(place(), deployment.trail());
        store = deployment.open();
    }

    @Override
    long statementsOfLoad() {
        reopened();
        return store.statements();
    }

    @Test
    void a_restart_brings_back_the_same_state() {
        populated().keys(ACCOUNT, REGION, 0, 5);
        var key = Population.key(ACCOUNT, REGION, 1);
        put(key.disabled().describedAs("x").version() == 3 ? key.describedAs("Größe \uD83D\uDD11 \u0000 \"") : key);
        commit(new Change.Remove(Population.alias(key, "alias/1")));
        put(Population.alias(key, "alias/0").pointingTo(key.id(), Instant.parse("2026-11-24T08:00:01Z")));
        put(Population.grant(key, 0));
        put(Population.grant(key, 1));
        commit(new Change.Remove(Population.grant(key, 0)));
        var before = store.view();
        var mark = store.mark();
        reopened();

        var after = store.view();
        assertThat(after.changeNumber()).isEqualTo(before.changeNumber());
        assertThat(after.in(ACCOUNT, REGION).keys())
                .isEqualTo(before.in(ACCOUNT, REGION).keys());
        assertThat(after.in(ACCOUNT, REGION).aliases())
                .isEqualTo(before.in(ACCOUNT, REGION).aliases());
        assertThat(after.in(ACCOUNT, REGION).aliases()).hasSize(4);
        for (var n = 0; n < 5; n++) {
            var id = Population.keyId(n);
            var material = Population.materialId(n);
            assertThat(after.in(ACCOUNT, REGION).material(id, material))
                    .isNotNull()
                    .isEqualTo(before.in(ACCOUNT, REGION).material(id, material));
        }
        assertThat(after.grants(REGION).on(key).values()).containsExactly(Population.grant(key, 1));
        assertThat(after.accounts()).containsExactlyElementsOf(before.accounts());
        assertThat(after.accessKey("AKIA" + ACCOUNT + "EXAMPL"))
                .isEqualTo(before.accessKey("AKIA" + ACCOUNT + "EXAMPL"));
        assertThat(store.mark()).isEqualTo(mark);
        assertThat(mark.digest()).matches("[0-9a-f]{64}");
    }

    @Test
    void a_store_that_was_not_closed_opens_with_all_that_was_acknowledged() throws Exception {
        populated().keys(ACCOUNT, REGION, 0, 5);
        var copy = temporary.resolve("copy");
        copyTo(copy);

        var other = deployment.restarted(
                new Place.Folder(copy), new TestTrail(store.view().changeNumber()));
        try (var crashed = other.open()) {
            assertThat(crashed.view().in(ACCOUNT, REGION).keys()).hasSize(5);
            assertThat(crashed.mark()).isEqualTo(store.mark());
        }
    }

    @Test
    void records_that_the_trail_has_not_got_are_handed_to_it_at_the_next_start() throws Exception {
        populated();
        deployment.trail().stuckAt(2);
        new Population(store, deployment.custody()).keys(ACCOUNT, REGION, 0, 1);
        put(Population.key(ACCOUNT, REGION, 0).disabled());
        store.close();
        var trail = new TestTrail(2);
        deployment = deployment.restarted(place(), trail);
        store = deployment.open();

        assertThat(trail.taken()).extracting(TestTrail.Entry::changeNumber).containsExactly(3L, 4L);
        assertThat(trail.taken().getLast().auditRecord()).isEqualTo("{\"eventName\":\"Test\"}");
    }

    @Test
    void a_trail_that_is_ahead_of_the_store_is_refused() {
        store.close();
        assertRefused(new TestTrail(2), "rolled back");
        store = deployment.open();
    }

    @Test
    void a_trail_that_lacks_records_the_store_no_longer_has_is_refused() {
        populated();
        put(deployment.custody().create(new claviger.custody.Domain(ACCOUNT, REGION)));
        store.close();
        assertRefused(new TestTrail(0), "neither in the trail nor in the store");
        store = deployment.open();
    }

    @Test
    void a_second_store_on_the_same_folder_is_refused() {
        assertThatThrownBy(deployment::open)
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("in use by another Claviger");
        assertThat(store.healthy()).isTrue();
    }

    @Test
    void a_second_process_on_the_same_folder_is_refused() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var process = new ProcessBuilder(
                        java.toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SecondProcess.class.getName(),
                        folder().toString())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(output).contains("in use by another Claviger");
        assertThat(process.waitFor()).isEqualTo(3);
    }

    /// Tries to open a folder, as another process.
    static final class SecondProcess {
        private SecondProcess() {}

        public static void main(String[] arguments) {
            try {
                Database.claim(new Place.Folder(Path.of(arguments[0])), false);
            } catch (StoreRefusedException e) {
                System.out.println(e.getMessage());
                System.exit(3);
            }
        }
    }

    @Test
    void a_store_is_never_made_over_another() {
        store.close();
        assertThatThrownBy(deployment::create)
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("never written over");
        store = deployment.open();
        assertThat(store.view().changeNumber()).isEqualTo(1);
    }

    @Test
    void an_empty_folder_and_a_foreign_file_are_refused() throws Exception {
        var empty = Files.createDirectory(temporary.resolve("empty"));
        assertRefused(deployment.restarted(new Place.Folder(empty), new TestTrail()), "there is no store");
        Files.createFile(empty.resolve("claviger.db"));
        assertRefused(deployment.restarted(new Place.Folder(empty), new TestTrail()), "is empty");
        Files.writeString(empty.resolve("claviger.db"), "not a database, but text that is long enough to be one");
        assertRefused(deployment.restarted(new Place.Folder(empty), new TestTrail()), "cannot be opened");
        Files.delete(empty.resolve("claviger.db"));
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + empty.resolve("claviger.db"));
                var statement = connection.createStatement()) {
            statement.executeUpdate("CREATE TABLE other (a INTEGER)");
        }
        assertRefused(deployment.restarted(new Place.Folder(empty), new TestTrail()), "not made by Claviger");
    }

    @Test
    void a_newer_schema_is_refused_without_a_write() throws Exception {
        store.close();
        var newest = new Schema().newest();
        sql("PRAGMA user_version = " + (newest + 1));
        var before = Files.readAllBytes(file());
        assertRefused(deployment.trail(), "run the newer Claviger");

        assertThat(Files.readAllBytes(file())).isEqualTo(before);
        sql("PRAGMA user_version = " + newest);
        store = deployment.open();
    }

    @Test
    void a_store_with_the_first_schema_is_brought_up_and_keeps_what_it_holds() throws Exception {
        populated().keys(ACCOUNT, REGION, 0, 2);
        var mark = store.mark();
        store.close();
        for (var later : List.of(
                "kms_grant", "iam_user", "iam_group", "iam_role", "iam_policy", "mfa_device", "oidc_provider")) {
            sql("DROP TABLE " + later);
        }
        sql("PRAGMA user_version = 1");
        store = deployment.open();

        assertThat(store.mark()).isEqualTo(mark);
        assertThat(store.view().in(ACCOUNT, REGION).keys()).hasSize(2);
        var grant = Population.grant(Population.key(ACCOUNT, REGION, 1), 0);
        put(grant);
        reopened();
        assertThat(store.view().grants(REGION).find(ACCOUNT, grant.keyId(), grant.id()))
                .isEqualTo(grant);
    }

    @Test
    void a_trigger_that_somebody_has_added_is_found() throws Exception {
        store.close();
        sql("CREATE TRIGGER t AFTER INSERT ON kms_key BEGIN DELETE FROM outbox; END");
        assertRefused(deployment.trail(), "things added beside them");
        sql("DROP TRIGGER t");
        store = deployment.open();
    }

    @Test
    void a_wrong_root_key_is_told_from_damage() {
        store.close();
        var wrong = FileRootKey.ephemeral(Deployment.RANDOM);
        var other = new Deployment(place(), wrong, new Custody(wrong, Deployment.RANDOM), deployment.trail());
        assertThatThrownBy(other::open)
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("made with root key " + deployment.root().fingerprint())
                .hasMessageContaining("given is " + wrong.fingerprint());
        store = deployment.open();
    }

    @Test
    void nobody_else_may_read_the_files() throws Exception {
        populated();
        for (var name : List.of("claviger.db", "claviger.db-wal", "claviger.db-shm")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder().resolve(name))))
                    .as(name)
                    .isEqualTo("rw-------");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())))
                .isEqualTo("rwx------");
    }

    @Test
    void deleted_key_material_is_gone_from_every_byte_of_the_files() throws Exception {
        populated().keys(ACCOUNT, REGION, 0, 1000);
        var sealed = new ArrayList<Blob>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                var rows = connection.createStatement().executeQuery("SELECT payload FROM key_material ORDER BY id")) {
            while (rows.next()) {
                sealed.add(Blob.adopt(rows.getBytes(1)));
            }
        }
        assertThat(found(sealed)).hasSize(1000);

        // One, then a scattered third, so that pages are merged and split around them.
        deleteMaterial(500);
        assertThat(found(sealed)).hasSize(999).doesNotContain(sealed.get(500));
        for (var n = 0; n < 1000; n += 3) {
            deleteMaterial(n);
        }
        var left = found(sealed);
        for (var n = 0; n < 1000; n++) {
            assertThat(left.contains(sealed.get(n))).as("material %d", n).isEqualTo(n != 500 && n % 3 != 0);
        }
    }

    @Test
    void bytes_that_a_running_check_holds_on_to_are_gone_when_it_ends() throws Exception {
        populated().keys(ACCOUNT, REGION, 0, 10);
        var payload = Blob.EMPTY;
        try (var reader = store.database().reader()) {
            reader.beginReading();
            var row = Objects.requireNonNull(reader.find(material(3).rowId()));
            payload = row.payload();
            deleteMaterial(3);
            assertThat(found(List.of(payload))).hasSize(1);
            reader.rollback();
        }
        put(Population.key(ACCOUNT, REGION, 0).disabled());
        put(Population.key(ACCOUNT, REGION, 1).disabled());
        assertThat(found(List.of(payload))).isEmpty();
    }

    @Test
    void a_clean_store_passes_the_scrubber_while_commits_go_on() throws Exception {
        populated().keys(ACCOUNT, REGION, 0, 2000);
        var scrubber = new Scrubber(store, Duration.ofDays(1), Duration.ofMillis(5));
        var writer = Thread.startVirtualThread(() -> {
            for (var n = 0; n < 300; n++) {
                put(Population.key(ACCOUNT, REGION, n).disabled());
            }
        });
        for (var pass = 0; pass < 5; pass++) {
            assertThat(scrubber.pass()).isTrue();
        }
        writer.join();
        assertThat(store.healthy()).isTrue();
    }

    private claviger.kms.KeyMaterial material(int n) {
        return Objects.requireNonNull(
                store.view().in(ACCOUNT, REGION).material(Population.keyId(n), Population.materialId(n)));
    }

    private void deleteMaterial(int n) {
        commit(new Change.Remove(material(n)));
    }

    private Set<Blob> found(List<Blob> sought) throws IOException {
        var found = new HashSet<Blob>();
        try (var files = Files.list(folder())) {
            for (var file : files.toList()) {
                found.addAll(Bytes.found(Files.readAllBytes(file), sought));
            }
        }
        return found;
    }

    private void assertRefused(TestTrail trail, String words) {
        assertRefused(deployment.restarted(place(), trail), words);
    }

    private static void assertRefused(Deployment deployment, String words) {
        assertThatThrownBy(deployment::open)
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining(words);
    }

    private void copyTo(Path folder) throws IOException {
        Files.createDirectory(folder);
        for (var name : List.of("claviger.db", "claviger.db-wal")) {
            Files.copy(folder().resolve(name), folder.resolve(name));
        }
    }

    private void sql(String statement) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file())) {
            connection.createStatement().executeUpdate(statement);
        }
    }

    private Path folder() {
        return temporary.resolve("store");
    }

    private Path file() {
        return folder().resolve("claviger.db");
    }
}
