package claviger.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import claviger.crypto.Blob;
import claviger.crypto.Randomness;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileRootKeyTest {

    private static final Randomness RANDOM = new Randomness(new SecureRandom());
    private static final Blob IDENTITY = Identity.of("test").encoded();

    @TempDir
    Path temporary = Path.of(".");

    @Test
    void what_one_start_sealed_the_next_one_opens() {
        var secret = RANDOM.secret(32);
        var sealed = FileRootKey.create(file(), RANDOM).seal(IDENTITY, secret);
        var opened = FileRootKey.open(file(), RANDOM).open(IDENTITY, sealed);

        assertThat(opened)
                .isPresent()
                .hasValueSatisfying(value -> assertThat(value.sameAs(secret)).isTrue());
        assertThat(FileRootKey.open(file(), RANDOM).open(Identity.of("other").encoded(), sealed))
                .isEmpty();
    }

    @Test
    void the_file_and_its_folder_are_the_owners_alone_and_nothing_else_is_left() throws IOException {
        FileRootKey.create(file(), RANDOM);
        assertThat(permissions(file())).isEqualTo("rw-------");
        assertThat(permissions(folder())).isEqualTo("rwx------");
        try (var files = Files.list(folder())) {
            assertThat(files).containsExactly(file());
        }
        assertThat(Files.readString(file())).matches("claviger-root-key 1 [A-Za-z0-9+/]{43}=\n");
    }

    @Test
    void a_file_that_is_there_is_never_written_over() throws IOException {
        Files.createDirectories(folder());
        Files.writeString(file(), "anything");
        assertThatThrownBy(() -> FileRootKey.create(file(), RANDOM)).hasMessageContaining("never written over");
        assertThat(Files.readString(file())).isEqualTo("anything");
    }

    @Test
    void of_many_who_create_at_once_one_does() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            var made = threads.invokeAll(Stream.generate(() -> (Callable<String>) this::fingerprintIfCreated)
                    .limit(8)
                    .toList());
            var fingerprints = new java.util.ArrayList<String>();
            for (var each : made) {
                fingerprints.add(each.get());
            }
            fingerprints.removeIf(String::isEmpty);
            assertThat(fingerprints)
                    .containsExactly(FileRootKey.open(file(), RANDOM).fingerprint());
        }
    }

    private String fingerprintIfCreated() {
        try {
            return FileRootKey.create(file(), RANDOM).fingerprint();
        } catch (FileRootKey.RootKeyException e) {
            return "";
        }
    }

    @Test
    void a_file_that_others_may_read_or_write_is_refused_with_the_cure() throws IOException {
        FileRootKey.create(file(), RANDOM);
        for (var open : List.of("rw-r-----", "rw----r--", "rw--w----", "rw-----w-", "rw-rw-rw-")) {
            Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString(open));
            assertThatThrownBy(() -> FileRootKey.open(file(), RANDOM))
                    .as(open)
                    .isInstanceOf(FileRootKey.RootKeyException.class)
                    .hasMessageContaining("chmod 600 " + file());
        }
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("r--------"));
        FileRootKey.open(file(), RANDOM);
    }

    @Test
    void a_missing_file_is_refused() {
        assertThatThrownBy(() -> FileRootKey.open(file(), RANDOM)).hasMessageContaining("there is no root key file");
    }

    @Test
    void every_malformed_file_is_refused_without_a_word_of_what_it_holds() throws IOException {
        FileRootKey.create(file(), RANDOM);
        var good = Files.readString(file());
        var key = good.substring(20, 64);
        for (var bad : List.of(
                "",
                "\n",
                good.strip(),
                good + "\n",
                good.replace(" 1 ", " 2 "),
                " " + good,
                good.replace("\n", "\r\n"),
                good.replace(key, key.substring(4)),
                good.replace(key, "!" + key.substring(1)),
                good.replace(key, key.substring(0, 40) + "===="),
                good.replace(key, "=" + key.substring(1)),
                key + "\n",
                good.repeat(100_000))) {
            Files.write(file(), bad.getBytes(StandardCharsets.UTF_8));
            assertThatThrownBy(() -> FileRootKey.open(file(), RANDOM))
                    .as(bad.length() + " bytes")
                    .isInstanceOf(FileRootKey.RootKeyException.class)
                    .satisfies(e -> assertThat(e.toString()).doesNotContain(key.substring(4, 20)));
        }
    }

    @Test
    void fingerprints_differ_and_stay_the_same_and_are_not_in_the_file() throws IOException {
        var made = FileRootKey.create(file(), RANDOM);
        assertThat(made.fingerprint())
                .matches("[0-9a-f]{16}")
                .isEqualTo(FileRootKey.open(file(), RANDOM).fingerprint());
        assertThat(made.fingerprint())
                .isNotEqualTo(FileRootKey.ephemeral(RANDOM).fingerprint());
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private Path folder() {
        return temporary.resolve("custody");
    }

    private Path file() {
        return folder().resolve("root.key");
    }
}
