package claviger.bench;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.SequencedMap;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs calls with Signature Version 4, as `test` with the secret `test`. It shares no code with the server,
/// whose verifier would else be checked against itself.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>
final class Signer {

    private static final String ACCESS_KEY_ID = "test";
    private static final String SECRET = "test";
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private Signer() {}

    /// All headers that the call must be sent with, but for `Host` and `Content-Length`. They are good for five
    /// minutes, as often as one likes.
    static SequencedMap<String, String> headers(Call call, String host, Instant at) {
        var timestamp = TIMESTAMP.format(at);
        var date = timestamp.substring(0, 8);
        var headers = new TreeMap<String, String>();
        headers.put("content-type", "application/x-amz-json-1.1");
        headers.put("host", host);
        headers.put("x-amz-date", timestamp);
        headers.put("x-amz-target", "TrentService." + call.operation());
        var names = String.join(";", headers.keySet());

        var canonical = new StringBuilder("POST\n/\n\n");
        headers.forEach((name, value) -> canonical.append(name + ":" + value + "\n"));
        canonical.append("\n" + names + "\n" + sha256(call.body()));
        var scope = date + "/us-east-1/kms/aws4_request";
        var stringToSign = "AWS4-HMAC-SHA256\n" + timestamp + "\n" + scope + "\n" + sha256(canonical.toString());

        var key = utf8("AWS4" + SECRET);
        for (var part : scope.split("/", -1)) {
            key = hmac(key, part);
        }
        var signature = HexFormat.of().formatHex(hmac(key, stringToSign));
        headers.remove("host");
        headers.put(
                "authorization",
                "AWS4-HMAC-SHA256 Credential=" + ACCESS_KEY_ID + "/" + scope + ", SignedHeaders=" + names
                        + ", Signature=" + signature);
        return headers;
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(utf8(text)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(utf8(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
