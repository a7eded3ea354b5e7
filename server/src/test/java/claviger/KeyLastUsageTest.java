package claviger;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.crypto.SecretBytes;
import claviger.kms.KeyLastUsageTrackingOperation;
import claviger.kms.KeyUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// GetKeyLastUsage tells the last use of a key, whatever happened to the server since.
class KeyLastUsageTest {

    @TempDir
    Path folder;

    @Test
    void the_last_use_is_the_one_that_the_audit_trail_has() {
        try (var claviger = TestClaviger.start(folder)) {
            var keyId = key(claviger);
            var encrypted = claviger.call("Encrypt", "{\"KeyId\":\"%s\",\"Plaintext\":\"YQ==\"}".formatted(keyId));
            claviger.advance("PT5S");
            var decrypted = claviger.call("Decrypt", ciphertext(encrypted));

            var usage = usage(claviger, keyId);
            var event = claviger.auditRecord(decrypted.requestId());
            var last = usage.get("KeyLastUsage");
            assertThat(last.get("Operation").asString()).isEqualTo("Decrypt");
            assertThat(last.get("KmsRequestId").asString()).isEqualTo(decrypted.requestId());
            assertThat(last.get("CloudTrailEventId").asString())
                    .isEqualTo(event.get("eventID").asString());
            assertThat(java.time.Instant.ofEpochSecond(last.get("Timestamp").asLong()))
                    .isEqualTo(event.get("eventTime").asString());
            assertThat(usage.get("KeyId").asString()).isEqualTo(keyId);
        }
    }

    @Test
    void a_key_that_was_not_used_says_so_and_neither_refusals_nor_dry_runs_nor_management_are_uses() {
        try (var claviger = TestClaviger.start(folder)) {
            var keyId = key(claviger);
            claviger.call("DescribeKey", id(keyId));
            claviger.call("EnableKeyRotation", id(keyId));
            var dry = claviger.call(
                    "Encrypt", "{\"KeyId\":\"%s\",\"Plaintext\":\"YQ==\",\"DryRun\":true}".formatted(keyId));
            assertThat(dry.error()).isEqualTo("DryRunOperationException");
            claviger.call("DisableKey", id(keyId));
            claviger.call("Encrypt", "{\"KeyId\":\"%s\",\"Plaintext\":\"YQ==\"}".formatted(keyId));

            var usage = usage(claviger, keyId);
            assertThat(usage.has("KeyLastUsage")).isFalse();
            assertThat(usage.get("TrackingStartDate")).isEqualTo(usage.get("KeyCreationDate"));
        }
    }

    @Test
    void a_new_ciphertext_of_an_old_one_is_a_use_of_both_keys() {
        try (var claviger = TestClaviger.start(folder)) {
            var from = key(claviger);
            var to = key(claviger);
            var old = claviger.call("Encrypt", "{\"KeyId\":\"%s\",\"Plaintext\":\"YQ==\"}".formatted(from));
            var made = claviger.call(
                    "ReEncrypt",
                    "{\"DestinationKeyId\":\"%s\",\"CiphertextBlob\":%s}"
                            .formatted(to, old.json().get("CiphertextBlob")));
            for (var keyId : new String[] {from, to}) {
                assertThat(usage(claviger, keyId)
                                .at("/KeyLastUsage/KmsRequestId")
                                .asString())
                        .isEqualTo(made.requestId());
            }
        }
    }

    @Test
    void it_is_known_after_a_stop_and_after_a_crash() throws IOException {
        JsonNode used;
        String keyId;
        try (var claviger = TestClaviger.start(folder)) {
            keyId = key(claviger);
            claviger.call("Encrypt", "{\"KeyId\":\"%s\",\"Plaintext\":\"YQ==\"}".formatted(keyId));
            used = usage(claviger, keyId);
        }
        var file = folder.resolve("last-uses");
        var early = Files.readAllBytes(file);
        JsonNode usedAgain;
        try (var claviger = TestClaviger.start(folder)) {
            assertThat(usage(claviger, keyId)).isEqualTo(used);
            claviger.advance("PT5S");
            claviger.call("GenerateDataKey", "{\"KeyId\":\"%s\",\"KeySpec\":\"AES_256\"}".formatted(keyId));
            usedAgain = usage(claviger, keyId);
            assertThat(usedAgain).isNotEqualTo(used);
        }
        // As a crash leaves it: the file does not know of the last use, and the trail does.
        Files.write(file, early);
        try (var claviger = TestClaviger.start(folder)) {
            assertThat(usage(claviger, keyId)).isEqualTo(usedAgain);
        }
    }

