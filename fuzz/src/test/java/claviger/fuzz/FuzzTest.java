package claviger.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.fuzz.JazzerRun.Plan;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Runs the targets under Jazzer: all of them for a minute, or, as `bin/fuzz` does, one for a number of inputs.
class FuzzTest {

    /// Jazzer's start and its end come on top, and make it a minute.
    private static final int SECONDS = 45;

    private static final int SEED = Integer.getInteger("fuzz.seed", 20261124);
    private static final Path FUZZ = JazzerRun.ROOT.resolve("fuzz");
    private static final Path FINDINGS = FUZZ.resolve("src/test/findings");

    @Test
    @DisabledIfSystemProperty(named = "fuzz.target", matches = ".+")
    void nothing_is_found_in_a_minute(@TempDir Path corpus) throws Exception {
        System.out.printf("fuzzing for %d s, seed %d%n", SECONDS, SEED);
        var run = JazzerRun.of(new Plan(null, SEED, "-max_total_time=" + SECONDS, corpus, FINDINGS));
        assertThat(run.finding()).isNull();
        for (var target : Target.ALL) {
            check(target, run, target.floor());
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "fuzz.target", matches = ".+")
    void nothing_is_found_in_as_many_inputs_as_asked_for() throws Exception {
        var target = Target.named(System.getProperty("fuzz.target"));
        var runs = Long.getLong("fuzz.runs");
        System.out.printf("fuzzing %s with %,d inputs, seed %d%n", target.id(), runs, SEED);
        var corpus = FUZZ.resolve("corpus").resolve(target.id());
        var run = JazzerRun.of(new Plan(target, SEED, "-runs=" + runs, corpus, FINDINGS));
        assertThat(run.finding()).isNull();
        check(target, run, runs);
    }

    private static void check(Target target, JazzerRun run, long floor) {
        var endings = run.endings().getOrDefault(target, Map.of());
        var inputs = endings.values().stream().mapToLong(Long::longValue).sum();
        System.out.printf("%s: %,d inputs in a run of %.0f s: %s%n", target.id(), inputs, run.seconds(), endings);
        assertThat(inputs).as("inputs for %s", target.id()).isGreaterThanOrEqualTo(floor);
        assertThat(endings.keySet())
                .as("endings of %s", target.id())
                .containsAll(target.open().endings());
    }
}
