package claviger.http;

import java.time.Duration;

/// The standard sizes, with times to suit a test.
final class TestLimits {

    private TestLimits() {}

    /// For what is not about time: a busy machine may take its own.
    static Limits patient() {
        return Limits.standard().withEventLoops(2);
    }

    /// Heads in 300 ms, bodies in 400 ms, idle for 700 ms.
    static Limits quick() {
        return with(300, 400, 64 << 20, 5000);
    }

    static Limits with(int headerMillis, int bodyMillis, long bodiesInFlightBytes, int closingMillis) {
        var standard = Limits.standard();
        return new Limits(
                standard.requestLineBytes(),
                standard.headerBytes(),
                standard.headerFields(),
                Duration.ofMillis(headerMillis),
                standard.bodyBytes(),
                Duration.ofMillis(bodyMillis),
                Duration.ofMillis(700),
                bodiesInFlightBytes,
                standard.connections(),
                Duration.ofMillis(closingMillis),
                2);
    }
}
