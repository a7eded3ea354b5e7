package claviger.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// Sends single calls, for all that is not load.
final class Client implements AutoCloseable {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ObjectMapper json = new ObjectMapper();

    /// @throws FailedRunException if the answer is anything but 200
    JsonNode send(Server server, Call call) throws IOException, InterruptedException {
        var answer = exchange(server, call);
        if (answer.statusCode() != 200) {
            throw new FailedRunException(
                    "%s was answered %d: %s".formatted(call.operation(), answer.statusCode(), answer.body()));
        }
        return json.readTree(answer.body());
    }

    /// Whatever is answered.
    HttpResponse<String> exchange(Server server, Call call) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://" + server.host() + "/"))
                .POST(HttpRequest.BodyPublishers.ofString(call.body()));
        Signer.headers(call, server.host(), Instant.now()).forEach(request::header);
        return http.send(request.build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        http.close();
    }
}
