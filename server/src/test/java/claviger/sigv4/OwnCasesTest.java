package claviger.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.call.AwsException;
import claviger.call.Header;
import claviger.call.HttpRequest;
import claviger.crypto.Blob;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// KMS-shaped requests, right and wrong: mostly such as have a right signature and are refused by
/// a rule alone.
class OwnCasesTest {

    private static final String FOLDER = "sigv4-kms-own";
    private static final Duration LONGEST = Duration.ofMillis(100);

    @Test
    void every_case_is_accepted_or_refused_as_written_with_a_likely_error_and_in_time() {
        var file = Vectors.read(Vectors.files(FOLDER).getFirst());
        var credentials = credentials(file.get("credentials"));
        var outcomes = new TreeMap<String, Integer>();
        loadClasses();
        for (var it : file.get("cases")) {
            var name = it.get("id").stringValue();
            var expected = it.get("expect").stringValue();
            var verifier = new Verifier(
                    InstantSource.fixed(Instant.parse(it.get("now").stringValue())),
                    Set.of(file.get("service").stringValue()),
                    Set.of(file.get("region").stringValue()));
            var request = request(it.get("request"));

            var start = System.nanoTime();
            var outcome = outcome(verifier, request, credentials);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).as(name).isLessThan(LONGEST);

            switch (expected) {
                case "accept" -> assertThat(outcome).as(name).isEqualTo("accepted");
                case "reject" -> assertThat(outcome).as(name).isIn(likely(it));
                case "either" -> assertThat(outcome).as(name).isEqualTo("accepted");
                default -> throw new AssertionError("unknown expectation " + expected);
            }
            outcomes.merge(expected + " -> " + outcome, 1, Integer::sum);
        }
        var ran = outcomes.values().stream().mapToInt(Integer::intValue).sum();
        System.out.println(FOLDER + ": " + ran + " cases " + outcomes);
        assertThat(ran).isEqualTo(file.get("cases").size()).isGreaterThanOrEqualTo(132);
    }

    /// The limit is for the verifier: the first request of a process also waits for its classes.
    private static void loadClasses() {
        var now = Instant.parse("2026-01-01T00:00:00Z");
        var request = new Signer("AKIAFIRST", "secret", null, "r", "s").call("T.O", "{}", now);
        outcome(new Verifier(InstantSource.fixed(now), Set.of("s"), Set.of("r")), request, new TestCredentials());
    }

    private static String outcome(Verifier verifier, HttpRequest request, TestCredentials credentials) {
        try {
            var verified = verifier.verify(request, credentials);
            assertThat(Verifier.claimedAccessKeyId(request))
                    .contains(verified.caller().accessKeyId());
            return "accepted";
        } catch (AwsException refused) {
            assertThat(refused.error().status()).isEqualTo(400);
            assertThat(refused.text().length()).isBetween(1, 8192);
            return refused.error().code();
        }
    }

    private static Set<String> likely(JsonNode it) {
        var likely = new TreeMap<String, Boolean>();
        it.get("errorLikely").forEach(code -> likely.put(code.stringValue(), true));
        return likely.keySet();
    }

    private static HttpRequest request(JsonNode request) {
        var headers = new ArrayList<Header>();
        for (var header : request.get("headers")) {
            headers.add(new Header(
                    header.get(0).stringValue(),
                    new String(
                            header.get(1).stringValue().getBytes(StandardCharsets.UTF_8),
                            StandardCharsets.ISO_8859_1)));
        }
        return new HttpRequest(
                request.get("method").stringValue(),
                request.get("target").stringValue(),
                headers,
                Blob.adopt(Base64.getDecoder().decode(request.get("bodyBase64").stringValue())),
                "127.0.0.1",
                null);
    }

    private static TestCredentials credentials(JsonNode list) {
        var credentials = new TestCredentials();
        for (var it : list) {
            credentials.with(
                    it.get("accessKeyId").stringValue(),
                    it.get("secretAccessKey").stringValue(),
                    it.has("sessionToken") ? it.get("sessionToken").stringValue() : null,
                    it.has("expires") ? Instant.parse(it.get("expires").stringValue()) : null,
                    1);
        }
        return credentials;
    }
}
