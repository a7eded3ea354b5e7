package claviger;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.audit.AuditReader;
import claviger.call.Header;
import claviger.http.Limits;
import claviger.iam.DevCredentials;
import claviger.sigv4.Signer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A real server on a free port, with the credentials of development and a clock that can be moved.
///
/// Closing it checks what must hold after every test: the audit trail is intact, every answer to
/// somebody with an identity has its record, and no secret that went through is in any file.
final class TestClaviger implements AutoCloseable {

    static final JsonMapper JSON = JsonMapper.shared();

    final Path folder;
    final Claviger server;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Set<String> answered = ConcurrentHashMap.newKeySet();
    private final Canaries canaries = new Canaries();

    private TestClaviger(Config config) {
        this.folder = config.dataDir();
        this.server = Claviger.startForDevelopment(config);
    }

    static TestClaviger start(Path folder) {
        return start(config(folder));
    }

    static TestClaviger start(Config config) {
        return new TestClaviger(config);
    }

    static Config config(Path folder) {
        return config(folder, Config.COMMERCIAL_REGIONS);
    }

    static Config config(Path folder, Set<String> regions) {
        return new Config(
                folder,
                false,
                folder.resolve("root.key"),
                List.of(new Config.Endpoint("127.0.0.1", 0, null)),
                regions,
                true,
                new DevCredentials(),
                Limits.standard());
    }

    URI endpoint() {
        return URI.create(server.endpoints().getFirst());
    }

    /// One answer, as it came.
    record Answer(int status, String requestId, String text) {
        JsonNode json() {
            return text.isEmpty() ? JSON.createObjectNode() : JSON.readTree(text);
        }

        boolean isXml() {
            return text.startsWith("<");
        }

        /// The text of the first element of this name, empty if there is none.
        String xml(String element) {
            var all = xmls(element);
            return all.isEmpty() ? "" : all.getFirst();
        }

        /// The texts of all elements of this name.
        List<String> xmls(String element) {
            return QueryXml.texts(text, element);
        }

        String error() {
            return isXml() ? xml("Code") : json().path("__type").asString("");
        }

        String message() {
            if (isXml()) {
                return xml("Message");
            }
            return json().path("message").asString(json().path("Message").asString(""));
        }
    }

    /// A signed call by the root user of an account.
    Answer call(String account, String region, String operation, String body) {
        return send(signed(account, region, "TrentService." + operation, body.getBytes(StandardCharsets.UTF_8)));
    }

    Answer call(String operation, String body) {
        return call("000000000000", "us-east-1", operation, body);
    }

    /// An access key to sign with.
    ///
    /// @param token of a session, `null` for a long-term one
    record Signing(
            String accessKeyId, String secret, @Nullable String token) {
        Signing(String accessKeyId, String secret) {
            this(accessKeyId, secret, null);
        }

        /// The credentials of a new session.
        static Signing session(Answer opened) {
            assertThat(opened.status()).as("%s", opened).isEqualTo(200);
            return new Signing(opened.xml("AccessKeyId"), opened.xml("SecretAccessKey"), opened.xml("SessionToken"));
        }

        static Signing root(String account) {
            return new Signing(account, DevCredentials.TEST);
        }

        /// A new access key of a user.
        static Signing of(Answer created) {
            assertThat(created.status()).as("%s", created).isEqualTo(200);
            return new Signing(created.xml("AccessKeyId"), created.xml("SecretAccessKey"));
        }
    }

    /// A policy that leaves a key to an account, whose id is to be filled in, as a JSON string has it.
    static final String ROOT_POLICY = """
            {\\"Version\\":\\"2012-10-17\\",\\"Statement\\":{\\"Effect\\":\\"Allow\\",\\"Principal\\":{\\"AWS\\":\\"%s\\"},\\"Action\\":\\"kms:*\\",\\"Resource\\":\\"*\\"}}""";

    /// Makes the user or role of an ARN.
    void identity(String arn) {
        var account = arn.split(":", 6)[4];
        var parts = arn.split(":", 6)[5].split("/", 2);
        var name = parts[1].substring(parts[1].lastIndexOf('/') + 1);
        var path = "/" + parts[1].substring(0, parts[1].length() - name.length());
        var answer = parts[0].equals("user")
                ? iam(Signing.root(account), "CreateUser", "UserName", name, "Path", path)
                : iam(
                        Signing.root(account),
                        "CreateRole",
                        "RoleName",
                        name,
                        "Path",
                        path,
                        "AssumeRolePolicyDocument",
                        trustOf(account));
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    }

