package claviger.policy.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.policy.scenario.Scenario.Verdict;
import java.util.EnumMap;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ScenariosTest {

    private static final int LEAST = 20_000;
    private static final int MOST = 200_000;

    @Test
    void the_scenarios_reach_every_verdict_and_every_place_of_the_matrix_of_operators() {
        var coverage = new Coverage();
        var verdicts = new EnumMap<Verdict, Integer>(Verdict.class);
        var seed = 0;
        while (seed < LEAST
                || (seed < MOST
                        && !(coverage.missing().isEmpty() && coverage.oneSided().isEmpty()))) {
            for (var end = seed + 1_000; seed < end; seed++) {
                var scenario = Scenarios.random(new SplittableRandom(seed));
                verdicts.merge(PlainEvaluator.evaluate(scenario, coverage), 1, Integer::sum);
            }
        }
        assertThat(coverage.missing()).as("after %d scenarios", seed).isEmpty();
        assertThat(coverage.oneSided()).as("after %d scenarios", seed).isEmpty();
        for (var verdict : Verdict.values()) {
            assertThat(verdicts.get(verdict)).as("%s of %d", verdict, seed).isBetween(seed * 15 / 100, seed * 60 / 100);
        }
    }

    @Test
    void a_seed_always_makes_the_same_scenario() {
        for (var seed = 0; seed < 100; seed++) {
            assertThat(Scenarios.random(new SplittableRandom(seed)))
                    .as("seed %d", seed)
                    .isEqualTo(Scenarios.random(new SplittableRandom(seed)));
        }
    }
}
