package claviger.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.call.AwsException;
import claviger.call.Header;
import claviger.call.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Valid requests, damaged at random. What is still accepted must mean what was signed, as told by
/// a second, plain reading of requests; everything else must end in an AWS error.
class VerifierFuzzTest {

    private static final int MUTATIONS = 20_000;
    private static final long SEED = 20260528;
    static final Instant NOW = Instant.parse("2026-05-28T05:26:49Z");
    private static final String TOKEN = "c2Vzc2lvbg/with+plus==";

    private static final List<String> WORDS = List.of(
            "UNSIGNED-PAYLOAD",
            "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
            "AWS4-HMAC-SHA256",
            "Credential=",
            "Signature=",
            "SignedHeaders=",
            "host",
            "X-Amz-Date",
            "x-amz-target",
            "X-Amz-Signature=",
            "X-Amz-Credential=",
            "&",
            "?",
            "%",
            "%2F",
            "+",
            ";",
            ",",
            "=",
            "/",
            "..",
            "//",
            " ",
            "\t",
            "\n",
            "\r\n",
            "\0",
            "\u00e9",
            "\u1234",
            "20260528T052649Z",
            "aws4_request",
            "authorization",
            "Authorization",
            "Date");

    private final Verifier verifier = new Verifier(InstantSource.fixed(NOW), Set.of("kms"), Set.of("eu-test-1"));
    private final TestCredentials credentials = credentials();

    @Test
    void no_damaged_request_is_accepted_unless_it_means_the_same() {
        var originals = originals();
        var meanings = originals.stream().map(Meaning::of).toList();
        var outcomes = new TreeMap<String, Integer>();
        for (var i = 0; i < MUTATIONS; i++) {
            var random = new Random(SEED + i);
            var which = random.nextInt(originals.size());
            var damaged = originals.get(which);
            for (var times = 1 + random.nextInt(3); times > 0; times--) {
                damaged = damage(damaged, random);
            }
            outcomes.merge(check(damaged, meanings.get(which), SEED + i), 1, Integer::sum);
            Verifier.claimedAccessKeyId(damaged);
        }
        System.out.println("VerifierFuzzTest: seed " + SEED + ", " + MUTATIONS + " mutations " + outcomes);
        assertThat(outcomes.keySet())
                .contains(
                        "accepted",
                        "IncompleteSignatureException",
                        "InvalidSignatureException",
                        "MissingAuthenticationTokenException",
                        "UnrecognizedClientException");
    }

    private String check(HttpRequest damaged, List<Object> meaning, long seed) {
        try {
            verifier.verify(damaged, credentials);
        } catch (AwsException refused) {
            assertThat(refused.error().status()).isEqualTo(400);
            assertThat(refused.text().length()).isBetween(1, 8192);
            return refused.error().code();
        }
        assertThat(Meaning.of(damaged)).as("seed %d: %s", seed, damaged).isEqualTo(meaning);
        return "accepted";
    }

    /// Whose requests [#originals] are.
    static TestCredentials credentials() {
        return new TestCredentials()
                .with("AKIAIOSFODNN7EXAMPLE", "secret")
                .with("ASIAIOSFODNN7EXAMPLE", "secret", TOKEN, null, 1);
    }

    /// Signed in the header and in the query, with and without a token.
    static List<HttpRequest> originals() {
        var call = Signer.request(
                "POST",
                "/",
                List.of(
                        new Header("Host", "kms.eu-test-1.claviger.test:8443"),
                        new Header("Content-Type", "application/x-amz-json-1.1"),
                        new Header("X-Amz-Target", "TrentService.ListKeys"),
                        new Header("Accept", "a"),
                        new Header("Accept", "b")),
                "{\"Limit\": 10}".getBytes(StandardCharsets.UTF_8));
        var query = Requests.withTarget(call, "/a/%20/?Action=List&b=%2F&b=1&c");
        var user = new Signer("AKIAIOSFODNN7EXAMPLE", "secret", null, "eu-test-1", "kms");
        var session = new Signer("ASIAIOSFODNN7EXAMPLE", "secret", TOKEN, "eu-test-1", "kms");
        var originals = new ArrayList<HttpRequest>();
        for (var signer : List.of(user, session)) {
            for (var request : List.of(call, query)) {
                originals.add(Requests.withHeader(signer.sign(request, NOW), "User-Agent", "fuzz"));
                originals.add(Requests.withHeader(signer.presign(request, NOW, 300), "User-Agent", "fuzz"));
            }
        }
        return originals;
    }

    private static HttpRequest damage(HttpRequest it, Random random) {
        return switch (random.nextInt(10)) {
            case 0 -> Requests.withMethod(it, damage(it.method(), random));
            case 1, 2 -> Requests.withTarget(it, damage(it.target(), random));
            case 3 -> Requests.withTarget(it, shuffled(it.target(), "&", random));
            case 4 -> Requests.withBody(it, damage(it.body().toByteArray(), random));
            default -> Requests.withHeaders(it, damage(new ArrayList<>(it.headers()), random));
        };
    }

    private static List<Header> damage(List<Header> headers, Random random) {
        if (headers.isEmpty()) {
            return headers;
        }
        var one = random.nextInt(headers.size());
        var other = random.nextInt(headers.size());
        var header = headers.get(one);
        switch (random.nextInt(9)) {
            case 0 -> headers.remove(one);
            case 1 -> headers.add(other, header);
            case 2 -> Collections.swap(headers, one, other);
            case 3 ->
                headers.set(one, new Header(header.name(), headers.get(other).value()));
            case 4 -> headers.set(one, new Header(damage(header.name(), random), header.value()));
            case 5 -> headers.set(one, new Header(recased(header.name(), random), header.value()));
            case 6 -> headers.add(other, new Header(header.name(), damage(header.value(), random)));
            case 7 -> headers.set(one, new Header(header.name(), shuffled(header.value(), "[,;] ?", random)));
            default -> headers.set(one, new Header(header.name(), damage(header.value(), random)));
        }
        return headers;
    }

    private static String damage(String text, Random random) {
        var damaged = new StringBuilder(text);
        var at = random.nextInt(text.length() + 1);
        var to = Math.min(text.length(), at + 1 + random.nextInt(8));
        switch (random.nextInt(7)) {
            case 0 -> damaged.insert(at, WORDS.get(random.nextInt(WORDS.size())));
            case 1 -> damaged.replace(at, to, WORDS.get(random.nextInt(WORDS.size())));
            case 2 -> damaged.delete(at, to);
            case 3 -> damaged.insert(at, text.substring(at, to));
            case 4 -> damaged.insert(at, " ");
            case 5 -> damaged.insert(at, (char) random.nextInt(0x180));
            default -> {
                if (at < text.length()) {
                    damaged.setCharAt(at, (char) (text.charAt(at) ^ (1 << random.nextInt(8))));
                }
            }
        }
        return damaged.toString();
    }

    private static byte[] damage(byte[] body, Random random) {
        var damaged = Arrays.copyOf(body, Math.max(0, body.length + random.nextInt(3) - 1));
        if (damaged.length > 0) {
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return damaged;
    }

    private static String recased(String name, Random random) {
        var recased = new StringBuilder();
        name.chars()
                .forEach(c -> recased.append(
                        (char) (random.nextBoolean() ? Character.toUpperCase(c) : Character.toLowerCase(c))));
        return recased.toString();
    }

    private static String shuffled(String text, String separator, Random random) {
        var parts = new ArrayList<>(List.of(text.split(separator, -1)));
        Collections.shuffle(parts, random);
        return String.join(separator.length() == 1 ? separator : ", ", parts);
    }
}
