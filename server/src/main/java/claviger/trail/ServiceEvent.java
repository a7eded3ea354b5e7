package claviger.trail;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Something that was done without a request: CloudTrail calls it a service event.
///
/// @param name such as `CreateAccount`
/// @param account the account that it is about, empty for the installation
/// @param region empty for the installation
/// @param resources the ARNs of what it is about
/// @param details what `serviceEventDetails` tells
public record ServiceEvent(
        String name, String account, String region, List<String> resources, Map<String, String> details, Instant time) {

    private static final JsonFactory JSON = new JsonFactory();

    /// One that is about the installation itself.
    public static ServiceEvent ofInstallation(String name, Instant time) {
        return ofInstallation(name, List.of(), Map.of(), time);
    }

    /// The same about things of several accounts.
    public static ServiceEvent ofInstallation(
            String name, List<String> resources, Map<String, String> details, Instant time) {
        return new ServiceEvent(name, "", "", resources, details, time);
    }

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
            json.writeStringProperty("eventSource", account.isEmpty() ? "claviger" : "kms.amazonaws.com");
            json.writeStringProperty("eventName", name);
            json.writeStringProperty("awsRegion", region);
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
            writeDetails(json);
            json.writeStringProperty("eventCategory", "Management");
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /// <https://docs.aws.amazon.com/kms/latest/developerguide/ct-rotatekey.html>
    private void writeDetails(JsonGenerator json) {
        if (!resources.isEmpty()) {
            json.writeArrayPropertyStart("resources");
            for (var arn : resources) {
                json.writeStartObject();
                json.writeStringProperty("accountId", arn.split(":", 6)[4]);
                json.writeStringProperty("type", "AWS::KMS::Key");
                json.writeStringProperty("ARN", arn);
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        if (!details.isEmpty()) {
            json.writeObjectPropertyStart("serviceEventDetails");
            new TreeMap<>(details).forEach(json::writeStringProperty);
            json.writeEndObject();
        }
    }
}
