package claviger.bench;

import java.io.IOException;

/// One row of the report: a server, and what it is asked.
///
/// @param name the row's name
record Candidate(String name, Server server, Call call) {

    /// What one window showed.
    record Window(long requests, double perSecond, double perCpuSecond, double p50Millis, double p99Millis) {}

    Window measure(Wrk wrk, int connections, int seconds) throws IOException, InterruptedException {
        var cpuBefore = server.cpuSeconds();
        var outcome = wrk.run(call, server.host(), connections, seconds);
        var cpu = server.cpuSeconds() - cpuBefore;
        return new Window(
                outcome.requests(),
                outcome.requests() / outcome.seconds(),
                outcome.requests() / cpu,
                outcome.p50Millis(),
                outcome.p99Millis());
    }
}
