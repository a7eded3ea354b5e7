package claviger.bench;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.bench.Candidate.Window;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {

    @Test
    void a_ratio_is_taken_within_each_round_and_not_between_medians() {
        var rounds = new Rounds(32, List.of("base", "it"));
        // The machine is ten times slower in the last round, for both.
        for (var pair : List.of(List.of(100, 50), List.of(200, 120), List.of(10, 7))) {
            rounds.add("base", window(pair.getFirst()));
            rounds.add("it", window(pair.getLast()));
        }

        assertThat(rounds.ratio("it", "base", Window::perSecond)).isEqualTo(0.6);
        assertThat(rounds.median("it", Window::perSecond)).isEqualTo(50.0);
    }

    @Test
    void the_median_of_an_even_number_lies_between_the_two_in_the_middle() {
        assertThat(Median.of(List.of(4.0, 1.0, 3.0, 100.0))).isEqualTo(3.5);
    }

    private static Window window(double perSecond) {
        return new Window(1, perSecond, perSecond, 1, 1);
    }
}
