package claviger.sigv4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import claviger.call.AwsException;
import claviger.call.HttpRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// An unknown access key costs what a wrong signature costs, step for step.
class StrangerTest {

    private static final Instant NOW = Instant.parse("2026-05-28T05:26:49Z");
    private static final String ID = "AKIAIOSFODNN7EXAMPLE";

    private final List<Integer> hmacs = new ArrayList<>();
    private final TestCredentials credentials = new TestCredentials().with(ID, "s".repeat(40));
    private final Verifier verifier =
            new Verifier(InstantSource.fixed(NOW), Set.of("kms"), Set.of("r"), PathRule.AS_SENT, (key, message) -> {
                hmacs.add(key.length * 10_000 + message.length);
                return Hmac.SHA_256.compute(key, message);
            });

    @Test
    void an_unknown_access_key_takes_the_same_path_as_a_wrong_signature() {
        var wrong = new Signer(ID, "other", null, "r", "kms").call("T.O", "{}", NOW);
        var unknown = new Signer("AKIANOBODY0000000000", "other", null, "r", "kms").call("T.O", "{}", NOW);
        var malformed = new Signer("AKIANOBODY000000000-", "other", null, "r", "kms").call("T.O", "{}", NOW);

        var coldWrong = hmacsFor(wrong, "InvalidSignatureException");
        var coldUnknown = hmacsFor(unknown, "UnrecognizedClientException");
        var warmWrong = hmacsFor(wrong, "InvalidSignatureException");
        var warmUnknown = hmacsFor(unknown, "UnrecognizedClientException");
        var warmMalformed = hmacsFor(malformed, "UnrecognizedClientException");

        assertThat(coldUnknown).hasSize(5).isEqualTo(coldWrong);
        assertThat(warmUnknown).hasSize(1).isEqualTo(warmWrong).isEqualTo(warmMalformed);
    }

    @Test
    void unknown_access_keys_leave_nothing_behind() {
        var good = new Signer(ID, "s".repeat(40), null, "r", "kms").call("T.O", "{}", NOW);
        verifier.verify(good, credentials);
        for (var i = 0; i < 5000; i++) {
            var unknown = new Signer("AKIANOBODY" + i, "other", null, "r", "kms").call("T.O", "{}", NOW);
            hmacsFor(unknown, "UnrecognizedClientException");
        }
        hmacs.clear();
        verifier.verify(good, credentials);
        assertThat(hmacs).hasSize(1);
    }

    private List<Integer> hmacsFor(HttpRequest request, String code) {
        hmacs.clear();
        var refusal = catchThrowableOfType(AwsException.class, () -> verifier.verify(request, credentials));
        assertThat(refusal.error().code()).isEqualTo(code);
        return List.copyOf(hmacs);
    }
}
