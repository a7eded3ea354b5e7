package claviger.policy.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.policy.ConditionKey;
import claviger.policy.Possible.Truth;
import claviger.policy.Prospect;
import java.util.EnumMap;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// What holds between what could be and what is, on random scenarios.
class ProspectLawsTest {

    private static final int SEEDS = 5_000;

    @Test
    void with_everything_known_a_prospect_is_the_decision() {
        var seen = new EnumMap<Truth, Integer>(Truth.class);
        for (int seed = 0; seed < SEEDS; seed++) {
            var scenario = Scenarios.random(new SplittableRandom(seed));
            var prospect = prospect(scenario, _ -> true);
            assertThat(prospect.truth())
                    .as("seed %d", seed)
                    .isEqualTo(Engine.decision(scenario).isAllowed() ? Truth.TRUE : Truth.FALSE);
            seen.merge(prospect.truth(), 1, Integer::sum);
        }
        assertThat(seen.get(Truth.TRUE)).isGreaterThan(SEEDS / 100);
        assertThat(seen.get(Truth.FALSE)).isGreaterThan(SEEDS / 100);
    }

    @Test
    void whatever_the_unknown_turns_out_to_be_the_decision_is_one_that_was_foreseen() {
        var seen = new EnumMap<Truth, Integer>(Truth.class);
        for (int seed = 0; seed < SEEDS; seed++) {
            var scenario = Scenarios.random(new SplittableRandom(seed));
            int mix = seed;
            var prospect = prospect(scenario, key -> ((key.name().hashCode() ^ mix) & 3) == 0);
            boolean allowed = Engine.decision(scenario).isAllowed();
            if (prospect.truth() != Truth.DEPENDS) {
                assertThat(allowed).as("seed %d", seed).isEqualTo(prospect.truth() == Truth.TRUE);
            }
            assertThat(prospect.ways().isEmpty()).as("seed %d", seed).isEqualTo(prospect.truth() == Truth.FALSE);
            seen.merge(prospect.truth(), 1, Integer::sum);
        }
        for (var truth : Truth.values()) {
            assertThat(seen.get(truth)).as("%s", truth).isGreaterThan(SEEDS / 200);
        }
    }

    private static Prospect prospect(Scenario scenario, Predicate<ConditionKey> known) {
        return Prospect.of(Engine.request(scenario), Engine.policies(scenario), Engine.grants(scenario), known);
    }
}
