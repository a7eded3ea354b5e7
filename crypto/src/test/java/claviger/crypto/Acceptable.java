package claviger.crypto;

import static org.assertj.core.api.Assertions.fail;

import java.util.Map;

/// What is done with a Wycheproof case whose result is `acceptable`, by its flag. A flag that is
/// not here has not been thought about, and fails.
final class Acceptable {

    private static final Map<String, Boolean> TAKEN = Map.of(
            // RFC 5649 wraps from one byte on; how short a key may be, its key spec decides.
            "SmallKey", true,
            // GCM is defined for nonces of every length above 0. No caller can choose one.
            "SmallIv", true);

    private Acceptable() {}

    static boolean isTaken(Vectors.Case test) {
        return test.flags().stream()
                .filter(TAKEN::containsKey)
                .findFirst()
                .map(flag -> Boolean.TRUE.equals(TAKEN.get(flag)))
                .orElseGet(() -> fail("no decision is written down for %s, flags %s", test, test.flags()));
    }
}
