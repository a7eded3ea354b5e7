package claviger.cli;

import claviger.call.Header;
import claviger.sigv4.Signer;
import claviger.wire.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/// What the commands that ask a running server have in common: where it is, whose credentials sign,
/// and how the answer is shown.
final class Questions {

    /// How every such command ends its help.
    static final String CREDENTIALS = "Signs with AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, for"
            + " AWS_REGION. For 'claviger dev':  eval \"$(claviger env)\"";

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "the server (default: AWS_ENDPOINT_URL, or http://127.0.0.1:4566)")
    private @Nullable URI endpoint;

    @Option(names = "--json", description = "print the answer as JSON, for machines")
    private boolean json;

    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    private final Map<String, String> environment;

    /// @param environment the environment variables
    Questions(Map<String, String> environment) {
        this.environment = environment;
    }

    boolean asJson() {
        return json;
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    void print(Map<String, ?> answer) {
        out().println(Json.indented(answer));
    }

    /// The answer to a question.
    ///
    /// @param request trees of maps, strings and numbers
    /// @throws IllegalStateException saying what went wrong and what to do
    Map<String, Object> ask(String operation, Map<String, ?> request) throws InterruptedException {
        var server = endpoint();
        var signed = signed(server, operation, Json.written(request));
        var builder = HttpRequest.newBuilder(server.resolve("/"))
                .timeout(Duration.ofMinutes(5))
                .POST(BodyPublishers.ofByteArray(signed.body().toByteArray()));
        signed.headers().stream()
                // The client sets it itself, from the address, as it was signed.
                .filter(header -> !header.name().equals("Host"))
                .forEach(header -> builder.header(header.name(), header.value()));
        try (var client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build()) {
            var answer = client.send(builder.build(), BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw refusal(answer, operation);
            }
            return Json.tree(answer.body());
        } catch (IOException e) {
            throw new IllegalStateException(
                    "nothing answers at " + server + ": start 'claviger dev', or give --endpoint", e);
        }
    }

    private claviger.call.HttpRequest signed(URI server, String operation, String body) {
        var region =
                environment.getOrDefault("AWS_REGION", environment.getOrDefault("AWS_DEFAULT_REGION", "us-east-1"));
        var signer = new Signer(
                needed("AWS_ACCESS_KEY_ID"),
                needed("AWS_SECRET_ACCESS_KEY"),
                // Empty is how a shell says that there is none.
                environment.getOrDefault("AWS_SESSION_TOKEN", "").isEmpty()
                        ? null
                        : environment.get("AWS_SESSION_TOKEN"),
                region,
                "claviger");
        var headers = List.of(
                new Header("Host", server.getAuthority()),
                new Header("Content-Type", "application/x-amz-json-1.1"),
                new Header("X-Amz-Target", "Claviger." + operation));
        var request = Signer.request("POST", "/", headers, body.getBytes(StandardCharsets.UTF_8));
        return signer.sign(request, Clock.systemUTC().instant());
    }

    private URI endpoint() {
        var given = endpoint != null
                ? endpoint
                : URI.create(environment.getOrDefault("AWS_ENDPOINT_URL", "http://127.0.0.1:4566"));
        if (given.getHost() == null) {
            throw new IllegalStateException("'" + given + "' is no address of a server; write http://127.0.0.1:4566");
        }
        return given;
    }

    private String needed(String variable) {
        var value = environment.get(variable);
        if (value == null || value.isEmpty()) {
            throw new IllegalStateException(
                    variable + " is not set; for 'claviger dev', type:" + " eval \"$(claviger env)\"");
        }
        return value;
    }

    private static IllegalStateException refusal(HttpResponse<String> answer, String operation) {
        Tree error;
        try {
            error = new Tree(Json.tree(answer.body()));
        } catch (RuntimeException e) {
            return new IllegalStateException(
                    "what answers is no Claviger (HTTP status " + answer.statusCode() + "); give its --endpoint", e);
        }
        var code = error.text("__type");
        var words = error.text("message") + error.text("Message");
        var advice = switch (code) {
            case "AccessDeniedException" ->
                "\nAsk as the root user of the key's account, or allow claviger:" + operation + " in an IAM policy.";
            case "UnrecognizedClientException", "InvalidSignatureException" ->
                "\nLook at AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.";
            case "NotFoundException" ->
                "\nLook at the credentials and AWS_REGION, too: one account and Region are looked at.";
            default -> "";
        };
        return new IllegalStateException(code + (words.isEmpty() ? "" : ": " + words) + advice);
    }
}
