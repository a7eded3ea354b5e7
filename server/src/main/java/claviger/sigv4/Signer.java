package claviger.sigv4;

import claviger.call.Caller;
import claviger.call.Header;
import claviger.call.HttpRequest;
import claviger.crypto.Blob;
import claviger.crypto.SecretBytes;
import claviger.iam.Credential;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Signs requests, in the header or in the query, as AWS's clients do: for our own commands, and
/// for tests.
///
/// ```java var signer = new Signer("AKIA…", "secret", null, "eu-test-1", "kms"); var request =
/// signer.call("TrentService.ListKeys", "{}", clock.instant()); ```
///
/// @param token the session token, absent for a long-term credential
public record Signer(
        String accessKeyId, String secret, @Nullable String token, String region, String service) {

    private static final HexFormat HEX = HexFormat.of();

    /// Without the secret.
    @Override
    public String toString() {
        return "Signer[" + accessKeyId + ", " + region + ", " + service + "]";
    }

    /// What a signature is made of, step by step.
    public record Steps(String canonicalRequest, String stringToSign, String signature, HttpRequest signed) {}

    /// A request that is not signed yet. Only what is given is in it: not even a Host is added.
    public static HttpRequest request(String method, String target, List<Header> headers, byte[] body) {
        return new HttpRequest(method, target, List.copyOf(headers), Blob.copyOf(body), "127.0.0.1", null);
    }

    /// A signed awsJson1.1 call with the headers that AWS's clients send.
    public HttpRequest call(String amzTarget, String json, Instant at) {
        var headers = List.of(
                new Header("Host", service + "." + region + ".claviger.test"),
                new Header("Content-Type", "application/x-amz-json-1.1"),
                new Header("X-Amz-Target", amzTarget));
        return sign(request("POST", "/", headers, json.getBytes(StandardCharsets.UTF_8)), at);
    }

    /// The request with `X-Amz-Date`, the token if there is one, and `Authorization`; every header
    /// present is signed.
    public HttpRequest sign(HttpRequest request, Instant at) {
        return steps(request, at, PathRule.AS_SENT).signed();
    }

    /// The request with its signature in the query; every header present is signed.
    public HttpRequest presign(HttpRequest request, Instant at, int expiresSeconds) {
        return presignSteps(request, at, expiresSeconds, PathRule.AS_SENT).signed();
    }

    Steps steps(HttpRequest request, Instant at, PathRule pathRule) {
        var timestamp = AmzDate.format(at.getEpochSecond());
        var headers = new ArrayList<>(request.headers());
        headers.add(new Header("X-Amz-Date", timestamp));
        if (token != null) {
            headers.add(new Header("X-Amz-Security-Token", token));
        }
        var names = names(headers);
        return finish(with(request, request.target(), headers), names, timestamp, pathRule, (it, signature) -> {
            headers.add(new Header(
                    "Authorization",
                    "AWS4-HMAC-SHA256 Credential=" + accessKeyId + "/" + scope(timestamp) + ", SignedHeaders="
                            + String.join(";", names) + ", Signature=" + signature));
            return with(it, it.target(), headers);
        });
    }

    Steps presignSteps(HttpRequest request, Instant at, int expiresSeconds, PathRule pathRule) {
        var timestamp = AmzDate.format(at.getEpochSecond());
        var names = names(request.headers());
        var target = new StringBuilder(request.target())
                .append(request.target().contains("?") ? '&' : '?')
                .append("X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=")
                .append(encoded(accessKeyId + "/" + scope(timestamp)))
                .append("&X-Amz-Date=")
                .append(timestamp)
                .append("&X-Amz-SignedHeaders=")
                .append(encoded(String.join(";", names)))
                .append("&X-Amz-Expires=")
                .append(expiresSeconds);
        if (token != null) {
            target.append("&X-Amz-Security-Token=").append(encoded(token));
        }
        var unsigned = with(request, target.toString(), request.headers());
        return finish(
                unsigned,
                names,
                timestamp,
                pathRule,
                (it, signature) -> with(it, it.target() + "&X-Amz-Signature=" + signature, it.headers()));
    }

    private interface Attach {
        HttpRequest to(HttpRequest request, String signature);
    }

    private Steps finish(HttpRequest request, List<String> names, String timestamp, PathRule pathRule, Attach attach) {
        var bodyHash = HEX.formatHex(Octets.sha256().digest(request.body().shared()));
        var canonical = CanonicalRequest.of(request, Query.of(request.target()), names, bodyHash, pathRule);
        var hash = HEX.formatHex(Octets.sha256().digest(Octets.bytes(canonical)));
        var stringToSign = "AWS4-HMAC-SHA256\n" + timestamp + "\n" + scope(timestamp) + "\n" + hash;
        var credential = new Credential(
                accessKeyId,
                "",
                "",
                "",
                Caller.Type.ROOT,
                null,
                1,
                () -> SecretBytes.adopt(secret.getBytes(StandardCharsets.UTF_8)));
        var signature = HEX.formatHex(new SigningKeys(Hmac.SHA_256)
                .sign(credential, new Scope(timestamp.substring(0, 8), region, service), Octets.bytes(stringToSign)));
        return new Steps(canonical, stringToSign, signature, attach.to(request, signature));
    }

    private String scope(String timestamp) {
        return timestamp.substring(0, 8) + "/" + region + "/" + service + "/aws4_request";
    }

    private static List<String> names(List<Header> headers) {
        var names = new TreeSet<String>();
        for (var header : headers) {
            names.add(header.name().toLowerCase(Locale.ROOT));
        }
        return List.copyOf(names);
    }

    private static String encoded(String text) {
        var encoded = new StringBuilder();
        for (var at = 0; at < text.length(); at++) {
            var c = text.charAt(at);
            if (Octets.isUnreserved(c)) {
                encoded.append(c);
            } else {
                Octets.percentEncode(c, encoded);
            }
        }
        return encoded.toString();
    }

    private static HttpRequest with(HttpRequest request, String target, List<Header> headers) {
        return new HttpRequest(
                request.method(), target, List.copyOf(headers), request.body(), request.peer(), request.tls());
    }
}
