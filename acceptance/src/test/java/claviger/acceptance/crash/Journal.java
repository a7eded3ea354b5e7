package claviger.acceptance.crash;

import claviger.acceptance.Kms;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// What the writers asked and what they were answered, a line each, in the order in which it happened. A
/// request is in it before its first byte is sent. The file needs no sync: it is the server that is killed,
/// and not the machine.
final class Journal implements AutoCloseable {

    private final RandomAccessFile file;
    private long nextId = 1;
    private long read;
    private long lines;

    Journal(Path path) throws IOException {
        file = new RandomAccessFile(path.toFile(), "rw");
        file.setLength(0);
    }

    /// A line.
    sealed interface Event {

        /// Earlier lines have smaller numbers.
        long line();
    }

    /// @param expected the outcome that this writer knows it must have: `ok`, or the name of an error
    record Sent(long line, long id, int writer, String operation, JsonNode input, String expected) implements Event {}

    record Answered(long line, long id, int status, String outcome, String requestId, JsonNode output)
            implements Event {}

    /// No complete answer came.
    record Broke(long line, long id, String why) implements Event {}

    /// From here on the server may be dead.
    record Killed(long line) implements Event {}

    /// @return the id of the request
    synchronized long sent(int writer, String operation, Map<String, ?> input, String expected) throws IOException {
        long id = nextId++;
        append(Map.of("sent", id, "writer", writer, "operation", operation, "input", input, "expected", expected));
        return id;
    }

    synchronized void answered(long id, Kms.Answer answer) throws IOException {
        append(Map.of(
                "answered", id,
                "status", answer.status(),
                "outcome", answer.outcome(),
                "requestId", answer.requestId(),
                "output", answer.body()));
    }

    synchronized void broke(long id, IOException why) throws IOException {
        append(Map.of("broke", id, "why", String.valueOf(why)));
    }

    synchronized void killed() throws IOException {
        append(Map.of("killed", true));
    }

    /// The lines written since this was called last.
    synchronized List<Event> news() throws IOException {
        var bytes = new byte[Math.toIntExact(file.length() - read)];
        file.seek(read);
        file.readFully(bytes);
        read += bytes.length;
        var events = new ArrayList<Event>();
        for (var line : new String(bytes, StandardCharsets.UTF_8).lines().toList()) {
            if (!line.isEmpty()) {
                events.add(parse(++lines, Kms.JSON.readTree(line)));
            }
        }
        return events;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private static Event parse(long line, JsonNode json) {
        if (json.has("sent")) {
            return new Sent(
                    line,
                    json.get("sent").asLong(),
                    json.get("writer").asInt(),
                    json.get("operation").asString(),
                    json.get("input"),
                    json.get("expected").asString());
        }
        if (json.has("answered")) {
            return new Answered(
                    line,
                    json.get("answered").asLong(),
                    json.get("status").asInt(),
                    json.get("outcome").asString(),
                    json.get("requestId").asString(),
                    json.get("output"));
        }
        return json.has("broke")
                ? new Broke(line, json.get("broke").asLong(), json.get("why").asString())
                : new Killed(line);
    }

    private void append(Map<String, ?> event) throws IOException {
        file.seek(file.length());
        file.write((Kms.JSON.writeValueAsString(event) + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
