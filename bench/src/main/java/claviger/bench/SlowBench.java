package claviger.bench;

import static claviger.bench.Bench.progress;
import static claviger.bench.Report.line;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Measures how long Decrypt takes while many ask for what is slow, against how long it takes alone: on one server, in
/// turn, so that whatever else the machine does falls on both.
public final class SlowBench {

    private static final int CLIENTS = 50;
    /// A steady load far from what the server can do: what is measured is waiting, not throughput.
    private static final int CONNECTIONS = 8;

    private static final int PAUSE_MILLIS = 5;
    private static final double GOAL = 1.2;

    /// @param rounds how often each has a window
    private record Plan(int rounds, int windowSeconds, int warmUpSeconds) {
        static final Plan WHOLE = new Plan(5, 5, 8);
        static final Plan QUICK = new Plan(3, 3, 4);
    }

    private final Path root;
    private final Path folder;
    private final Plan plan;
    private final Wrk wrk;

    private SlowBench(Path root, Path folder, Plan plan) {
        this.root = root;
        this.folder = folder;
        this.plan = plan;
        this.wrk = new Wrk(folder);
    }

    /// @param arguments the checkout, a folder to work in, `whole` or `quick`; `bin/bench` gives them
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var plan = arguments[2].equals("quick") ? Plan.QUICK : Plan.WHOLE;
        try {
            System.out.print(new SlowBench(Path.of(arguments[0]), Path.of(arguments[1]), plan).run());
        } catch (FailedRunException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    /// @param busy while the crowd asks
    private record Round(Wrk.Outcome alone, Wrk.Outcome busy, double slowPerSecond) {}

    private String run() throws IOException, InterruptedException {
        var disk = Disk.of(folder);
        try (var client = new Client();
                var server = Server.forLong(root, folder.resolve("data"))) {
            var keyId = keyId(client, server, Call.createKey());
            var signingKeyId = keyId(client, server, Call.createKey("RSA_4096", "SIGN_VERIFY"));
            var ciphertext = client.send(server, Call.encrypt(keyId))
                    .at("/CiphertextBlob")
                    .asString();
            var decrypt = Call.decrypt(ciphertext);
            var slow = List.of(
                    Call.createKey("RSA_4096", "SIGN_VERIFY"),
                    Call.generateDataKeyPair(keyId, "RSA_4096"),
                    Call.sign(signingKeyId, "RSASSA_PSS_SHA_256"));
            progress("warming up");
            for (var call : slow) {
                client.send(server, call);
            }
            wrk.run(decrypt, server.host(), 32, plan.warmUpSeconds);
            window(server, decrypt, plan.warmUpSeconds);
            var rounds = new ArrayList<Round>();
            for (var round = 1; round <= plan.rounds; round++) {
                progress("round %d of %d", round, plan.rounds);
                rounds.add(round(client, server, decrypt, slow));
            }
            return report(disk, rounds);
        }
    }

    private static String keyId(Client client, Server server, Call call) throws IOException, InterruptedException {
        return client.send(server, call).at("/KeyMetadata/KeyId").asString();
    }

    private Round round(Client client, Server server, Call decrypt, List<Call> slow)
            throws IOException, InterruptedException {
        var alone = window(server, decrypt, plan.windowSeconds);
        try (var crowd = new Crowd(client, server, slow, CLIENTS)) {
            // Until all have asked.
            Thread.sleep(1000);
            var before = crowd.answered();
            var busy = window(server, decrypt, plan.windowSeconds);
            return new Round(alone, busy, (crowd.answered() - before) / busy.seconds());
        }
    }

    private Wrk.Outcome window(Server server, Call decrypt, int seconds) throws IOException, InterruptedException {
        return wrk.run(decrypt, server.host(), CONNECTIONS, seconds, PAUSE_MILLIS);
    }

    private String report(Disk disk, List<Round> rounds) throws IOException {
        var text = new StringBuilder();
        line(text, "%s, data folder on %s", Report.machine(), disk.type());
        line(text, "");
        line(text, "| Decrypt | alone | with %d asking for RSA-4096 | ratio | goal | reached |", CLIENTS);
        line(text, "|---|---:|---:|---:|---:|---|");
        var p99 = row(text, rounds, "p99 ms", Wrk.Outcome::p99Millis);
        line(text, " %.1f | %s |", GOAL, p99 <= GOAL ? "yes" : "**no**");
        row(text, rounds, "p50 ms", Wrk.Outcome::p50Millis);
        line(text, " | |");
        row(text, rounds, "requests/s", outcome -> outcome.requests() / outcome.seconds());
        line(text, " | |");
        line(text, "");
        line(
                text,
                "Medians of %d rounds of %d s each, in turn; the ratio is the median of those within each round. Decrypt"
                        + " is asked for over %d connections, each of which waits %d ms before it asks. A third of the"
                        + " %d others ask for CreateKey, for GenerateDataKeyPair and for Sign each, all with RSA_4096,"
                        + " over and over; %.1f of them were answered per second. Everything runs on one machine, the"
                        + " load generators too.",
                plan.rounds,
                plan.windowSeconds,
                CONNECTIONS,
                PAUSE_MILLIS,
                CLIENTS,
                Median.of(rounds.stream().map(Round::slowPerSecond).toList()));
        return text.toString();
    }

    /// Begins a row and tells its ratio.
    private static double row(
            StringBuilder text, List<Round> rounds, String what, ToDoubleFunction<Wrk.Outcome> value) {
        var alone =
                rounds.stream().map(round -> value.applyAsDouble(round.alone)).toList();
        var busy = rounds.stream().map(round -> value.applyAsDouble(round.busy)).toList();
        var ratios = new ArrayList<Double>();
        for (var i = 0; i < alone.size(); i++) {
            ratios.add(busy.get(i) / alone.get(i));
        }
        var ratio = Median.of(ratios);
        text.append(String.format(
                java.util.Locale.ROOT,
                "| %s | %,.2f | %,.2f | %.2f |",
                what,
                Median.of(alone),
                Median.of(busy),
                ratio));
        return ratio;
    }
}
