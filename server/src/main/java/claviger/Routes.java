package claviger;

import claviger.call.AwsException;
import claviger.call.CommonError;
import claviger.call.Header;
import claviger.call.HttpRequest;
import claviger.call.HttpResponse;
import claviger.call.MemberName;
import claviger.crypto.Blob;
import claviger.http.Handler;
import claviger.wire.AwsJson;
import claviger.wire.RecordReader;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What is answered without a signature: health, and the clock where it can be moved. All else goes on to
/// the pipeline.
final class Routes implements Handler {

    /// Every open route: what is not in here is for the pipeline. A test holds the list to this.
    static final Set<String> OPEN = Set.of("/_claviger/health/live", "/_claviger/health/ready", "/_claviger/clock");

    private static final Duration FARTHEST = Duration.ofDays(36_500);

    /// A page in a browser can name this host by another name and send a request here: it cannot name it so.
    private static final Pattern LOOPBACK = Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])(:[0-9]+)?");

    private final BooleanSupplier ready;
    private final @Nullable Advancing clock;
    private final Handler pipeline;
    private final RecordReader<Advance> advances = RecordReader.of(Advance.class);

    /// @param clock `null` where it cannot be moved
    Routes(BooleanSupplier ready, @Nullable Advancing clock, Handler pipeline) {
        this.ready = ready;
        this.clock = clock;
        this.pipeline = pipeline;
    }

    /// Moves the clock, and returns the time by it when all that is due by then has been done.
    @FunctionalInterface
    interface Advancing {
        Instant advance(Duration by);
    }

    /// The body of a request to move the clock.
    public record Advance(@MemberName("advance") String advance) {}

    @Override
    public HttpResponse handle(HttpRequest http) {
        if (!OPEN.contains(http.target())) {
            return pipeline.handle(http);
        }
        return switch (http.method() + " " + http.target()) {
            case "GET /_claviger/health/live" -> json(200, "{\"status\":\"live\"}");
            case "GET /_claviger/health/ready" ->
                ready.getAsBoolean() ? json(200, "{\"status\":\"ready\"}") : json(503, "{\"status\":\"not ready\"}");
            case "POST /_claviger/clock" -> clock == null ? pipeline.handle(http) : advance(http, clock);
            default -> pipeline.handle(http);
        };
    }

    private HttpResponse advance(HttpRequest http, Advancing movable) {
        try {
            if (!isLocal(http)) {
                throw CommonError.ACCESS_DENIED.because("The clock can be moved from this machine only.");
            }
            var by = duration(advances.read(http.body()).advance());
            return json(200, "{\"now\":\"" + movable.advance(by) + "\"}");
        } catch (AwsException refused) {
            return json(refused.error().status(), AwsJson.error(refused));
        }
    }

    private static Duration duration(String text) {
        try {
            var duration = Duration.parse(text);
            if (duration.isNegative() || duration.compareTo(FARTHEST) > 0) {
                throw CommonError.VALIDATION.because("The clock moves forward by at most 36500 days at a time.");
            }
            return duration;
        } catch (DateTimeException | ArithmeticException e) {
            throw CommonError.VALIDATION.because("Give advance as an ISO 8601 duration, such as P8D or PT1H.");
        }
    }

    /// From this machine, to this machine by a name that only it has, and in a content type that a browser
    /// does not send to another site unasked.
    private static boolean isLocal(HttpRequest http) {
        var host = http.header("Host");
        var contentType = http.header("Content-Type");
        try {
            return InetAddress.getByName(http.peer()).isLoopbackAddress()
                    && host != null
                    && LOOPBACK.matcher(host).matches()
                    && contentType != null
                    && contentType.startsWith("application/json");
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static HttpResponse json(int status, String body) {
        return json(status, Blob.adopt(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static HttpResponse json(int status, Blob body) {
        return new HttpResponse(
                status,
                List.of(new Header("Content-Type", "application/json"), new Header("Cache-Control", "no-store")),
                body);
    }
}