    /// A trust policy for everybody of an account.
    static String trustOf(String account) {
        return """
                {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"%s"},"Action":"sts:AssumeRole"}}""".formatted(account);
    }

    /// A signed call of IAM.
    ///
    /// @param parameters names and values in turn
    Answer iam(Signing by, String operation, String... parameters) {
        return send(signedForm(by, "us-east-1", "iam", form(operation, "2010-05-08", parameters)));
    }

    /// A signed call of STS.
    ///
    /// @param parameters names and values in turn
    Answer sts(Signing by, String operation, String... parameters) {
        return send(signedForm(by, "us-east-1", "sts", form(operation, "2011-06-15", parameters)));
    }

    private static String form(String operation, String version, String... parameters) {
        var form = new StringBuilder("Action=" + operation + "&Version=" + version);
        for (int i = 0; i < parameters.length; i += 2) {
            form.append('&').append(parameters[i]).append('=');
            form.append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
        }
        return form.toString();
    }

    claviger.call.HttpRequest signedForm(Signing by, String region, String service, String form) {
        var signer = new Signer(by.accessKeyId(), by.secret(), by.token(), region, service);
        var headers = List.of(
                new Header("Host", endpoint().getAuthority()),
                new Header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"));
        var body = form.getBytes(StandardCharsets.UTF_8);
        return signer.sign(Signer.request("POST", "/", headers, body), Instant.now());
    }

    /// A call of KMS signed with an access key.
    Answer kms(Signing by, String region, String operation, String body) {
        return send(signed(by, region, "TrentService." + operation, body.getBytes(StandardCharsets.UTF_8)));
    }

    /// Moves the clock, after which everything due has happened.
    ///
    /// @param by an ISO 8601 duration
    void advance(String by) {
        var request = HttpRequest.newBuilder(endpoint().resolve("/_claviger/clock"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"advance\":\"" + by + "\"}"))
                .build();
        try {
            assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    claviger.call.HttpRequest signed(String account, String region, String target, byte[] body) {
        return signed(Signing.root(account), region, target, body);
    }

    private claviger.call.HttpRequest signed(Signing by, String region, String target, byte[] body) {
        var signer = new Signer(by.accessKeyId(), by.secret(), by.token(), region, "kms");
        var headers = List.of(
                new Header("Host", endpoint().getAuthority()),
                new Header("Content-Type", "application/x-amz-json-1.1"),
                new Header("X-Amz-Target", target));
        return signer.sign(Signer.request("POST", "/", headers, body), Instant.now());
    }

    Answer send(claviger.call.HttpRequest request) {
        var builder = HttpRequest.newBuilder(endpoint().resolve(request.target()))
                .method(
                        request.method(),
                        BodyPublishers.ofByteArray(request.body().toByteArray()));
        for (var header : request.headers()) {
            // The client sets it itself, from the address, as it was signed.
            if (!header.name().equalsIgnoreCase("Host")) {
                builder.header(header.name(), header.value());
            }
        }
        try {
            var response = http.send(builder.build(), BodyHandlers.ofString());
            var requestId = response.headers().firstValue("x-amzn-RequestId").orElse("");
            var answer = new Answer(response.statusCode(), requestId, response.body());
            canaries.learn(request.body().toByteArray(), answer.text());
            assertThat(answer.status()).as("%s", answer).isLessThan(500);
            if (!requestId.isEmpty() && !answer.error().startsWith("MissingAuthenticationToken")) {
                answered.add(requestId);
                // INVARIANT: the record is on disk before the answer is here.
                assertThat(auditText()).as("audit record of %s", answer).contains(requestId);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The audit record of a request.
    JsonNode auditRecord(String requestId) {
        var found = auditRecords().get(requestId);
        assertThat(found).as("audit record of " + requestId).isNotNull();
        return found;
    }

    Map<String, JsonNode> auditRecords() {
        var records = new HashMap<String, JsonNode>();
        try (var entries = AuditReader.records(folder.resolve("audit"))) {
            entries.forEach(entry -> {
                var json = JSON.readTree(entry.json().shared());
                records.put(json.get("requestID").asString(), json);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return records;
    }

    private String auditText() {
        try (var files = Files.list(folder.resolve("audit"))) {
            var newest = files.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList()
                    .getLast();
            return Files.readString(newest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Stops without the checks, to be started again.
    void stop() {
        server.close();
    }

    @Override
    public void close() {
        server.close();
        http.close();
        var recorded = new HashSet<>(auditRecords().keySet());
        assertThat(recorded).as("requests with an audit record").containsAll(answered);
        AuditChecks.intact(folder);
        canaries.nowhereIn(folder);
    }
}
