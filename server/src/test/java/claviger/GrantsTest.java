package claviger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Grants and their tokens, beyond what a case in text can show.
class GrantsTest {

    @TempDir
    Path folder;

    private TestClaviger claviger;

    @BeforeEach
    void start() {
        claviger = TestClaviger.start(folder);
    }

    @AfterEach
    void stop() {
        claviger.close();
    }

    @Test
    void a_token_with_one_bit_changed_anywhere_is_refused() {
        var token = grant(key(), "").token;
        var bytes = Base64.getUrlDecoder().decode(token);
        assertRetires(token);
        for (int at = 0; at < bytes.length; at++) {
            var forged = bytes.clone();
            forged[at] ^= (byte) (1 << (at % 8));
            assertRefused(Base64.getUrlEncoder().withoutPadding().encodeToString(forged));
        }
        for (int length : new int[] {0, 1, 66, bytes.length - 1}) {
            assertRefused(Base64.getUrlEncoder().encodeToString(Arrays.copyOf(bytes, length)) + "A");
        }
        assertRefused(token + "AAAA");
        assertRefused("!" + token);
        assertRetires(token);
    }

    @Test
    void a_token_is_taken_only_in_the_letters_in_which_it_was_issued() {
        var token = grant(key(), "").token;
        var letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        var last = letters.indexOf(token.charAt(token.length() - 1));
        // 134 bytes: the last letter has two bits that say nothing.
        assertThat(token).hasSize(179);
        for (int bits = 1; bits < 4; bits++) {
            var other = token.substring(0, 178) + letters.charAt(last ^ bits);
            assertThat(Base64.getUrlDecoder().decode(other))
                    .isEqualTo(Base64.getUrlDecoder().decode(token));
            assertRefused(other);
        }
        assertRefused(token + "=");
        assertRetires(token);
    }

    @Test
    void a_token_that_says_another_grant_or_key_than_its_mac_is_refused() {
        var key = key();
        var ours = Base64.getUrlDecoder().decode(grant(key, "").token);
        for (var other : List.of(grant(key, ""), grant(key(), ""))) {
            var theirs = Base64.getUrlDecoder().decode(other.token);
            assertRefused(joined(theirs, ours));
            assertRefused(joined(ours, theirs));
            assertRetires(joined(theirs, theirs));
        }
    }

    private static String joined(byte[] claim, byte[] mac) {
        var token = claim.clone();
        System.arraycopy(mac, mac.length - 32, token, token.length - 32, 32);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    @Test
    void tokens_of_one_grant_differ_and_each_serves_after_a_restart() {
        var key = key();
        var first = grant(key, ",\"Name\":\"n\"");
        var second = grant(key, ",\"Name\":\"n\"");
        assertThat(second.id).isEqualTo(first.id).matches("[0-9a-f]{64}");
        assertThat(second.token).isNotEqualTo(first.token).hasSizeLessThan(8192);
        claviger.stop();
        claviger = TestClaviger.start(folder);
        assertRetires(first.token);
        assertRetires(second.token);
        assertThat(grant(key, ",\"Name\":\"n\"").id).isEqualTo(first.id);
    }

    @Test
    void the_same_named_request_made_many_times_at_once_makes_one_grant() throws Exception {
        var key = key();
        for (int round = 0; round < 5; round++) {
            var name = ",\"Name\":\"round" + round + "\"";
            var ids = new HashSet<String>();
            try (var threads = Executors.newFixedThreadPool(16)) {
                var made = IntStream.range(0, 16)
                        .mapToObj(_ -> threads.submit(() -> grant(key, name).id))
                        .toList();
                for (var each : made) {
                    ids.add(each.get());
                }
            }
            assertThat(ids).as("round %d", round).hasSize(1);
        }
        assertThat(claviger.call("ListGrants", "{\"KeyId\":\"" + key + "\"}")
                        .json()
                        .get("Grants"))
                .hasSize(5);
    }

    @Test
    void a_value_in_a_constraint_has_at_most_384_characters() {
        var key = key();
        grant(key, ",\"Constraints\":{\"EncryptionContextEquals\":{\"a\":\"" + "ü".repeat(384) + "\"}}");
        var refused = claviger.call(
                "CreateGrant",
                request(key, ",\"Constraints\":{\"EncryptionContextEquals\":{\"a\":\"" + "u".repeat(385) + "\"}}"));
        assertThat(refused.error()).isEqualTo("ValidationException");
    }

    private record Grant(String id, String token) {}

    private String key() {
        return claviger.call("CreateKey", "{}").json().at("/KeyMetadata/KeyId").asString();
    }

    private Grant grant(String key, String more) {
        var answer = claviger.call("CreateGrant", request(key, more));
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        var id = answer.json().get("GrantId").asString();
        assertThat(HexFormat.of().parseHex(id)).hasSize(32);
        return new Grant(id, answer.json().get("GrantToken").asString());
    }

    private static String request(String key, String more) {
        return "{\"KeyId\":\"" + key + "\",\"GranteePrincipal\":\"arn:aws:iam::111122223333:root\","
                + "\"Operations\":[\"Decrypt\"]" + more + "}";
    }

    private void assertRetires(String token) {
        assertThat(retire(token).error()).isEqualTo("DryRunOperationException");
    }

    private void assertRefused(String token) {
        assertThat(retire(token).error()).as(token).isEqualTo("InvalidGrantTokenException");
    }

    private TestClaviger.Answer retire(String token) {
        return claviger.call("RetireGrant", "{\"GrantToken\":\"" + token + "\",\"DryRun\":true}");
    }
}
