package claviger.wire;

import claviger.call.AwsException;
import claviger.call.CommonError;
import claviger.crypto.Blob;
import java.io.ByteArrayOutputStream;
import tools.jackson.core.ObjectWriteContext;

/// What the awsJson1.1 protocol says of answers.
///
/// <https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html>
public final class AwsJson {

    public static final String CONTENT_TYPE = "application/x-amz-json-1.1";

    private AwsJson() {}

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
}
