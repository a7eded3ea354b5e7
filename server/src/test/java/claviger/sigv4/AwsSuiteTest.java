package claviger.sigv4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import claviger.call.AwsException;
import claviger.call.Header;
import claviger.call.HttpRequest;
import claviger.crypto.Blob;
import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// AWS's published cases: <https://github.com/awslabs/aws-c-auth>, each in the header and in the
/// query form.
class AwsSuiteTest {

    private static final String FOLDER = "sigv4-aws-c-auth";

    /// One published case.
    ///
    /// @param tokenUnsigned the token is put into the request after it was signed
    private record Case(
            String name,
            JsonNode json,
            HttpRequest request,
            Signer signer,
            @Nullable String token,
            boolean tokenUnsigned,
            boolean signsBodyHash,
            Instant at,
            int expiresSeconds,
            PathRule pathRule) {

        static Case of(JsonNode json) {
            var context = json.get("context");
            var credentials = context.get("credentials");
            var token = credentials.has("token") ? credentials.get("token").stringValue() : null;
            var tokenUnsigned = context.path("omit_session_token").asBoolean(false);
            return new Case(
                    json.get("name").stringValue(),
                    json,
                    parse(json.get("request").stringValue()),
                    new Signer(
                            credentials.get("access_key_id").stringValue(),
                            credentials.get("secret_access_key").stringValue(),
                            tokenUnsigned ? null : token,
                            context.get("region").stringValue(),
                            context.get("service").stringValue()),
                    token,
                    tokenUnsigned,
                    context.get("sign_body").booleanValue(),
                    Instant.parse(context.get("timestamp").stringValue()),
                    context.get("expiration_in_seconds").intValue(),
                    context.get("normalize").booleanValue() ? PathRule.NORMALIZED : PathRule.AS_SENT);
        }

        String expected(String name) {
            return octets(json.get(name).stringValue());
        }

        HttpRequest withBodyHash() {
            if (!signsBodyHash) {
                return request;
            }
            var headers = new ArrayList<>(request.headers());
            var hash = Octets.sha256().digest(request.body().shared());
            headers.add(new Header("x-amz-content-sha256", HexFormat.of().formatHex(hash)));
            return Requests.withHeaders(request, headers);
        }

        Verifier verifier(PathRule rule) {
            return new Verifier(
                    InstantSource.fixed(at), Set.of(signer.service()), Set.of(signer.region()), rule, Hmac.SHA_256);
        }

        TestCredentials credentials() {
            return new TestCredentials().with(signer.accessKeyId(), signer.secret(), token, null, 1);
        }
    }

    @Test
    void every_case_is_signed_as_published_at_every_step() {
        var steps = 0;
        for (var it : cases()) {
            var inHeader = it.signer.steps(it.withBodyHash(), it.at, it.pathRule);
            steps += assertPublished(it, "header", inHeader);
            var inQuery = it.signer.presignSteps(it.request, it.at, it.expiresSeconds, it.pathRule);
            steps += assertPublished(it, "query", inQuery);
        }
        report("%d steps compared", steps);
        assertThat(steps).isEqualTo(6 * cases().size());
    }

    private static int assertPublished(Case it, String form, Signer.Steps steps) {
        assertThat(steps.canonicalRequest()).as(it.name).isEqualTo(it.expected(form + "-canonical-request"));
        assertThat(steps.stringToSign()).as(it.name).isEqualTo(it.expected(form + "-string-to-sign"));
        assertThat(steps.signature()).as(it.name).isEqualTo(it.expected(form + "-signature"));
        return 3;
    }

    @Test
    void every_signed_request_as_published_verifies() {
        var verified = 0;
        var refused = new ArrayList<String>();
        for (var it : cases()) {
            for (var form : List.of("header", "query")) {
                var request = parse(it.json.get(form + "-signed-request").stringValue());
                if (it.tokenUnsigned) {
                    // The rule that every X-Amz- header and signing parameter is signed stands
                    // above this case.
                    refuses(it.verifier(it.pathRule), request, it, form);
                    refused.add(it.name + " (" + form + "): the session token is not signed");
                    continue;
                }
                var result = it.verifier(it.pathRule).verify(request, it.credentials());
                assertThat(result.caller().accessKeyId()).as(it.name).isEqualTo(it.signer.accessKeyId());
                assertThat(result.scope().service()).isEqualTo(it.signer.service());
                verified++;
            }
        }
        report("%d signed requests verified, %d refused by a rule of ours %s", verified, refused.size(), refused);
        assertThat(verified + refused.size()).isEqualTo(2 * cases().size());
        assertThat(verified).isGreaterThanOrEqualTo(2 * cases().size() - 4);
    }

