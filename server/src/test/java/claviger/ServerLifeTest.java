package claviger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import claviger.call.Header;
import claviger.http.Limits;
import claviger.sigv4.Signer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a server is from its making to its next start.
class ServerLifeTest {

    @TempDir
    Path folder;

    @Test
    void keys_aliases_and_ciphertexts_survive_a_restart() {
        String key;
        String ciphertext;
        try (var claviger = TestClaviger.start(folder)) {
            key = claviger.call("CreateKey", "{\"Description\":\"kept\"}")
                    .json()
                    .at("/KeyMetadata/KeyId")
                    .asString();
            claviger.call("CreateAlias", "{\"AliasName\":\"alias/kept\",\"TargetKeyId\":\"" + key + "\"}");
            ciphertext = claviger.call("Encrypt", "{\"KeyId\":\"alias/kept\",\"Plaintext\":\"aGVsbG8=\"}")
                    .json()
                    .get("CiphertextBlob")
                    .asString();
        }
        try (var claviger = TestClaviger.start(folder)) {
            assertThat(claviger.call("DescribeKey", "{\"KeyId\":\"alias/kept\"}")
                            .json()
                            .at("/KeyMetadata/Description")
                            .asString())
                    .isEqualTo("kept");
            assertThat(claviger.call("Decrypt", "{\"CiphertextBlob\":\"" + ciphertext + "\"}")
                            .json()
                            .get("Plaintext")
                            .asString())
                    .isEqualTo("aGVsbG8=");
        }
    }

    @Test
    void init_makes_accounts_whose_root_users_can_sign_and_nobody_else_can() {
        var made = Initialiser.initialise(folder, folder.resolve("root.key"), List.of("111122223333", "444455556666"));
        assertThat(made).hasSize(2);
        assertThat(made).allSatisfy(key -> {
            assertThat(key.accessKeyId()).matches("AKIA[A-Z2-7]{16}");
            assertThat(key.secret().length()).isEqualTo(40);
            assertThat(key.toString()).doesNotContain(new String(key.secret().expose(), StandardCharsets.US_ASCII));
        });
        try (var server = Claviger.start(production())) {
            for (var key : made) {
                var secret = new String(key.secret().expose(), StandardCharsets.US_ASCII);
                assertThat(createKey(server, key.accessKeyId(), secret)).isEqualTo(200);
                assertThat(createKey(server, key.accessKeyId(), secret.substring(1) + "!"))
                        .isEqualTo(400);
            }
            assertThat(createKey(server, "test", "test"))
                    .as("credentials of development")
                    .isEqualTo(400);
            assertThat(createKey(server, "000000000000", "test")).isEqualTo(400);
        }
        var secrets = new Canaries();
        for (var key : made) {
            var base64 =
                    java.util.Base64.getEncoder().encodeToString(key.secret().expose());
            secrets.learn(new byte[0], "{\"Plaintext\":\"" + base64 + "\"}");
        }
        assertThat(secrets.count()).isEqualTo(2);
        secrets.nowhereIn(folder);
    }

    @Test
    void init_does_not_touch_what_is_there() {
        Initialiser.initialise(folder, folder.resolve("root.key"), List.of("111122223333"));
        assertThatThrownBy(() -> Initialiser.initialise(folder, folder.resolve("root.key"), List.of("111122223333")))
                .isInstanceOf(RuntimeException.class);
        Claviger.start(production()).close();
    }

    @Test
    void a_root_key_that_others_may_read_stops_the_start() throws Exception {
        Initialiser.initialise(folder, folder.resolve("root.key"), List.of("111122223333"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("root.key"))))
                .isEqualTo("rw-------");
        Files.setPosixFilePermissions(folder.resolve("root.key"), PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> Claviger.start(production())).hasMessageContaining("chmod 600");
    }

    @Test
    void another_root_key_stops_the_start() {
        Initialiser.initialise(folder, folder.resolve("root.key"), List.of("111122223333"));
        Initialiser.initialise(folder.resolve("other"), folder.resolve("other.key"), List.of("111122223333"));
        var config = production();
        var wrong = new Config(
                config.dataDir(),
                false,
                folder.resolve("other.key"),
                config.endpoints(),
                config.regions(),
                false,
                config.otherCredentials(),
                config.limits());
        assertThatThrownBy(() -> Claviger.start(wrong)).hasMessageContaining("root key");
    }

    @Test
    void without_a_store_there_is_no_server() {
        assertThatThrownBy(() -> Claviger.start(production())).hasMessageContaining("root key");
    }

    @Test
    void many_who_change_one_key_at_once_all_get_their_turn() throws Exception {
        try (var claviger = TestClaviger.start(folder);
                var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            var key = claviger.call("CreateKey", "{}")
                    .json()
                    .at("/KeyMetadata/KeyId")
                    .asString();
            var tasks = IntStream.range(0, 40)
                    .mapToObj(i -> workers.submit(() -> claviger.call(
                                    "UpdateKeyDescription", "{\"KeyId\":\"" + key + "\",\"Description\":\"" + i + "\"}")
                            .status()))
                    .toList();
            for (var task : tasks) {
                assertThat(task.get()).isEqualTo(200);
            }
            var made = tasks.stream()
                    .map(_ -> workers.submit(() -> claviger.call(
                            "CreateAlias", "{\"AliasName\":\"alias/one\",\"TargetKeyId\":\"" + key + "\"}")))
                    .toList();
            int won = 0;
            for (var task : made) {
                won += task.get().status() == 200 ? 1 : 0;
            }
            assertThat(won).as("CreateAlias of one name that succeeded").isEqualTo(1);
        }
    }

    private Config production() {
        return new Config(
                folder,
                false,
                folder.resolve("root.key"),
                List.of(new Config.Endpoint("127.0.0.1", 0, null)),
                Set.of("us-east-1"),
                false,
                (_, _) -> null,
                Limits.standard());
    }

    private static int createKey(Claviger server, String accessKeyId, String secret) {
        var headers = List.of(
                new Header("Host", "localhost"),
                new Header("Content-Type", "application/x-amz-json-1.1"),
                new Header("X-Amz-Target", "TrentService.CreateKey"));
        var request = Signer.request("POST", "/", headers, new byte[] {'{', '}'});
        var signed = new Signer(accessKeyId, secret, null, "us-east-1", "kms").sign(request, Instant.now());
        return server.pipeline().handle(signed).status();
    }
}
