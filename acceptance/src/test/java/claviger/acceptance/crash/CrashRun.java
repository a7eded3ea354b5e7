package claviger.acceptance.crash;

import claviger.acceptance.Claviger;
import claviger.acceptance.Kms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// One data folder, and the servers that live and die on it.
final class CrashRun implements AutoCloseable {

    /// By then a server that was killed is of use again.
    private static final Duration SOONEST_USE = Duration.ofSeconds(5);

    /// Above this share, others slow the server down too much for its own speed to show.
    private static final double BUSY = 0.25;

    private static final int SETTER_UP = -1;
    private static final int SHORTEST_LIFE_MILLIS = 50;
    private static final int LONGEST_LIFE_MILLIS = 600;
    private static final int LONGEST_FALSE_START_MILLIS = 1200;

    final Path dataDir;
    final Expectation expectation = new Expectation();
    final AuditFold trail;
    final Checker checker;

    private final Path head;
    private final Journal journal;
    private final Random random;
    private Writer.Shared shared = new Writer.Shared("", "", "");
    private @Nullable Claviger server;
    private @Nullable Kms kms;
    private String firstCiphertext = "";
    int kills;
    int judgedStarts;
    Duration slowestStart = Duration.ZERO;

    CrashRun(Path folder, long seed) throws IOException {
        dataDir = folder.resolve("data");
        head = folder.resolve("head");
        journal = new Journal(folder.resolve("journal.jsonl"));
        random = new Random(seed);
        trail = new AuditFold(dataDir.resolve("audit"));
        checker = new Checker(journal, expectation, trail, random);
    }

    /// Starts the first server and makes what all writers share.
    void begin() throws IOException, InterruptedException {
        start();
        var key = create("shared");
        var other = create("shared too");
        shared = new Writer.Shared(key, other, "alias/shared");
        send("CreateAlias", Map.of("AliasName", shared.alias(), "TargetKeyId", key));
        firstCiphertext = send(
                        "Encrypt",
                        Map.of("KeyId", key, "Plaintext", "Zmlyc3Q=", "EncryptionContext", Map.of("what", "first")))
                .body()
                .get("CiphertextBlob")
                .asString();
    }

    /// Loads the server for a while, and kills it in the midst.
    void loadAndKill(int round) throws IOException, InterruptedException {
        var load = Load.start(kms(), journal, expectation, shared, round, random);
        load.awaitBegin();
        Thread.sleep(random.nextInt(SHORTEST_LIFE_MILLIS, LONGEST_LIFE_MILLIS));
        journal.killed();
        kill();
        load.stop();
    }

    void kill() {
        if (server != null) {
            kills++;
            server.kill();
        }
    }

    /// Loads the server for a while, and stops it as an operator would.
    void loadAndStop(int round, Duration howLong) throws IOException, InterruptedException {
        var load = Load.start(kms(), journal, expectation, shared, round, random);
        load.awaitBegin();
        Thread.sleep(howLong);
        load.stop();
        if (server != null) {
            server.stop();
        }
    }

    /// Kills a server that is still starting.
    void killWhileStarting() throws IOException, InterruptedException {
        kills++;
        Claviger.killWhileStarting(dataDir, Duration.ofMillis(random.nextInt(LONGEST_FALSE_START_MILLIS)));
    }

    /// Starts a server on the folder, and decrypts with it what the first server had encrypted.
    ///
    /// @return what is wrong, empty if nothing is
    List<String> restart() throws IOException, InterruptedException {
        start();
        kms().call("Decrypt", Map.of("CiphertextBlob", firstCiphertext, "EncryptionContext", Map.of("what", "first")))
                .orThrow();
        var took = running().age();
        if (running().takenByOthers() > BUSY) {
            return List.of();
        }
        judgedStarts++;
        slowestStart = took.compareTo(slowestStart) > 0 ? took : slowestStart;
        return took.compareTo(SOONEST_USE) <= 0
                ? List.of()
                : List.of("SLOW: the first Decrypt was answered %d ms after the start".formatted(took.toMillis()));
    }

    /// @return what is wrong, empty if nothing is
    List<String> check() throws IOException, InterruptedException {
        return checker.check(kms(), false);
    }

    /// Enables all keys, stops and starts the server, and looks at everything there is.
    List<String> checkAll() throws IOException, InterruptedException {
        for (var entry : expectation.keys.entrySet()) {
            if (entry.getValue().state.settled().equals(Expectation.DISABLED)) {
                send("EnableKey", Map.of("KeyId", entry.getKey()));
            }
        }
        running().stop();
        var violations = new ArrayList<>(verifyTrail());
        violations.addAll(restart());
        violations.addAll(checker.check(kms(), true));
        return violations;
    }

    /// Runs `claviger audit verify` against the head that it printed the last time.
    List<String> verifyTrail() throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("audit", "verify", "--data-dir", dataDir.toString()));
        if (Files.exists(head)) {
            command.addAll(List.of("--head", head.toString()));
        }
        var ended = Claviger.run(command.toArray(String[]::new));
        if (ended.exitCode() != 0) {
            return List.of("audit verify ended with " + ended.exitCode() + ": " + ended.errors());
        }
        Files.writeString(head, ended.output());
        return List.of();
    }

    @Override
    public void close() throws IOException {
        if (kms != null) {
            kms.close();
        }
        if (server != null) {
            server.close();
        }
        journal.close();
    }

    private void start() throws IOException, InterruptedException {
        if (kms != null) {
            kms.close();
        }
        server = Claviger.dev(dataDir);
        kms = new Kms(server.endpoint());
    }

    private String create(String description) throws IOException, InterruptedException {
        return send("CreateKey", Map.of("Description", description, "Policy", Writer.rootPolicy(description)))
                .body()
                .get("KeyMetadata")
                .get("KeyId")
                .asString();
    }

    private Kms.Answer send(String operation, Map<String, ?> input) throws IOException, InterruptedException {
        long id = journal.sent(SETTER_UP, operation, input, "ok");
        var answer = kms().call(operation, input);
        journal.answered(id, answer);
        answer.orThrow();
        return answer;
    }

    private Kms kms() {
        if (kms == null) {
            throw new IllegalStateException("no server runs");
        }
        return kms;
    }

    private Claviger running() {
        if (server == null) {
            throw new IllegalStateException("no server runs");
        }
        return server;
    }
}
