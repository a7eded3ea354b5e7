package claviger.trail;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Something that was done without a request: CloudTrail calls it a service event.
///
/// @param name such as `CreateAccount`
/// @param account the account that it is about, empty for the installation
public record ServiceEvent(String name, String account, Instant time) {

    private static final JsonFactory JSON = new JsonFactory();

    /// The record as one JSON object in UTF-8 without a line end.
    public byte[] toBytes() {
        var bytes = new ByteArrayOutputStream(512);
        try (var json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeStringProperty("eventVersion", "1.08");
            json.writeObjectPropertyStart("userIdentity");
            json.writeStringProperty("accountId", account);
            json.writeStringProperty("invokedBy", "AWS Internal");
            json.writeEndObject();
            json.writeStringProperty(
                    "eventTime", DateTimeFormatter.ISO_INSTANT.format(time.truncatedTo(ChronoUnit.SECONDS)));
            json.writeStringProperty("eventSource", "claviger");
            json.writeStringProperty("eventName", name);
            json.writeStringProperty("sourceIPAddress", "AWS Internal");
            json.writeStringProperty("userAgent", "AWS Internal");
            json.writeNullProperty("requestParameters");
            json.writeNullProperty("responseElements");
            json.writeStringProperty("requestID", UUID.randomUUID().toString());
            json.writeStringProperty("eventID", UUID.randomUUID().toString());
            json.writeBooleanProperty("readOnly", false);
            json.writeStringProperty("eventType", "AwsServiceEvent");
            json.writeBooleanProperty("managementEvent", true);
            json.writeStringProperty("recipientAccountId", account);
            json.writeStringProperty("eventCategory", "Management");
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }
}