    @Test
    void a_file_that_somebody_edited_is_not_believed() throws IOException {
        String keyId;
        try (var claviger = TestClaviger.start(folder)) {
            keyId = key(claviger);
            claviger.call("Encrypt", "{\"KeyId\":\"%s\",\"Plaintext\":\"YQ==\"}".formatted(keyId));
        }
        var file = folder.resolve("last-uses");
        for (var edited : new String[] {
            Files.readString(file).replace("Encrypt", "Decrypt"),
            Files.readString(file).replaceFirst("(?m)^[0-9]{12} .*\n", ""),
            Files.readString(file).replaceFirst("[0-9a-f]{64}\n", "0".repeat(64) + "\n"),
            Files.readString(file).replaceFirst("[0-9a-f]{64}\n", ""),
            "claviger-last-uses 1\n",
            ""
        }) {
            Files.writeString(file, edited);
            try (var claviger = TestClaviger.start(folder)) {
                var usage = usage(claviger, keyId);
                assertThat(usage.has("KeyLastUsage")).as(edited).isFalse();
                assertThat(usage.get("TrackingStartDate").asDouble())
                        .isGreaterThan(usage.get("KeyCreationDate").asDouble());
            }
        }
    }

    @Test
    void a_trail_that_cannot_be_read_keeps_nobody_from_the_keys() throws IOException {
        TestClaviger.start(folder).close();
        try (var claviger = TestClaviger.start(folder)) {
            var keyId = key(claviger);
            var vault = claviger.server.vault();
            var file = new LastUsesFile(folder.resolve("other"), SecretBytes.adopt(new byte[32]));
            var key = vault.store().view().in("000000000000", "us-east-1").key(keyId);
            var use = new KeyUse(KeyLastUsageTrackingOperation.SIGN, Instant.EPOCH, new UUID(1, 2), new UUID(3, 4));
            file.write(new LastUsesFile.Content(
                    Instant.EPOCH, 0, Map.of(new LastUsesFile.Place("000000000000", "us-east-1", keyId), use)));

            var readable = new LastUses(file, vault.audit(), folder.resolve("audit"), vault.store()::view, CLOCK);
            assertThat(readable.trackedSince()).isEqualTo(Instant.EPOCH);
            assertThat(readable.last(key)).isEqualTo(use);

            var unreadable = new LastUses(file, vault.audit(), folder.resolve("nowhere"), vault.store()::view, CLOCK);
            assertThat(unreadable.trackedSince()).isEqualTo(CLOCK.instant());
            assertThat(unreadable.last(key)).isNull();
        }
    }

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z"));

    @Test
    void deleted_keys_are_not_kept() throws IOException {
        try (var claviger = TestClaviger.start(folder)) {
            var keyId = key(claviger);
            claviger.call("Encrypt", "{\"KeyId\":\"%s\",\"Plaintext\":\"YQ==\"}".formatted(keyId));
            claviger.call("ScheduleKeyDeletion", "{\"KeyId\":\"%s\",\"PendingWindowInDays\":7}".formatted(keyId));
            claviger.advance("P8D");
        }
        assertThat(Files.readAllLines(folder.resolve("last-uses"))).hasSize(2);
    }

    private static String key(TestClaviger claviger) {
        return claviger.call("CreateKey", "{}").json().at("/KeyMetadata/KeyId").asString();
    }

    private static String id(String keyId) {
        return "{\"KeyId\":\"" + keyId + "\"}";
    }

    private static String ciphertext(TestClaviger.Answer encrypted) {
        return "{\"CiphertextBlob\":" + encrypted.json().get("CiphertextBlob") + "}";
    }

    private static JsonNode usage(TestClaviger claviger, String keyId) {
        var answer = claviger.call("GetKeyLastUsage", id(keyId));
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer.json();
    }
}
