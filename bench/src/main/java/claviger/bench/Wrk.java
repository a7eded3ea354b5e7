package claviger.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Runs `wrk` for one window and reads what it tells.
final class Wrk {

    /// What one window brought.
    ///
    /// @param requests how many were answered, all of them with success
    /// @param seconds how long that took
    record Outcome(long requests, double seconds, double p50Millis, double p99Millis) {}

    private final Path folder;

    /// @param folder where the scripts go
    Wrk(Path folder) {
        this.folder = folder;
    }

    /// Sends the call over the given number of connections, each of which waits for its answer.
    ///
    /// @throws FailedRunException if a single request was not answered with success
    Outcome run(Call call, String host, int connections, int seconds) throws IOException, InterruptedException {
        return run(call, host, connections, seconds, 0);
    }

    /// The same with a pause, in milliseconds, before each request of a connection.
    Outcome run(Call call, String host, int connections, int seconds, int pauseMillis)
            throws IOException, InterruptedException {
        var script = folder.resolve("window.lua");
        SignedScript.write(script, call, host, pauseMillis);
        // One thread sends more than a server on a small machine answers, and leaves it the other cores.
        var process = new ProcessBuilder(
                        "wrk",
                        "-t1",
                        "-c" + connections,
                        "-d" + seconds + "s",
                        "--timeout",
                        "10s",
                        "-s",
                        script.toString(),
                        "http://" + host + "/")
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new FailedRunException("wrk failed: " + output);
        }
        return parse(call.operation(), output);
    }

    static Outcome parse(String operation, String output) {
        var line = output.lines()
                .filter(text -> text.startsWith(SignedScript.OUTCOME + " "))
                .findFirst()
                .orElseThrow(() -> new FailedRunException("wrk told no outcome: " + output));
        var numbers = line.split(" ", -1);
        var requests = Long.parseLong(numbers[1]);
        var refused = Long.parseLong(numbers[5]);
        var broken = Long.parseLong(numbers[6]);
        if (requests == 0 || refused != 0 || broken != 0) {
            throw new FailedRunException("%s: of %d requests %d were not answered with 200, %d not at all."
                    .formatted(operation, requests, refused, broken));
        }
        return new Outcome(
                requests,
                Long.parseLong(numbers[2]) / 1e6,
                Long.parseLong(numbers[3]) / 1e3,
                Long.parseLong(numbers[4]) / 1e3);
    }
}
