package claviger.trail;

import claviger.call.AwsException;
import claviger.call.Caller;
import claviger.call.HttpRequest;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// One request as CloudTrail would record it. Filled in as the request goes on its way, and written once,
/// whatever came of it.
///
/// <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html>
public final class TrailRecord {

    private static final JsonFactory JSON = new JsonFactory();

    /// CloudTrail's own bounds, in bytes and characters.
    private static final int MAX_PARAMETERS = 100 * 1024;
    private static final int MAX_TEXT = 1024;

    private static final int MAX_UNPROVED_TEXT = 128;

    private static volatile Second lastSecond = Second.of(Instant.EPOCH);

    private final UUID requestId;
    private final UUID eventId = UUID.randomUUID();
    private final HttpRequest http;
    private @Nullable Caller caller;
    private @Nullable WebIdentityUser webIdentity;
    private @Nullable String claimedAccessKeyId;
    private String region = "";
    private String eventSource = "";
    private String eventName = "";
    private boolean readOnly = true;
    private @Nullable Consumer<JsonGenerator> requestParameters;
    private @Nullable Consumer<JsonGenerator> responseElements;
    private @Nullable AwsException refused;
    private List<String> resources = List.of();
    private Map<String, String> noted = Map.of();
    private long suppressed;

    public TrailRecord(UUID requestId, HttpRequest http) {
        this.requestId = requestId;
        this.http = http;
    }

    public UUID requestId() {
        return requestId;
    }

    public UUID eventId() {
        return eventId;
    }

    /// Who asked, as proved, and for which Region.
    public void by(Caller proved, String inRegion) {
        caller = proved;
        region = inRegion;
    }

    /// Who asked, as a web identity token proved.
    ///
    /// @param roleAccount whose role is asked for
    /// @param provider the identity provider's ARN
    public void byWebIdentity(String roleAccount, String provider, String audience, String subject, String inRegion) {
        webIdentity = new WebIdentityUser(roleAccount, provider, audience, subject);
        region = inRegion;
    }

    /// Who claimed to ask, without proof.
    ///
    /// @param others how many such requests before this one have no record of their own
    public void claimedBy(String accessKeyId, long others) {
        claimedAccessKeyId = accessKeyId;
        suppressed = others;
    }

    /// Whether there is anybody whom this record is about.
    public boolean hasIdentity() {
        return caller != null || webIdentity != null || claimedAccessKeyId != null;
    }

    /// @param source such as `kms.amazonaws.com`
    public void operation(String source, String name, boolean isReadOnly) {
        eventSource = source;
        eventName = name;
        readOnly = isReadOnly;
    }

    /// @param parameters writes one JSON value that holds no secret
    public void requestParameters(Consumer<JsonGenerator> parameters) {
        requestParameters = parameters;
    }

    /// @param elements writes one JSON value that holds no secret
    public void responseElements(Consumer<JsonGenerator> elements) {
        responseElements = elements;
    }

    public void resources(List<String> arns) {
        resources = arns;
    }

    /// @param additional what is shown beside request and response, by CloudTrail's names
    public void noted(Map<String, String> additional) {
        noted = additional;
    }

    /// Forgets what an attempt came to that is being made anew.
    public void forget() {
        requestParameters = null;
        responseElements = null;
        resources = List.of();
        noted = Map.of();
    }

    public void refused(AwsException error) {
        refused = error;
        responseElements = null;
    }

