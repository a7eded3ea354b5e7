package claviger.http;

import java.time.Duration;

/// How much a stranger may send, and for how long.
///
/// @param requestLineBytes the longest request line, without its line end
/// @param headerBytes the longest header block, without its line ends
/// @param headerFields the most fields in it
/// @param headerTime from connecting (TLS handshake included) to the end of the first header block
/// @param bodyBytes the longest body
/// @param bodyTime from the end of the header block to the end of the body
/// @param idleTime from an answer to the end of the next header block
/// @param bodiesInFlightBytes what the bodies of all requests in flight may take together
/// @param connections the most open connections; one more is closed at once
/// @param closingTime how long requests in flight may take to end when the listener closes
/// @param eventLoops the threads that read and write
public record Limits(
        int requestLineBytes,
        int headerBytes,
        int headerFields,
        Duration headerTime,
        int bodyBytes,
        Duration bodyTime,
        Duration idleTime,
        long bodiesInFlightBytes,
        int connections,
        Duration closingTime,
        int eventLoops) {

    /// The largest lawful request is a policy of 128 KiB, or ten grant tokens of 8 KiB.
    public static Limits standard() {
        return new Limits(
                4 << 10,
                16 << 10,
                100,
                Duration.ofSeconds(10),
                1 << 20,
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                64L << 20,
                10_000,
                Duration.ofSeconds(5),
                Runtime.getRuntime().availableProcessors());
    }

    public Limits withConnections(int most) {
        return new Limits(
                requestLineBytes,
                headerBytes,
                headerFields,
                headerTime,
                bodyBytes,
                bodyTime,
                idleTime,
                bodiesInFlightBytes,
                most,
                closingTime,
                eventLoops);
    }

    public Limits withEventLoops(int threads) {
        return new Limits(
                requestLineBytes,
                headerBytes,
                headerFields,
                headerTime,
                bodyBytes,
                bodyTime,
                idleTime,
                bodiesInFlightBytes,
                connections,
                closingTime,
                threads);
    }
}
