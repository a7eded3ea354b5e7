package claviger;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.call.Header;
import claviger.call.HttpRequest;
import claviger.crypto.Blob;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is answered without a signature.
class OpenRoutesTest {

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
    void only_health_and_the_clock_are_open() {
        assertThat(Routes.OPEN)
                .isEqualTo(Set.of("/_claviger/health/live", "/_claviger/health/ready", "/_claviger/clock"));
        for (var path : List.of("/", "/_claviger", "/_claviger/", "/_claviger/health", "/metrics", "/admin")) {
            for (var method : List.of("GET", "POST", "PUT", "DELETE", "OPTIONS")) {
                var answer = claviger.send(request(method, path, "", List.of()));
                assertThat(answer.error()).as(method + " " + path).isEqualTo("MissingAuthenticationTokenException");
                assertThat(answer.status()).isEqualTo(400);
            }
        }
    }

    @Test
    void every_operation_demands_a_signature_whatever_the_body() {
        for (var entry : TestOperations.all().all()) {
            for (var body : List.of("{}", "", "nonsense", "[".repeat(100_000))) {
                var target = List.of(
                        new Header(
                                "X-Amz-Target",
                                "TrentService." + entry.operation().name()),
                        new Header("Content-Type", "application/x-amz-json-1.1"));
                var answer = claviger.send(request("POST", "/", body, target));
                assertThat(answer.error()).isEqualTo("MissingAuthenticationTokenException");
                assertThat(answer.message()).isEqualTo("Missing Authentication Token");
            }
        }
    }

    @Test
    void health_tells_live_and_ready_apart() {
        assertThat(claviger.send(request("GET", "/_claviger/health/live", "", List.of()))
                        .text())
                .isEqualTo("{\"status\":\"live\"}");
        assertThat(claviger.send(request("GET", "/_claviger/health/ready", "", List.of()))
                        .text())
                .isEqualTo("{\"status\":\"ready\"}");
    }

    @Test
    void the_clock_moves_and_what_is_made_afterwards_is_made_later() {
        var before = created();
        var moved = clock("{\"advance\":\"P8D\"}", "application/json");
        assertThat(moved.status()).isEqualTo(200);
        assertThat(created()).isAfter(before.plus(Duration.ofDays(8).minusSeconds(1)));
        assertThat(claviger.call("ListKeys", "{}").status())
                .as("signatures are as fresh by the wall clock as before")
                .isEqualTo(200);
        assertThat(new MovableClock(folder.resolve("clock")).instant())
                .as("time does not run back when the server is started again")
                .isAfter(Instant.now().plus(Duration.ofDays(7)));
    }

    @Test
    void the_clock_refuses_what_is_no_step_forward_and_what_a_browser_could_send_unasked() {
        var before = created();
        for (var body : List.of(
                "",
                "{}",
                "{\"advance\":\"8d\"}",
                "{\"advance\":\"-P1D\"}",
                "{\"advance\":8}",
                "[",
                "{\"advance\":\"P99999999D\"}")) {
            assertThat(clock(body, "application/json").status()).as(body).isEqualTo(400);
        }
        assertThat(clock("{\"advance\":\"P8D\"}", "text/plain").error()).isEqualTo("AccessDeniedException");
        assertThat(created()).isBefore(before.plus(Duration.ofDays(1)));
    }

    private static TestClaviger.Answer clock(String body, String contentType) {
        return claviger.send(
                request("POST", "/_claviger/clock", body, List.of(new Header("Content-Type", contentType))));
    }

    private static Instant created() {
        var created = claviger.call("CreateKey", "{}")
                .json()
                .at("/KeyMetadata/CreationDate")
                .decimalValue();
        return Instant.ofEpochMilli(created.movePointRight(3).longValueExact());
    }

    private static HttpRequest request(String method, String path, String body, List<Header> headers) {
        var all = new ArrayList<>(headers);
        return new HttpRequest(method, path, all, Blob.adopt(body.getBytes(StandardCharsets.UTF_8)), "127.0.0.1", null);
    }
}
