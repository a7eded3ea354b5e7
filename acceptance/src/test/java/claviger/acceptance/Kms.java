package claviger.acceptance;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A client that sends each request once and tells all of the answer. Those that people use try again by
/// themselves, and then nobody knows which try did it.
public final class Kms implements AutoCloseable {

    public static final JsonMapper JSON = JsonMapper.shared();

    public static final String ACCOUNT = "000000000000";
    public static final String REGION = "us-east-1";

    private static final String CREDENTIAL = "test";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String CONTENT_TYPE = "application/x-amz-json-1.1";
    private static final String SIGNED = "content-type;host;x-amz-date;x-amz-target";
    private static final DateTimeFormatter AMZ_DATE =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final URI endpoint;
    private final HttpClient http;

    public Kms(URI endpoint) {
        this.endpoint = endpoint;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build();
    }

    /// A complete answer.
    ///
    /// @param requestId from its header, empty without one
    public record Answer(int status, String requestId, JsonNode body) {

        /// `ok`, or the error by its name.
        public String outcome() {
            return status == 200 ? "ok" : body.path("__type").asString("HTTP " + status);
        }

        public JsonNode orThrow() {
            if (status != 200) {
                throw new IllegalStateException("answered " + status + " " + body);
            }
            return body;
        }
    }

    /// @throws IOException if no complete answer came: what became of the request is unknown
    public Answer call(String operation, Map<String, ?> parameters) throws IOException, InterruptedException {
        var body = JSON.writeValueAsString(parameters);
        var target = "TrentService." + operation;
        var date = AMZ_DATE.format(Instant.now());
        var request = HttpRequest.newBuilder(endpoint.resolve("/"))
                .timeout(PATIENCE)
                .header("Content-Type", CONTENT_TYPE)
                .header("X-Amz-Date", date)
                .header("X-Amz-Target", target)
                .header("Authorization", authorization(date, target, body))
                .POST(BodyPublishers.ofString(body))
                .build();
        var response = http.send(request, BodyHandlers.ofByteArray());
        return new Answer(
                response.statusCode(),
                response.headers().firstValue("x-amzn-RequestId").orElse(""),
                JSON.readTree(response.body().length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : response.body()));
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html>
    private String authorization(String date, String target, String body) {
        var scope = date.substring(0, 8) + "/" + REGION + "/kms/aws4_request";
        var canonical = "POST\n/\n\ncontent-type:" + CONTENT_TYPE + "\nhost:" + endpoint.getAuthority()
                + "\nx-amz-date:" + date + "\nx-amz-target:" + target + "\n\n" + SIGNED + "\n" + sha256(body);
        var toSign = "AWS4-HMAC-SHA256\n" + date + "\n" + scope + "\n" + sha256(canonical);
        var key = ("AWS4" + CREDENTIAL).getBytes(StandardCharsets.UTF_8);
        for (var part : List.of(date.substring(0, 8), REGION, "kms", "aws4_request")) {
            key = hmac(key, part);
        }
        return "AWS4-HMAC-SHA256 Credential=" + CREDENTIAL + "/" + scope + ", SignedHeaders=" + SIGNED + ", Signature="
                + HexFormat.of().formatHex(hmac(key, toSign));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
