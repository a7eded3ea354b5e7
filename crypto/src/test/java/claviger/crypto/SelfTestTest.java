package claviger.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.ProviderException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelfTestTest {

    @Test
    void this_jdk_passes() {
        assertThat(SelfTest.failures()).isEmpty();
    }

    @Test
    void what_is_wrong_or_fails_is_named() {
        var answers = List.of(
                new SelfTest.KnownAnswer("right", () -> true),
                new SelfTest.KnownAnswer("wrong", () -> false),
                new SelfTest.KnownAnswer("missing", () -> {
                    throw new ProviderException();
                }));
        assertThat(SelfTest.failures(answers)).containsExactly("wrong", "missing");
    }
}
