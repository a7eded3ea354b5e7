package claviger.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import claviger.crypto.Blob;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IdentityTest {

    @Test
    void no_two_lists_of_fields_have_the_same_bytes() {
        var known = new HashMap<Blob, List<String>>();
        for (var seed = 0; seed < 20_000; seed++) {
            var random = new Random(seed);
            var fields = random.ints(random.nextInt(4), 0, 4)
                    .mapToObj(n -> "ab\u0000/".repeat(n).substring(n))
                    .toList();
            var identity = Identity.of("test");
            fields.forEach(identity::with);
            var before = known.putIfAbsent(identity.encoded(), fields);
            assertThat(before == null || before.equals(fields))
                    .as("seed %d", seed)
                    .isTrue();
        }
        assertThat(known).hasSizeGreaterThan(80);
    }

    @Test
    void fields_are_length_and_bytes() {
        var encoded = Identity.of("p").with("é").with(258).with(new byte[] {9}).encoded();
        assertThat(encoded.shared())
                .containsExactly(
                        0, 0, 0, 1, 'p', 0, 0, 0, 2, 0xc3, 0xa9, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 1, 2, 0, 0, 0, 1, 9);
    }

    @Test
    void a_long_field_fits() {
        assertThat(Identity.of("p").with(new byte[100_000]).encoded().length()).isEqualTo(100_009);
    }

    @Test
    void a_lone_surrogate_is_refused_since_it_would_be_taken_for_a_question_mark() {
        assertThatThrownBy(() -> Identity.of("p").with("a\ud800")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Identity.of("p").with("é\udc00")).isInstanceOf(IllegalArgumentException.class);
        assertThat(Identity.of("p").with("\ud83d\udd11?").encoded().length()).isEqualTo(14);
    }
}