    /// As the product is configured, a path has one spelling: the normalized cases verify only if
    /// normalizing has nothing to do.
    @Test
    void a_path_that_was_normalized_before_signing_is_refused() {
        var accepted = 0;
        var refused = 0;
        for (var it : cases()) {
            if (it.tokenUnsigned) {
                continue;
            }
            var request = parse(it.json.get("header-signed-request").stringValue());
            var path = request.target().split("\\?", 2)[0];
            if (it.pathRule.apply(path).equals(path)) {
                it.verifier(PathRule.AS_SENT).verify(request, it.credentials());
                accepted++;
            } else {
                refuses(it.verifier(PathRule.AS_SENT), request, it, "normalized path");
                refused++;
            }
        }
        report("%d paths as sent accepted, %d other spellings refused", accepted, refused);
        assertThat(accepted).isPositive();
        assertThat(refused).isPositive();
    }

    @Test
    void breaking_any_byte_of_a_signed_request_has_it_refused() {
        var broken = 0;
        for (var it : cases()) {
            var verifier = it.verifier(PathRule.AS_SENT);
            var signer = new Signer(
                    it.signer.accessKeyId(), it.signer.secret(), it.token, it.signer.region(), it.signer.service());
            var signed = List.of(
                    signer.sign(it.withBodyHash(), it.at), signer.presign(it.request, it.at, it.expiresSeconds));
            for (var request : signed) {
                verifier.verify(request, it.credentials());
                for (var other : Requests.eachByteBroken(request)) {
                    refuses(verifier, other, it, other.toString());
                    broken++;
                }
            }
        }
        report("%d broken requests refused", broken);
        assertThat(broken).isGreaterThan(100 * cases().size());
    }

    private static void refuses(Verifier verifier, HttpRequest request, Case it, String what) {
        assertThatThrownBy(() -> verifier.verify(request, it.credentials()))
                .as("%s: %s", it.name, what)
                .isInstanceOf(AwsException.class);
    }

    private static List<Case> cases() {
        var cases = Vectors.files(FOLDER).stream()
                .map(file -> Case.of(Vectors.read(file)))
                .toList();
        assertThat(cases).hasSizeGreaterThanOrEqualTo(25);
        return cases;
    }

    @FormatMethod
    private static void report(@FormatString String format, Object... numbers) {
        System.out.println(FOLDER + ": " + cases().size() + " cases, " + String.format(format, numbers));
    }

    /// A request in the text of HTTP/1.1, as the front would deliver it: octets, folded lines
    /// joined.
    private static HttpRequest parse(String text) {
        var lines = octets(text).split("\n", -1);
        var request = lines[0];
        var headers = new ArrayList<Header>();
        var at = 1;
        for (; at < lines.length && !lines[at].isEmpty(); at++) {
            var line = lines[at];
            if (line.startsWith(" ") || line.startsWith("\t")) {
                var folded = headers.removeLast();
                headers.add(new Header(folded.name(), folded.value() + " " + line.strip()));
            } else {
                var colon = line.indexOf(':');
                headers.add(new Header(line.substring(0, colon), line.substring(colon + 1)));
            }
        }
        var body = at + 1 < lines.length ? String.join("\n", List.of(lines).subList(at + 1, lines.length)) : "";
        return new HttpRequest(
                request.substring(0, request.indexOf(' ')),
                request.substring(request.indexOf(' ') + 1, request.lastIndexOf(' ')),
                List.copyOf(headers),
                Blob.adopt(body.getBytes(StandardCharsets.ISO_8859_1)),
                "127.0.0.1",
                null);
    }

    private static String octets(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