    /// The record as one JSON object in UTF-8 without a line end.
    ///
    /// @param eventTime when the request was done
    public byte[] toBytes(Instant eventTime) {
        var bytes = new ByteArrayOutputStream(1024);
        try (var json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeStringProperty("eventVersion", "1.08");
            writeIdentity(json);
            json.writeStringProperty("eventTime", written(eventTime));
            json.writeStringProperty("eventSource", eventSource);
            json.writeStringProperty("eventName", eventName);
            json.writeStringProperty("awsRegion", region);
            json.writeStringProperty("sourceIPAddress", http.peer());
            writeText(json, "userAgent", http.header("User-Agent"));
            writeError(json);
            writeParameters(json);
            json.writeName("responseElements");
            writeOrNull(json, responseElements);
            writeAdditional(json);
            json.writeStringProperty("requestID", requestId.toString());
            json.writeStringProperty("eventID", eventId.toString());
            json.writeBooleanProperty("readOnly", readOnly);
            writeResources(json);
            json.writeStringProperty("eventType", "AwsApiCall");
            json.writeBooleanProperty("managementEvent", true);
            if (caller != null) {
                json.writeStringProperty("recipientAccountId", caller.account());
            } else if (webIdentity != null) {
                json.writeStringProperty("recipientAccountId", webIdentity.roleAccount());
            }
            json.writeStringProperty("eventCategory", "Management");
            writeTls(json);
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /// The time to the second, formatted once for all records of that second.
    private static String written(Instant time) {
        var last = lastSecond;
        if (last.second != time.getEpochSecond()) {
            last = Second.of(time);
            lastSecond = last;
        }
        return last.text;
    }

    private record Second(long second, String text) {
        static Second of(Instant time) {
            return new Second(
                    time.getEpochSecond(), DateTimeFormatter.ISO_INSTANT.format(time.truncatedTo(ChronoUnit.SECONDS)));
        }
    }

    private void writeIdentity(JsonGenerator json) {
        json.writeObjectPropertyStart("userIdentity");
        if (caller != null) {
            json.writeStringProperty("type", caller.type().trailName());
            json.writeStringProperty("principalId", caller.principalId());
            json.writeStringProperty("arn", caller.arn());
            json.writeStringProperty("accountId", caller.account());
            json.writeStringProperty("accessKeyId", caller.accessKeyId());
            writeText(json, "userName", caller.userName());
            SessionContext.write(json, caller);
        } else if (webIdentity != null) {
            webIdentity.write(json);
        } else {
            json.writeStringProperty("type", "Unknown");
            writeText(json, "accessKeyId", claimedAccessKeyId);
        }
        json.writeEndObject();
    }

    private void writeError(JsonGenerator json) {
        if (refused != null) {
            json.writeStringProperty("errorCode", refused.error().trailCode());
            if (!refused.text().isEmpty()) {
                writeText(json, "errorMessage", refused.text());
            }
        }
    }

    private void writeParameters(JsonGenerator json) {
        json.writeName("requestParameters");
        if (requestParameters == null || http.body().length() <= MAX_PARAMETERS) {
            writeOrNull(json, requestParameters);
            return;
        }
        var bytes = new ByteArrayOutputStream(MAX_PARAMETERS);
        try (var part = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            requestParameters.accept(part);
        }
        if (bytes.size() <= MAX_PARAMETERS) {
            requestParameters.accept(json);
        } else {
            json.writeStartObject();
            json.writeBooleanProperty("omitted", true);
            json.writeNumberProperty("originalSize", bytes.size());
            json.writeEndObject();
        }
    }

    private void writeAdditional(JsonGenerator json) {
        if (!noted.isEmpty() || suppressed > 0) {
            json.writeObjectPropertyStart("additionalEventData");
            noted.forEach(json::writeStringProperty);
            if (suppressed > 0) {
                json.writeNumberProperty("recordsSuppressed", suppressed);
            }
            json.writeEndObject();
        }
    }

    private void writeResources(JsonGenerator json) {
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

    private void writeTls(JsonGenerator json) {
        var tls = http.tls();
        if (tls != null) {
            json.writeObjectPropertyStart("tlsDetails");
            json.writeStringProperty("tlsVersion", tls.version());
            json.writeStringProperty("cipherSuite", tls.cipherSuite());
            writeText(json, "clientProvidedHostHeader", http.header("Host"));
            json.writeEndObject();
        }
    }

    private static void writeOrNull(JsonGenerator json, @Nullable Consumer<JsonGenerator> value) {
        if (value == null) {
            json.writeNull();
        } else {
            value.accept(json);
        }
    }

    private void writeText(JsonGenerator json, String name, @Nullable String text) {
        // What strangers send is kept short: it must not fill the disk.
        var longest = caller == null ? MAX_UNPROVED_TEXT : MAX_TEXT;
        if (text != null) {
            json.writeStringProperty(name, text.length() <= longest ? text : text.substring(0, longest));
        }
    }
}
