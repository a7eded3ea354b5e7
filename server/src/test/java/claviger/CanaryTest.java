package claviger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CanaryTest {

    private static final String CANARY = "canary-plaintext-0123456789";
    private static final String CANARY_BASE64 =
            Base64.getEncoder().encodeToString(CANARY.getBytes(StandardCharsets.UTF_8));

    @TempDir
    Path folder;

    @Test
    void no_plaintext_is_in_an_error_a_record_a_log_or_a_file() {
        var err = System.err;
        var log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try (var claviger = TestClaviger.start(folder)) {
            var key = claviger.call("CreateKey", "{}")
                    .json()
                    .at("/KeyMetadata/KeyId")
                    .asString();
            var bodies = new String[] {
                "{\"KeyId\":\"" + key + "\",\"Plaintext\":\"" + CANARY_BASE64 + "\"}",
                "{\"KeyId\":\"" + key + "\",\"Plaintext\":\"" + CANARY_BASE64 + "\",\"DryRun\":true}",
                "{\"KeyId\":\"none\",\"Plaintext\":\"" + CANARY_BASE64 + "\"}",
                "{\"KeyId\":\"\",\"Plaintext\":\"" + CANARY_BASE64 + "\"}",
                "{\"KeyId\":\"" + key + "\",\"Plaintext\":\"" + CANARY_BASE64 + "!\"}",
                "{\"KeyId\":\"" + key + "\",\"Plaintext\":\"" + CANARY_BASE64.repeat(200) + "\"}",
                "{\"KeyId\":\"" + key + "\",\"Plaintext\":[\"" + CANARY_BASE64 + "\"]}",
                "{\"KeyId\":\"" + key + "\",\"Plaintext\":\"" + CANARY_BASE64 + "\"",
                "{\"KeyId\":\"" + key + "\",\"Plaintext\":\"" + CANARY_BASE64 + "\",\"Plaintext\":\"x\"}",
            };
            for (var body : bodies) {
                var answer = claviger.call("Encrypt", body);
                assertThat(answer.text()).doesNotContain(CANARY, CANARY_BASE64);
            }
            for (int i = 0; i < 10; i++) {
                claviger.call("GenerateDataKey", "{\"KeyId\":\"" + key + "\",\"KeySpec\":\"AES_256\"}");
                claviger.call("GenerateRandom", "{\"NumberOfBytes\":32}");
            }
        } finally {
            System.setErr(err);
        }
        assertThat(log.toString(StandardCharsets.UTF_8)).doesNotContain(CANARY, CANARY_BASE64);
    }

    @Test
    void the_search_finds_a_secret_that_is_there() throws Exception {
        var canaries = new Canaries();
        canaries.learn("{}".getBytes(StandardCharsets.UTF_8), "{\"Plaintext\":\"" + CANARY_BASE64 + "\"}");
        assertThat(canaries.count()).isEqualTo(1);
        Files.writeString(folder.resolve("leak"), "x" + CANARY + "x");
        assertThatThrownBy(() -> canaries.nowhereIn(folder)).isInstanceOf(AssertionError.class);
        Files.writeString(folder.resolve("leak"), "x" + CANARY_BASE64 + "x");
        assertThatThrownBy(() -> canaries.nowhereIn(folder)).isInstanceOf(AssertionError.class);
        var token = "AQ".repeat(40);
        canaries.learn("{}".getBytes(StandardCharsets.UTF_8), "{\"GrantToken\":\"" + token + "\"}");
        Files.writeString(folder.resolve("leak"), "nothing");
        canaries.nowhereIn(folder);
        Files.writeString(folder.resolve("leak"), "{\"grantToken\":\"" + token + "\"}");
        assertThatThrownBy(() -> canaries.nowhereIn(folder)).isInstanceOf(AssertionError.class);
    }
}
