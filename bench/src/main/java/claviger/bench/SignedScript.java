package claviger.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/// A script that has `wrk` send one signed request over and over, and tell the outcome in one line.
final class SignedScript {

    /// What the line begins with.
    static final String OUTCOME = "claviger-window";

    // The request is set and not made by a function: so wrk builds it once and runs no Lua per request.
    private static final String OUTCOME_FUNCTION = """
            function done(summary, latency)
                local errors = summary.errors
                io.write(string.format("%s %%.0f %%.0f %%.0f %%.0f %%.0f %%.0f\\n",
                    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
                    errors.status, errors.connect + errors.read + errors.write + errors.timeout))
            end
            """.formatted(OUTCOME);

    private SignedScript() {}

    /// Writes the script, signed as of now.
    ///
    /// @param pauseMillis how long each connection waits before it sends
    /// @param host what goes into the `Host` header, such as `127.0.0.1:4566`
    static void write(Path file, Call call, String host, int pauseMillis) throws IOException {
        var script = new StringBuilder("wrk.method = \"POST\"\n");
        script.append("wrk.body = " + quoted(call.body()) + "\n");
        script.append("wrk.headers[\"Host\"] = " + quoted(host) + "\n");
        Signer.headers(call, host, Instant.now())
                .forEach((name, value) -> script.append("wrk.headers[" + quoted(name) + "] = " + quoted(value) + "\n"));
        if (pauseMillis > 0) {
            script.append("function delay() return " + pauseMillis + " end\n");
        }
        Files.writeString(file, script.append(OUTCOME_FUNCTION));
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
