package claviger.acceptance.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import claviger.acceptance.Claviger;
import claviger.acceptance.Ended;
import claviger.acceptance.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;

/// One story, told with each client that people have: a key and its alias are made, used, listed, disabled and
/// enabled.
final class ClientStoryTest {

    private static final int STEPS = 6;
    private static final int BLOCKS_IN_THE_DOCUMENTATION = 4;

    private static final Pattern FENCED = Pattern.compile("(?s)```(sh|python)\\n(.*?)```");

    private static final String AWS = "/usr/bin/aws";
    private static final String PYTHON = "/usr/bin/python3";
    private static final String CURL = "/usr/bin/curl";

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
        Tools.require("the AWS CLI (" + AWS + ", package awscli)", Tools.installed(AWS));
        tell("bash", "aws-cli.sh");
    }

    @Test
    void boto3_tells_the_story() throws IOException, InterruptedException {
        Tools.require("boto3 (for " + PYTHON + ", package python3-boto3)", hasBoto3());
        tell(PYTHON, "boto3.py");
    }

    @Test
    void curl_tells_the_story() throws IOException, InterruptedException {
        Tools.require("curl (" + CURL + ")", Tools.installed(CURL));
        tell("bash", "curl.sh");
    }

    @Test
    void the_AWS_SDK_for_Java_tells_the_story() {
        try (var kms = KmsClient.builder()
                .endpointOverride(server().endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .build()) {
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
        Tools.require("the AWS CLI (" + AWS + ", package awscli)", Tools.installed(AWS));
        Tools.require("boto3 (for " + PYTHON + ", package python3-boto3)", hasBoto3());
        Tools.require("curl (" + CURL + ")", Tools.installed(CURL));
        var script = new StringBuilder("set -euo pipefail\n");
        int blocks = 0;
        var fenced = FENCED.matcher(Files.readString(Claviger.root().resolve("docs/clients.md")));
        while (fenced.find()) {
            blocks++;
            script.append(
                    fenced.group(1).equals("sh")
                            ? fenced.group(2)
                            : PYTHON + " - <<'PYTHON'\n" + fenced.group(2) + "PYTHON\n");
        }
        var port = String.valueOf(server().endpoint().getPort());
        var text = script.toString()
                .replace("bin/claviger env", Claviger.root().resolve("bin/claviger") + " env --port " + port)
                .replace("127.0.0.1:4566", "127.0.0.1:" + port);

        var ended = run("bash", "-c", text);
        System.out.println("clients: docs/clients.md: " + blocks + " blocks of commands");
        assertThat(ended.exitCode()).as("docs/clients.md: %s", ended).isZero();
        assertThat(blocks).isEqualTo(BLOCKS_IN_THE_DOCUMENTATION);
    }

    private static boolean hasBoto3() throws IOException, InterruptedException {
        return Tools.installed(PYTHON)
                && Ended.of(new ProcessBuilder(PYTHON, "-c", "import boto3")).exitCode() == 0;
    }

    /// Runs a script of the story.
    private void tell(String interpreter, String script) throws IOException, InterruptedException {
        var ended = run(
                interpreter,
                Claviger.root().resolve("acceptance/src/test/stories/" + script).toString(),
                Claviger.root().toString(),
                String.valueOf(server().endpoint().getPort()));
        var lines = ended.output().lines().toList();
        var steps = lines.stream().filter(line -> line.startsWith("step: ")).count();
        var client = lines.stream().findFirst().orElse("");
        System.out.println("clients: " + script + " (" + client + "): " + steps + " of " + STEPS + " steps");
        assertThat(ended.exitCode()).as("%s: %s", script, ended).isZero();
        assertThat(steps).isEqualTo(STEPS);
    }

    /// Runs a command in a folder of its own, with nothing of AWS in its environment.
    private Ended run(String... command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        var environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("AWS_"));
        environment.put("HOME", folder.toString());
        // The clients that Debian brings, before others that may be installed besides.
        environment.merge("PATH", "/usr/bin", (path, first) -> first + ":" + path);
        return Ended.of(builder);
    }
}
