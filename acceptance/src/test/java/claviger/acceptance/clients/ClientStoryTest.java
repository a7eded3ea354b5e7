package claviger.acceptance.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import claviger.acceptance.Claviger;
import claviger.acceptance.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;

/// One story, told with each client that people have: a key and its alias are made, used, listed, disabled and
/// enabled.
final class ClientStoryTest {

    private static final int STEPS = 6;
    private static final int BLOCKS_IN_THE_DOCUMENTATION = 4;

    private static final Pattern FENCED = Pattern.compile("(?s)```(sh|python)\\n(.*?)```");
    private static final Pattern MATERIAL = Pattern.compile("\\b[0-9a-f]{64}\\b");

    @TempDir
    private static Path serverFolder = Path.of("");

    private static @Nullable Claviger server;

    @TempDir
    private Path folder = Path.of("");

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        server = Claviger.dev(serverFolder.resolve("data"));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        server().stop();
    }

    private static Claviger server() {
        return Objects.requireNonNull(server);
    }

    @Test
    void the_AWS_CLI_tells_the_story() throws IOException, InterruptedException {
        Clients.requireAwsCli();
        tell("bash", "aws-cli.sh");
    }

    @Test
    void boto3_tells_the_story() throws IOException, InterruptedException {
        Clients.requireBoto3();
        tell(Clients.PYTHON, "boto3.py");
    }

    @Test
    void curl_tells_the_story() throws IOException, InterruptedException {
        Clients.requireCurl();
        tell("bash", "curl.sh");
    }

    @Test
    void the_AWS_SDK_for_Java_tells_the_story() {
        try (var kms = Clients.sdk(server().endpoint(), Region.US_EAST_1)) {
            var key = kms.createKey(request -> request.description("a story"))
                    .keyMetadata()
                    .keyId();
            kms.createAlias(request -> request.aliasName("alias/sdk").targetKeyId(key));

            var plain = SdkBytes.fromUtf8String("a secret");
            var context = Map.of("purpose", "story");
            var sealed = kms.encrypt(request ->
                            request.keyId("alias/sdk").plaintext(plain).encryptionContext(context))
                    .ciphertextBlob();
            assertThat(kms.decrypt(request -> request.ciphertextBlob(sealed).encryptionContext(context))
                            .plaintext())
                    .isEqualTo(plain);
            assertThatThrownBy(() -> kms.decrypt(request -> request.ciphertextBlob(sealed)))
                    .isInstanceOf(InvalidCiphertextException.class);

            var dataKey = kms.generateDataKey(request -> request.keyId(key).keySpec(DataKeySpec.AES_256));
            assertThat(kms.decrypt(request -> request.ciphertextBlob(dataKey.ciphertextBlob()))
                            .plaintext())
                    .isEqualTo(dataKey.plaintext());

            assertThat(kms.describeKey(request -> request.keyId("alias/sdk"))
                            .keyMetadata()
                            .description())
                    .isEqualTo("a story");
            assertThat(kms.listKeysPaginator(request -> request.limit(1)).keys())
                    .anyMatch(each -> each.keyId().equals(key));
            assertThat(kms.listAliases(request -> request.keyId(key)).aliases())
                    .singleElement()
                    .matches(alias -> alias.aliasName().equals("alias/sdk"));

            kms.disableKey(request -> request.keyId(key));
            assertThatThrownBy(() -> kms.encrypt(request -> request.keyId(key).plaintext(plain)))
                    .isInstanceOf(DisabledException.class);
            kms.enableKey(request -> request.keyId(key));
            kms.encrypt(request -> request.keyId(key).plaintext(plain));
            System.out.println("clients: AWS SDK for Java 2: " + STEPS + " of " + STEPS + " steps");
        }
    }

    /// Runs what a person copies from `docs/clients.md`, from its top to its end, in one shell.
    @Test
    void the_commands_in_the_documentation_work() throws IOException, InterruptedException {
        Clients.requireAwsCli();
        Clients.requireBoto3();
        Clients.requireCurl();
        var commands = commandsOf(Files.readString(Claviger.root().resolve("docs/clients.md")));
        var ended = runAsShown(commands);
        System.out.println("clients: docs/clients.md: " + commands.size() + " blocks of commands");
        assertThat(ended.exitCode()).as("docs/clients.md: %s", ended).isZero();
        assertThat(commands).hasSize(BLOCKS_IN_THE_DOCUMENTATION);
    }

    /// The last command of the section is refused, and is the only one that is.
    @Test
    void the_time_travel_of_the_README_goes_as_shown() throws IOException, InterruptedException {
        Clients.requireAwsCli();
        var readme = Files.readString(Claviger.root().resolve("README.md"));
        int start = readme.indexOf("\n## Time travel\n");
        var commands = commandsOf(readme.substring(start, readme.indexOf("\n## ", start + 1)));
        var ended = runAsShown(commands);
        System.out.println("clients: README.md, Time travel: " + commands.size() + " block of commands");
        assertThat(ended.errors()).as("%s", ended).contains("(NotFoundException)");
        assertThat(ended.output()).contains("attack at dawn", "AUTOMATIC", "PendingDeletion");
        var materials = MATERIAL.matcher(ended.output()).results().map(MatchResult::group);
        assertThat(materials).as("%s", ended).hasSize(2).doesNotHaveDuplicates();
        assertThat(commands).hasSize(1);
    }

    private static List<String> commandsOf(String markdown) {
        return FENCED.matcher(markdown)
                .results()
                .map(block -> block.group(1).equals("sh")
                        ? block.group(2)
                        : Clients.PYTHON + " - <<'PYTHON'\n" + block.group(2) + "PYTHON\n")
                .toList();
    }

    /// Runs blocks of commands in one shell, on this server's port, until one fails.
    private Ended runAsShown(List<String> commands) throws IOException, InterruptedException {
        var port = String.valueOf(server().endpoint().getPort());
        var claviger = Claviger.root().resolve("bin/claviger");
        var text = ("set -euo pipefail\n" + String.join("", commands))
                .replace("bin/claviger env", claviger + " env --port " + port)
                .replace("bin/claviger clock advance", claviger + " clock advance --port " + port)
                .replace("127.0.0.1:4566", "127.0.0.1:" + port);
        return Clients.run(folder, List.of("bash", "-c", text));
    }

    /// Runs a script of the story.
    private void tell(String interpreter, String script) throws IOException, InterruptedException {
        Clients.assertTold(script, STEPS, Clients.runStory(folder, server().endpoint(), interpreter, script));
    }
}
