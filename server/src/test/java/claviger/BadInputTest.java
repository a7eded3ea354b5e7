package claviger;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.call.Header;
import claviger.call.HttpRequest;
import claviger.sigv4.Signer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Requests that are wrong in some way get their AWS error, leave a record where an identity is claimed,
/// and change nothing.
class BadInputTest {

    @TempDir
    static Path folder;

    private static TestClaviger claviger;

    @BeforeAll
    static void start() {
        claviger = TestClaviger.start(folder);
    }

    @AfterAll
    static void stop() {
        claviger.close();
    }

    @Test
    void what_is_no_json_is_refused_and_recorded() {
        for (var body : List.of("nonsense", "[]", "\"x\"", "{", "{}{}", "{\"a\":1,\"a\":2}", "\ufeff{}", "{'a':1}")) {
            var answer = claviger.call("CreateKey", body);
            assertThat(answer.error()).as(body).isEqualTo("SerializationException");
            var audit = claviger.auditRecord(answer.requestId());
            assertThat(audit.get("errorCode").asString()).isEqualTo("SerializationException");
            assertThat(audit.get("eventName").asString()).isEqualTo("CreateKey");
            assertThat(audit.get("requestParameters").isNull()).isTrue();
        }
        assertNothingChanged();
    }

    @Test
    void an_unknown_operation_path_or_method_is_refused_and_recorded() {
        var requests = List.of(
                signed("POST", "/", "TrentService.Frobnicate", "{}"),
                signed("POST", "/", "Encrypt", "{}"),
                signed("POST", "/", "trentservice.ListKeys", "{}"),
                signed("GET", "/", "TrentService.ListKeys", ""),
                signed("PUT", "/", "TrentService.ListKeys", "{}"),
                signed("POST", "/other", "TrentService.ListKeys", "{}"));
        for (var request : requests) {
            var answer = claviger.send(request);
            assertThat(answer.error()).as(request.method() + request.target()).isEqualTo("UnknownOperationException");
            assertThat(answer.status()).isEqualTo(400);
            assertThat(claviger.auditRecord(answer.requestId()).get("errorCode").asString())
                    .isEqualTo("UnknownOperationException");
        }
        assertNothingChanged();
    }

    @Test
    void a_wrong_signature_is_refused_and_recorded_as_claimed_only() {
        var good = signed("POST", "/", "TrentService.CreateKey", "{}");
        for (UnaryOperator<HttpRequest> damage : List.<UnaryOperator<HttpRequest>>of(
                request -> withBody(request, "{\"Description\":\"x\"}"),
                request -> withHeader(request, "X-Amz-Target", "TrentService.GenerateRandom"),
                request -> withHeader(request, "X-Amz-Extra", "unsigned"))) {
            var answer = claviger.send(damage.apply(good));
            assertThat(answer.error()).isIn("InvalidSignatureException", "IncompleteSignatureException");
            var identity = claviger.auditRecord(answer.requestId()).get("userIdentity");
            assertThat(identity.get("type").asString()).isEqualTo("Unknown");
            assertThat(identity.get("accessKeyId").asString()).isEqualTo("000000000000");
            assertThat(identity.has("accountId")).as("nothing was proved").isFalse();
        }
        assertNothingChanged();
    }

    @Test
    void an_old_request_is_refused_and_the_same_request_within_five_minutes_is_not() {
        var now = Instant.now();
        assertThat(claviger.send(signedAt(now.minus(Duration.ofMinutes(6)), "000000000000", "test"))
                        .error())
                .isEqualTo("InvalidSignatureException");
        var fresh = signedAt(now.minus(Duration.ofMinutes(4)), "000000000000", "test");
        assertThat(claviger.send(fresh).status()).isEqualTo(200);
        assertThat(claviger.send(fresh).status()).isEqualTo(200);
    }

    @Test
    void unknown_ids_and_wrong_secrets_are_refused() {
        assertThat(claviger.send(signedAt(Instant.now(), "AKIAUNKNOWN000000000", "test"))
                        .error())
                .isEqualTo("UnrecognizedClientException");
        assertThat(claviger.send(signedAt(Instant.now(), "000000000000", "wrong"))
                        .error())
                .isEqualTo("InvalidSignatureException");
    }

    @Test
    void random_bytes_in_a_body_never_change_anything_nor_break_the_server() {
        for (int seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            var operations = new ArrayList<>(TestOperations.all().all());
            var operation = operations
                    .get(random.nextInt(operations.size()))
                    .operation()
                    .name();
            var body = new StringBuilder(
                    "{\"KeyId\":\"alias/none\",\"AliasName\":\"x\",\"TargetKeyId\":\"x\",\"Limit\":0}");
            for (int i = 0; i < 1 + random.nextInt(4); i++) {
                body.setCharAt(random.nextInt(body.length()), (char) (random.nextInt(95) + 32));
            }
            if (operation.equals("CreateKey") || operation.startsWith("Generate")) {
                continue; // these may well succeed
            }
            var answer = claviger.call(operation, body.toString());
            assertThat(answer.status()).as("seed %d: %s", seed, answer).isLessThan(500);
        }
        assertNothingChanged();
    }

    private static void assertNothingChanged() {
        assertThat(claviger.call("ListKeys", "{}").json().get("Keys")).isEmpty();
        assertThat(claviger.server.vault().store().view().changeNumber())
                .as("only the installation was ever made")
                .isEqualTo(1);
    }

    private static HttpRequest signed(String method, String path, String target, String body) {
        return signer("000000000000", "test")
                .sign(
                        Signer.request(method, path, headers(target), body.getBytes(StandardCharsets.UTF_8)),
                        Instant.now());
    }

    private static HttpRequest signedAt(Instant at, String accessKeyId, String secret) {
        var request = Signer.request("POST", "/", headers("TrentService.ListKeys"), new byte[] {'{', '}'});
        return signer(accessKeyId, secret).sign(request, at);
    }

    private static Signer signer(String accessKeyId, String secret) {
        return new Signer(accessKeyId, secret, null, "us-east-1", "kms");
    }

    private static List<Header> headers(String target) {
        return List.of(
                new Header("Host", claviger.endpoint().getAuthority()),
                new Header("Content-Type", "application/x-amz-json-1.1"),
                new Header("X-Amz-Target", target));
    }

    private static HttpRequest withBody(HttpRequest request, String body) {
        return Signer.request(
                request.method(), request.target(), request.headers(), body.getBytes(StandardCharsets.UTF_8));
    }

    private static HttpRequest withHeader(HttpRequest request, String name, String value) {
        var headers = new ArrayList<Header>();
        request.headers().stream().filter(header -> !header.name().equals(name)).forEach(headers::add);
        headers.add(new Header(name, value));
        return new HttpRequest(
                request.method(), request.target(), headers, request.body(), request.peer(), request.tls());
    }
}
