package claviger.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Measures Claviger against handlers that do nothing: all are up and warm, and have short windows in turn, so
/// that whatever else the machine does falls on all alike.
public final class Bench {

    private final Path root;
    private final Path folder;
    private final Plan plan;
    private final Wrk wrk;
    private long answered;

    private Bench(Path root, Path folder, Plan plan) {
        this.root = root;
        this.folder = folder;
        this.plan = plan;
        this.wrk = new Wrk(folder);
    }

    /// @param arguments the checkout, a folder to work in, `whole` or `quick`; `bin/bench` gives them
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var plan = arguments[2].equals("quick") ? Plan.QUICK : Plan.WHOLE;
        try {
            System.out.print(new Bench(Path.of(arguments[0]), Path.of(arguments[1]), plan)
                    .run()
                    .markdown());
        } catch (FailedRunException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private Report run() throws IOException, InterruptedException {
        var disk = Disk.of(folder);
        try (var client = new Client()) {
            progress("starting it %d times", 2 * (plan.starts() + 1));
            var startUp = StartUp.measure(root, folder, client, plan);
            var data = folder.resolve("data");
            var all = new ArrayList<Rounds>();
            try (var claviger = Server.forLong(root, data);
                    var empty = claviger.empty(EmptyServer.Kind.VIRTUAL_THREADS, folder.resolve("empty.log"));
                    var eventLoop = claviger.empty(EmptyServer.Kind.EVENT_LOOP, folder.resolve("event-loop.log"))) {
                var candidates = candidates(claviger, empty, eventLoop, client);
                warmUp(candidates);
                for (var connections : plan.connections()) {
                    all.add(rounds(connections, candidates));
                }
            }
            return new Report(plan, disk, startUp, all, audited(data));
        }
    }

    private static List<Candidate> candidates(Server claviger, Server empty, Server eventLoop, Client client)
            throws IOException, InterruptedException {
        var keyId =
                client.send(claviger, Call.createKey()).at("/KeyMetadata/KeyId").asString();
        var signingKeyId = client.send(claviger, Call.createKey("ECC_NIST_P256", "SIGN_VERIFY"))
                .at("/KeyMetadata/KeyId")
                .asString();
        var encrypt = Call.encrypt(keyId);
        var ciphertext = client.send(claviger, encrypt).at("/CiphertextBlob").asString();
        // The empty handlers are sent the bytes of Encrypt, and verify nothing.
        return List.of(
                new Candidate(Report.EVENT_LOOP, eventLoop, encrypt),
                new Candidate(Report.EMPTY, empty, encrypt),
                new Candidate(Report.ENCRYPT, claviger, encrypt),
                new Candidate("Decrypt", claviger, Call.decrypt(ciphertext)),
                new Candidate("GenerateDataKey", claviger, Call.generateDataKey(keyId)),
                new Candidate(Report.SIGN, claviger, Call.sign(signingKeyId, "ECDSA_SHA_256")));
    }

    private void warmUp(List<Candidate> candidates) throws IOException, InterruptedException {
        for (var candidate : candidates) {
            progress("warming up: %s", candidate.name());
            window(candidate, 64, plan.warmUpSeconds());
        }
    }

    private Rounds rounds(int connections, List<Candidate> candidates) throws IOException, InterruptedException {
        var rounds =
                new Rounds(connections, candidates.stream().map(Candidate::name).toList());
        var order = new ArrayList<>(candidates);
        for (var round = 1; round <= plan.rounds(); round++) {
            progress("%d connections, round %d of %d", connections, round, plan.rounds());
            for (var candidate : order) {
                rounds.add(candidate.name(), window(candidate, connections, plan.windowSeconds()));
            }
            // Nobody always comes after the same one.
            Collections.rotate(order, 2);
        }
        return rounds;
    }

    private Candidate.Window window(Candidate candidate, int connections, int seconds)
            throws IOException, InterruptedException {
        var window = candidate.measure(wrk, connections, seconds);
        if (!candidate.name().startsWith(Report.EMPTY)) {
            answered += window.requests();
        }
        return window;
    }

    private long audited(Path data) throws IOException {
        var audited = AuditSegments.lines(data);
        if (audited < answered) {
            throw new FailedRunException(
                    "%d requests were answered, but only %d were audited.".formatted(answered, audited));
        }
        return audited;
    }

    @com.google.errorprone.annotations.FormatMethod
    static void progress(String format, Object... arguments) {
        System.err.println("bench: " + String.format(format, arguments));
    }
}
