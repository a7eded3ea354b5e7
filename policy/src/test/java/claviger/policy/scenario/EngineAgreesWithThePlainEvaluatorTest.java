package claviger.policy.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import claviger.policy.scenario.Scenario.Verdict;
import java.io.IOException;
import java.util.EnumMap;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EngineAgreesWithThePlainEvaluatorTest {

    private static final int SCENARIOS = Integer.getInteger("claviger.scenarios", 200_000);

    @Test
    void the_engine_decides_every_random_scenario_as_the_plain_evaluator_does() {
        var verdicts = new EnumMap<Verdict, Integer>(Verdict.class);
        for (int seed = 0; seed < SCENARIOS; seed++) {
            var scenario = Scenarios.random(new SplittableRandom(seed));
            var expected = PlainEvaluator.evaluate(scenario);
            verdicts.merge(expected, 1, Integer::sum);
            var decided = Engine.decide(scenario);
            if (decided != expected) {
                fail("seed %d: %s is %s, not %s", seed, scenario, decided, expected);
            }
        }
        // So that the two do not agree on nothing.
        assertThat(verdicts.values()).hasSize(3).allMatch(count -> count > SCENARIOS / 10);
    }

    @Test
    void the_engine_decides_the_rows_of_the_decision_table_too() throws IOException {
        for (var row : DecisionTable.rows()) {
            assertThat(Engine.decide(row.scenario())).as("%s", row).isEqualTo(row.expect());
        }
    }
}
