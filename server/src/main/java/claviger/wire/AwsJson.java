package claviger.wire;

import claviger.call.AwsException;
import claviger.call.CommonError;
import claviger.call.Header;
import claviger.call.HttpRequest;
import claviger.call.HttpResponse;
import claviger.crypto.Blob;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.ObjectWriteContext;

/// The awsJson1.1 protocol.
///
/// <https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html>
///
/// @param targetPrefix what stands before an operation's name in X-Amz-Target, such as
/// `TrentService.`
public record AwsJson(String targetPrefix) implements Protocol {

    public static final String CONTENT_TYPE = "application/x-amz-json-1.1";

    private static final List<Header> CONSTANT = List.of(
            new Header("Content-Type", CONTENT_TYPE),
            new Header("Cache-Control", "no-cache, no-store, must-revalidate, private"),
            new Header("Expires", "0"),
            new Header("Pragma", "no-cache"));

    @Override
    public Message message(HttpRequest http) {
        var target = http.header("X-Amz-Target");
        var operation =
                target != null && target.startsWith(targetPrefix) ? target.substring(targetPrefix.length()) : null;
        return new JsonMessage(operation, isCall(http), http.body());
    }

    /// KMS answers to POST on its root, in its own content type, and to nothing else.
    private static boolean isCall(HttpRequest http) {
        var contentType = http.header("Content-Type");
        return http.method().equals("POST")
                && (http.target().equals("/") || http.target().startsWith("/?"))
                && contentType != null
                && contentType.toLowerCase(Locale.ROOT).startsWith(CONTENT_TYPE);
    }

    @Override
    public HttpResponse ok(String requestId, Blob body) {
        return new HttpResponse(200, headers(requestId), body);
    }

    @Override
    public Blob body(String operation, String requestId, RecordWriter writer, Record response) {
        return writer.toWire(response);
    }

    @Override
    public HttpResponse refusal(String requestId, AwsException refused) {
        return new HttpResponse(refused.error().status(), headers(requestId), error(refused));
    }

    private static List<Header> headers(String requestId) {
        return List.of(
                new Header("x-amzn-RequestId", requestId),
                CONSTANT.get(0),
                CONSTANT.get(1),
                CONSTANT.get(2),
                CONSTANT.get(3));
    }

    /// The body of an error: its bare name and, if it has words, the words.
    public static Blob error(AwsException refused) {
        var bytes = new ByteArrayOutputStream(256);
        try (var json = Json.FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeStringProperty("__type", refused.error().code());
            if (!refused.text().isEmpty()) {
                // KMS spells this member with a capital for what is denied, and only there.
                var capital = refused.error() == CommonError.ACCESS_DENIED;
                json.writeStringProperty(capital ? "Message" : "message", refused.text());
            }
            json.writeEndObject();
        }
        return Blob.adopt(bytes.toByteArray());
    }

    private record JsonMessage(@Nullable String operation, boolean isCall, Blob body) implements Message {

        @Override
        public AwsException unknown() {
            return CommonError.UNKNOWN_OPERATION.unexplained();
        }

        @Override
        public <T extends Record> T read(RecordReader<T> reader) {
            return reader.read(body);
        }

        @Override
        public Message with(Blob other) {
            return new JsonMessage(operation, isCall, other);
        }
    }
}
