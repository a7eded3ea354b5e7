package claviger.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PolicyCacheTest {

    @ParameterizedTest
    @EnumSource
    void what_is_stored_and_no_policy_any_more_only_denies(PolicyKind kind) {
        assertThat(new PolicyCache().get(kind, "{}").statements())
                .singleElement()
                .extracting(Statement::effect)
                .isEqualTo(Effect.DENY);
    }
}
