package claviger.crypto;

import static org.assertj.core.api.Assertions.fail;

import java.util.Map;

/// What is done with a Wycheproof case whose result is `acceptable`, by its flag. A flag that is
/// not here has not been thought about, and fails.
final class Acceptable {

    private static final Map<String, Boolean> TAKEN = Map.ofEntries(
            // RFC 5649 wraps from one byte on; how short a key may be, its key spec decides.
            Map.entry("SmallKey", true),
            // GCM is defined for nonces of every length above 0. No caller can choose one.
            Map.entry("SmallIv", true),
            // A DigestInfo without its NULL: RFC 8017, 9.2, note 2 lets a verifier take it, and ours
            // compares with the one form that it writes itself.
            Map.entry("MissingNull", false),
            // SHA-1 under a signature, and exponents below 65537.
            Map.entry("WeakHash", false),
            Map.entry("SmallPublicKey", false),
            // Public keys in another form than the one in which KMS gives them: points compressed,
            // curves described instead of named, BER.
            Map.entry("CompressedPublic", false),
            Map.entry("CompressedPoint", false),
            Map.entry("UnnamedCurve", false),
            Map.entry("UnusedParam", false),
            Map.entry("WrongOrder", false),
            Map.entry("ModifiedGenerator", false),
            Map.entry("ModifiedCofactor", false),
            Map.entry("NoCofactor", false),
            Map.entry("ModifiedCurveParameter", false),
            Map.entry("InvalidAsn", false));

    private Acceptable() {}

    static boolean isTaken(Vectors.Case test) {
        return test.flags().stream()
                .filter(TAKEN::containsKey)
                .findFirst()
                .map(flag -> Boolean.TRUE.equals(TAKEN.get(flag)))
                .orElseGet(() -> fail("no decision is written down for %s, flags %s", test, test.flags()));
    }
}
