package claviger.acceptance.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// SIGKILL under mixed load, again and again on one data folder. `bin/crash` runs more rounds.
final class CrashTest {

    private static final int ROUNDS = Integer.getInteger("crash.rounds", 40);

    /// Each so many rounds, the server is also killed while it starts.
    private static final int FALSE_START_EVERY = 5;

    /// Each so many rounds, the trail is verified against an earlier head.
    private static final int VERIFY_EVERY = 10;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder = Path.of("");

    @Test
    void nothing_acknowledged_is_lost_when_the_server_is_killed() throws IOException, InterruptedException {
        long seed = Long.getLong("crash.seed", new Random().nextLong());
        System.out.println("crash: seed " + seed + ", " + ROUNDS + " rounds, in " + folder);
        try (var run = new CrashRun(folder, seed)) {
            run.begin();
            assertThat(run.check()).isEmpty();
            for (int round = 1; round <= ROUNDS; round++) {
                run.loadAndKill(round);
                if (round % FALSE_START_EVERY == 0) {
                    run.killWhileStarting();
                }
                assertThat(run.restart()).as("seed %d, round %d", seed, round).isEmpty();
                if (round % VERIFY_EVERY == 1) {
                    assertThat(run.verifyTrail())
                            .as("seed %d, round %d", seed, round)
                            .isEmpty();
                }
                assertThat(run.check()).as("seed %d, round %d", seed, round).isEmpty();
                if (round % VERIFY_EVERY == 0) {
                    System.out.println("crash: " + tally(run));
                }
            }
            assertThat(run.checkAll()).as("seed %d, at the end", seed).isEmpty();
            assertEnoughWasDone(run);
            System.out.println("crash: seed " + seed + ", " + tally(run) + ": nothing lost");
        }
    }

    /// A run that did little proves little.
    private static void assertEnoughWasDone(CrashRun run) {
        assertThat(run.kills).isGreaterThanOrEqualTo(ROUNDS);
        var counts = run.expectation.counts;
        assertThat(counts.writes).as("acknowledged writes").isGreaterThan(5L * ROUNDS);
        assertThat(counts.uses).as("acknowledged uses").isGreaterThan(2L * ROUNDS);
        assertThat(counts.unknownWrites).as("writes that the kill cut off").isGreaterThan(ROUNDS);
    }

    private static String tally(CrashRun run) {
        var counts = run.expectation.counts;
        return ("%d kills, %d keys, %d writes acknowledged, %d unknown (of these CreateKey: %d there, %d not), %d uses,"
                        + " %d refusals, %d ciphertexts, %d checked decrypts, %d audit records, %d changes, first"
                        + " Decrypt at most %d ms after a start (%d starts judged)")
                .formatted(
                        run.kills,
                        run.expectation.keys.size(),
                        counts.writes,
                        counts.unknownWrites,
                        counts.unknownThere,
                        counts.unknownAbsent,
                        counts.uses,
                        counts.refusals,
                        run.expectation.sealed.size(),
                        run.checker.decrypted,
                        run.trail.records,
                        run.trail.lastChange,
                        run.slowestStart.toMillis(),
                        run.judgedStarts);
    }
}
