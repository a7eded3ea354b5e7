package claviger.trail;

import claviger.crypto.Blob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads back what [TrailRecord] wrote.
public final class TrailReader {

    private static final JsonMapper JSON = JsonMapper.shared();

    private TrailReader() {}

    /// A request that succeeded.
    ///
    /// @param resources the ARNs of what it was on
    public record Success(String eventName, Instant eventTime, UUID eventId, UUID requestId, List<String> resources) {}

    /// The request that a record tells of, whatever came of it; empty if it tells of something
    /// else.
    ///
    /// @throws RuntimeException if it is no record of this server's
    public static Optional<Recorded> request(Blob json) {
        var event = JSON.readTree(json.shared());
        return event.path("eventType").asString("").equals("AwsApiCall")
                ? Optional.of(AuthorizationReader.read(event))
                : Optional.empty();
    }

    /// The request that a record tells of, empty if it was refused or the record tells of something else.
    ///
    /// @throws RuntimeException if it is no record of this server's
    public static Optional<Success> success(Blob json) {
        var event = JSON.readTree(json.shared());
        if (event.has("errorCode") || !event.has("requestID")) {
            return Optional.empty();
        }
        var resources = new ArrayList<String>();
        for (JsonNode resource : event.path("resources")) {
            resources.add(resource.get("ARN").asString());
        }
        return Optional.of(new Success(
                event.get("eventName").asString(),
                Instant.parse(event.get("eventTime").asString()),
                UUID.fromString(event.get("eventID").asString()),
                UUID.fromString(event.get("requestID").asString()),
                resources));
    }
}
