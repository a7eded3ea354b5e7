package claviger.kms;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.crypto.Randomness;
import claviger.custody.Custody;
import claviger.custody.Domain;
import claviger.custody.FileRootKey;
import claviger.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Grant tokens. A text that finds a grant is one that was issued for it, character by character.
///
/// An input is a text.
public final class GrantTokenTarget implements FuzzTarget {

    private static final String ACCOUNT = "111122223333";
    private static final String REGION = "eu-test-1";
    private static final String OTHER_REGION = "eu-test-2";

    private final GrantTokens tokens;
    private final View view;
    private final Map<String, Grant> issued = new TreeMap<>();

    public GrantTokenTarget() {
        var random = new Randomness(repeatable());
        var custody = new Custody(FileRootKey.ephemeral(random), random);
        tokens = new GrantTokens(custody, random);
        var grants = List.of(grant("1234abcd-12ab-34cd-56ef-1234567890ab", "a"), grant("mrk-" + "0".repeat(32), "b"));
        var here = custody.create(new Domain(ACCOUNT, REGION));
        var with = View.EMPTY
                .with(here)
                .with(custody.createAfter(here))
                .with(custody.create(new Domain(ACCOUNT, OTHER_REGION)));
        for (var grant : grants) {
            with = with.with(grant);
        }
        view = with;
        for (var grant : grants) {
            IntStream.range(0, 2).forEach(_ -> issued.put(tokens.issue(view, grant), grant));
        }
    }

    /// The same in every process, as tokens must be that are made in one and read in another.
    private static SecureRandom repeatable() {
        try {
            var random = SecureRandom.getInstance("SHA1PRNG");
            random.setSeed(1);
            return random;
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static Grant grant(String keyId, String digit) {
        var terms = new Grant.Terms(
                null, "arn:aws:iam::" + ACCOUNT + ":root", null, null, null, List.of(GrantOperation.DECRYPT), null);
        return new Grant(ACCOUNT, REGION, keyId, digit.repeat(64), terms, ACCOUNT, Instant.EPOCH, 1);
    }

    @Override
    public List<byte[]> seeds() {
        return issued.keySet().stream()
                // also in other letters that mean the same to a decoder of base64
                .flatMap(token -> Stream.of(token, token + "=", token.substring(0, token.length() - 1) + "_"))
                .map(token -> token.getBytes(StandardCharsets.US_ASCII))
                .toList();
    }

    @Override
    public Set<String> endings() {
        return Set.of("accepted", "refused");
    }

    @Override
    public String check(byte[] input) {
        var token = new String(input, StandardCharsets.ISO_8859_1);
        var found = tokens.find(view, REGION, token);
        assertThat(found).isEqualTo(issued.get(token));
        assertThat(tokens.find(view, OTHER_REGION, token))
                .as("in another Region")
                .isNull();
        return found == null ? "refused" : "accepted";
    }
}
