package claviger.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.call.AwsException;
import claviger.call.Header;
import claviger.call.HttpRequest;
import claviger.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Requests, signed and then changed, or changed and then signed. Who is let in sent what was signed;
/// everybody else gets one of AWS's errors.
///
/// An input is a byte that says who signs, and the parts of the request, each behind a zero byte:
/// method, target, names and values of the headers in turn, an empty name, the body.
public final class VerifierTarget implements FuzzTarget {

    private static final Instant NOW = VerifierFuzzTest.NOW;

    private static final byte NOBODY = 0;
    private static final byte HEADER = 1;
    private static final byte QUERY = 2;

    private final Verifier verifier = new Verifier(InstantSource.fixed(NOW), Set.of("kms"), Set.of("eu-test-1"));
    private final TestCredentials credentials = VerifierFuzzTest.credentials();
    private final Signer signer = new Signer("AKIAIOSFODNN7EXAMPLE", "secret", null, "eu-test-1", "kms");
    private final Set<List<Object>> signed =
            Set.copyOf(VerifierFuzzTest.originals().stream().map(Meaning::of).toList());

    @Override
    public List<byte[]> seeds() {
        var seeds = new ArrayList<byte[]>();
        for (var request : VerifierFuzzTest.originals()) {
            seeds.add(written(NOBODY, request));
            // What must be signed, and is not.
            seeds.add(written(NOBODY, Requests.withHeader(request, "x-amz-acl", "a")));
            seeds.add(written(NOBODY, Requests.withBody(request, new byte[] {'{', '}'})));
        }
        var unsigned = Signer.request(
                "POST",
                "/?a=%2f&b",
                List.of(new Header("host", "kms"), new Header("x-amz-target", " a  b ")),
                new byte[] {'{', '}'});
        seeds.add(written(HEADER, unsigned));
        seeds.add(written(QUERY, unsigned));
        var stranger = new Signer("AKIAI44QH8DHBEXAMPLE", "secret", null, "eu-test-1", "kms");
        seeds.add(written(NOBODY, stranger.sign(unsigned, NOW)));
        return seeds;
    }

    @Override
    public Set<String> endings() {
        return Set.of(
                "accepted",
                "IncompleteSignatureException",
                "InvalidSignatureException",
                "MissingAuthenticationTokenException",
                "UnrecognizedClientException");
    }

    @Override
    public String check(byte[] input) {
        var text = new String(input, StandardCharsets.ISO_8859_1);
        var parts = text.isEmpty() ? new String[0] : text.substring(1).split("\0", -1);
        if (parts.length < 3) {
            return "no request";
        }
        var by = input[0];
        var request = read(parts);
        var claimed = Verifier.claimedAccessKeyId(request);
        assertThat(claimed.orElse("none")).matches("[A-Za-z0-9_]{4,128}");
        try {
            var sent = by == HEADER
                    ? signer.sign(request, NOW)
                    : by == QUERY ? signer.presign(request, NOW, 300) : request;
            var verified = verifier.verify(sent, credentials);
            var who = Verifier.claimedAccessKeyId(sent);
            assertThat(who).contains(verified.caller().accessKeyId());
            assertThat(verified.scope()).isEqualTo(new Scope("20260528", "eu-test-1", "kms"));
            if (by != HEADER && by != QUERY) {
                assertThat(signed).as("what was signed").contains(Meaning.of(sent));
            }
            return "accepted";
        } catch (AwsException refused) {
            assertThat(refused.error().status()).isEqualTo(400);
            assertThat(refused.text().length()).isBetween(1, 8192);
            return refused.error().code();
        }
    }

    private static byte[] written(byte by, HttpRequest request) {
        var text = new StringBuilder().append((char) by);
        text.append(request.method()).append('\0').append(request.target()).append('\0');
        for (var header : request.headers()) {
            text.append(header.name()).append('\0').append(header.value()).append('\0');
        }
        text.append('\0').append(new String(request.body().shared(), StandardCharsets.ISO_8859_1));
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static HttpRequest read(String[] parts) {
        var headers = new ArrayList<Header>();
        int at = 2;
        while (at + 1 < parts.length && !parts[at].isEmpty()) {
            headers.add(new Header(parts[at], parts[at + 1]));
            at += 2;
        }
        // The rest, with its zeros.
        var body = at + 1 < parts.length ? String.join("\0", List.of(parts).subList(at + 1, parts.length)) : "";
        return Signer.request(parts[0], parts[1], headers, body.getBytes(StandardCharsets.ISO_8859_1));
    }
}
