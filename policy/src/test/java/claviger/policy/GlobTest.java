package claviger.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GlobTest {

    @Test
    void wildcards_match_what_the_regular_expression_of_the_same_meaning_matches() {
        for (int seed = 0; seed < 30_000; seed++) {
            var random = new Random(seed);
            var pattern = text(random, "ab*?", random.nextInt(10));
            // Longer than a word of the set of positions, now and then.
            var text = text(random, "ab", random.nextInt(seed % 10 == 0 ? 140 : 12));
            var expected = Pattern.compile(regex(pattern), Pattern.DOTALL)
                    .matcher(text)
                    .matches();
            assertThat(Glob.of(pattern).matches(text))
                    .as("seed %d: %s on %s", seed, pattern, text)
                    .isEqualTo(expected);
        }
    }

    @Test
    void a_thousand_asterisks_are_matched_in_no_time() {
        assertTimeoutPreemptively(Duration.ofSeconds(2), () -> {
            assertThat(Glob.of("a*".repeat(1000) + "b").matches("a".repeat(2000)))
                    .isFalse();
            assertThat(Glob.of("*a".repeat(1000) + "*b*").matches("a".repeat(2000)))
                    .isFalse();
            assertThat(Glob.of("*?a".repeat(1000)).matches("a".repeat(2000))).isTrue();
            assertThat(Glob.of("*" + "?".repeat(16_000) + "ab*").matches("a".repeat(32_000)))
                    .isFalse();
            assertThat(Glob.of(("*" + "a?".repeat(500) + "b").repeat(30)).matches("a".repeat(32_000)))
                    .isFalse();
        });
    }

    private static String text(Random random, String alphabet, int length) {
        return random.ints(length, 0, alphabet.length())
                .mapToObj(i -> String.valueOf(alphabet.charAt(i)))
                .collect(Collectors.joining());
    }

    private static String regex(String pattern) {
        return pattern.chars()
                .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf((char) c)))
                .collect(Collectors.joining());
    }
}
