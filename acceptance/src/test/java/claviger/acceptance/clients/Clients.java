package claviger.acceptance.clients;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.acceptance.Claviger;
import claviger.acceptance.Ended;
import claviger.acceptance.Tools;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;

/// The clients that the tests drive, as they are installed.
final class Clients {

    static final String PYTHON = "/usr/bin/python3";
    static final String CURL = "/usr/bin/curl";

    private static final String AWS = "/usr/bin/aws";

    private static final Path STORIES = Claviger.root().resolve("acceptance/src/test/stories");
    private static final Path SCRIPTS = Claviger.root().resolve("acceptance/src/test/js");

    private Clients() {}

    static void requireAwsCli() {
        Tools.require("the AWS CLI (" + AWS + ", package awscli)", Tools.installed(AWS));
    }

    static void requireBoto3() throws IOException, InterruptedException {
        Tools.require(
                "boto3 (for " + PYTHON + ", package python3-boto3)",
                Tools.installed(PYTHON)
                        && Ended.of(new ProcessBuilder(PYTHON, "-c", "import boto3"))
                                        .exitCode()
                                == 0);
    }

    static void requireCurl() {
        Tools.require("curl (" + CURL + ")", Tools.installed(CURL));
    }

    static void requireOpenSsl() throws InterruptedException {
        Tools.require("OpenSSL (openssl)", Tools.runs("openssl", "version"));
    }

    /// Node, and the packages of `acceptance/src/test/js`.
    static void requireJavaScript() throws InterruptedException {
        Tools.require("Node (node, packages nodejs and npm)", Tools.runs("node", "--version"));
        // What npm writes last.
        Tools.require(
                "what package.json names (npm ci in " + SCRIPTS + ")",
                Files.exists(SCRIPTS.resolve("node_modules/.package-lock.json")));
    }

    static KmsClient sdk(URI endpoint, Region region) {
        return KmsClient.builder()
                .endpointOverride(endpoint)
                .region(region)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .build();
    }

    /// Runs a command in a folder, with nothing of AWS in its environment.
    static Ended run(Path folder, List<String> command) throws IOException, InterruptedException {
        return run(folder, command, Map.of());
    }

    /// Runs a file of `acceptance/src/test/js` in a folder.
    static Ended runJavaScript(Path folder, URI endpoint, String script, String... arguments)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("node", SCRIPTS.resolve(script).toString()));
        command.addAll(List.of(arguments));
        return run(
                folder,
                command,
                Map.of(
                        "AWS_ENDPOINT_URL", endpoint.toString(),
                        "AWS_REGION", "us-east-1",
                        "AWS_ACCESS_KEY_ID", "test",
                        "AWS_SECRET_ACCESS_KEY", "test"));
    }

    private static Ended run(Path folder, List<String> command, Map<String, String> more)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        var environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("AWS_"));
        environment.put("HOME", folder.toString());
        // The clients that Debian brings, before others that may be installed besides.
        environment.merge("PATH", "/usr/bin", (path, first) -> first + ":" + path);
        // Debian's AWS CLI is of 2023. It learns what KMS has got since as it learns every new service: from a model.
        environment.put("AWS_DATA_PATH", STORIES.resolve("newer-model").toString());
        environment.putAll(more);
        return Ended.of(builder);
    }

    /// Runs a script of `acceptance/src/test/stories`.
    static Ended runStory(Path folder, URI endpoint, String interpreter, String script)
            throws IOException, InterruptedException {
        return run(
                folder,
                List.of(
                        interpreter,
                        STORIES.resolve(script).toString(),
                        Claviger.root().toString(),
                        String.valueOf(endpoint.getPort())));
    }

    /// Asserts that a script has come to its end, over so many lines that begin with `step: `.
    static void assertTold(String script, int steps, Ended ended) {
        var lines = ended.output().lines().toList();
        var told = lines.stream().filter(line -> line.startsWith("step: ")).count();
        var client = lines.stream().findFirst().orElse("");
        System.out.println("clients: " + script + " (" + client + "): " + told + " of " + steps + " steps");
        assertThat(ended.exitCode()).as("%s: %s", script, ended).isZero();
        assertThat(told).as("%s: %s", script, ended).isEqualTo(steps);
    }
}
