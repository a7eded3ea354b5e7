package claviger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import claviger.call.Header;
import claviger.http.Limits;
import claviger.kms.KeySpec;
import claviger.kms.KeyUsageType;
import claviger.seed.SeedException;
import claviger.sigv4.Signer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Seed files, applied by starting servers with them.
class SeedTest {

    private static final String ACCOUNT = "000000000000";
    private static final String KEY = "11111111-2222-3333-4444-555555555555";
    private static final String MULTI = "mrk-11112222333344445555666677778888";
    private static final String HEAD = "AccountId: \"000000000000\"\nRegion: us-east-1\nKeys:\n";

    @TempDir
    Path folder;

    private static String base64(int of) {
        var bytes = new byte[32];
        Arrays.fill(bytes, (byte) of);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private Path file(String text) throws IOException {
        var file = folder.resolve("seed.yaml");
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, text);
    }

    private TestClaviger start(String data, String text) throws IOException {
        var file = file(text);
        return TestClaviger.start(TestClaviger.config(folder.resolve(data)).seededBy(file));
    }

    private static long changes(TestClaviger claviger) {
        return claviger.server.vault().store().view().changeNumber();
    }

    private static JsonNode ok(TestClaviger claviger, String region, String operation, String body) {
        var answer = claviger.call(ACCOUNT, region, operation, body);
        assertThat(answer.status()).as("%s %s: %s", operation, body, answer).isEqualTo(200);
        return answer.json();
    }

    private static JsonNode ok(TestClaviger claviger, String operation, String body) {
        return ok(claviger, "us-east-1", operation, body);
    }

    private static String onKey(String key) {
        return "{\"KeyId\":\"" + key + "\"}";
    }

    private static JsonNode describe(TestClaviger claviger, String key) {
        return ok(claviger, "DescribeKey", onKey(key)).get("KeyMetadata");
    }

    private static String sealed(TestClaviger claviger, String region, String key) {
        return ok(claviger, region, "Encrypt", "{\"KeyId\":\"" + key + "\",\"Plaintext\":\"YXR0YWNrIGF0IGRhd24=\"}")
                .get("CiphertextBlob")
                .asString();
    }

    private static void opens(TestClaviger claviger, String region, String ciphertext) {
        assertThat(ok(claviger, region, "Decrypt", "{\"CiphertextBlob\":\"" + ciphertext + "\"}")
                        .get("Plaintext")
                        .asString())
                .isEqualTo("YXR0YWNrIGF0IGRhd24=");
    }

    private String refusal(String data, String text) throws IOException {
        var file = file(text);
        try {
            TestClaviger.start(TestClaviger.config(folder.resolve(data)).seededBy(file))
                    .close();
        } catch (SeedException e) {
            return e.getMessage().replace(file.toString(), "FILE");
        }
        return "nothing";
    }

    private static String full() throws IOException {
        var page = Files.readString(
                Path.of(System.getProperty("claviger.root", "..")).resolve("docs/seed.md"));
        var begin = page.indexOf("```yaml\n") + "```yaml\n".length();
        return page.substring(begin, page.indexOf("```", begin));
    }

    @Test
    void the_example_of_the_documentation_is_brought_about_and_a_second_start_changes_nothing() throws Exception {
        long changes;
        int records;
        try (var claviger = start("a", full())) {
            changes = changes(claviger);
            records = claviger.auditRecords().size();
            assertThat(claviger.auditRecords().values())
                    .filteredOn(record -> record.get("eventName").asString().equals("ApplySeed"))
                    .hasSize(1);
            assertThat(describe(claviger, "alias/shop").get("KeyState").asString())
                    .isEqualTo("Enabled");
        }
        try (var claviger = start("a", full())) {
            assertThat(changes(claviger)).isEqualTo(changes);
            // one more, of the look at the key
            assertThat(claviger.auditRecords()).hasSize(records + 1);
        }
    }

    @Test
    void everything_that_is_declared_is_there() throws Exception {
        var text = HEAD + """
                - KeyId: %s
                  Description: from the seed
                  Enabled: false
                  Tags: {team: blue, empty: ""}
                  EnableKeyRotation: true
                  RotationPeriodInDays: 100
                  Policy:
                    Version: "2012-10-17"
                    Statement:
                    - {Effect: Allow, Principal: "*", Action: ["kms:*"], Resource: "*"}
                    - Effect: Allow
                      Principal: {AWS: "111122223333"}
                      Action: "*"
                      Resource: "*"
                      Condition: {NumericLessThan: {"aws:MultiFactorAuthAge": 1.5}, Bool: {"aws:SecureTransport": true}}
                  KeyMaterial:
                  - Base64: %s
                  Aliases: [alias/app, alias/team/app]
                  Grants:
                  - Name: for-alice
                    GranteePrincipal: arn:aws:iam::111122223333:user/alice
                    RetiringPrincipal: arn:aws:iam::111122223333:root
                    Operations: [Decrypt, Encrypt]
                    Constraints:
                      EncryptionContextSubset: {purpose: test}
                """.formatted(KEY, base64(1));
        try (var claviger = start("a", text)) {
            var key = describe(claviger, "alias/app");
            assertThat(key.get("KeyId").asString()).isEqualTo(KEY);
            assertThat(key.get("Description").asString()).isEqualTo("from the seed");
            assertThat(key.get("KeyState").asString()).isEqualTo("Disabled");
            assertThat(describe(claviger, "alias/team/app")).isEqualTo(key);
            assertThat(ok(claviger, "ListResourceTags", onKey(KEY)).get("Tags").size())
                    .isEqualTo(2);
            assertThat(ok(claviger, "GetKeyPolicy", onKey(KEY)).get("Policy").asString())
                    .isEqualTo("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\","
                            + "\"Action\":[\"kms:*\"],\"Resource\":\"*\"},{\"Effect\":\"Allow\","
                            + "\"Principal\":{\"AWS\":\"111122223333\"},\"Action\":\"*\",\"Resource\":\"*\","
                            + "\"Condition\":{\"NumericLessThan\":{\"aws:MultiFactorAuthAge\":1.5},"
                            + "\"Bool\":{\"aws:SecureTransport\":true}}}]}");
            var rotation = ok(claviger, "GetKeyRotationStatus", onKey(KEY));
            assertThat(rotation.get("RotationPeriodInDays").asInt()).isEqualTo(100);
            var grants = ok(claviger, "ListGrants", onKey(KEY)).get("Grants");
            assertThat(grants.size()).isEqualTo(1);
            assertThat(grants.get(0).get("Name").asString()).isEqualTo("for-alice");
            assertThat(grants.get(0).get("IssuingAccount").asString()).contains(ACCOUNT);
            var event = claviger.auditRecords().values().stream()
                    .filter(record -> record.get("eventName").asString().equals("ApplySeed"))
                    .findFirst()
                    .orElseThrow();
            assertThat(event.get("eventType").asString()).isEqualTo("AwsServiceEvent");
            assertThat(event.get("resources").get(0).get("ARN").asString())
                    .isEqualTo(key.get("Arn").asString());
            assertThat(event.get("serviceEventDetails").get("newKey").asString())
                    .isEqualTo("1");
        }
    }

    @Test
    void what_can_change_is_brought_to_what_the_file_says_and_the_rest_stays() throws Exception {
        var text = HEAD + "- KeyId: %s\n  Description: a\n  Tags: {x: \"1\"}\n  Aliases: [alias/a]\n".formatted(KEY);
        try (var claviger = start("a", text)) {
            ok(claviger, "UpdateKeyDescription", "{\"KeyId\":\"%s\",\"Description\":\"b\"}".formatted(KEY));
            ok(
                    claviger,
                    "TagResource",
                    "{\"KeyId\":\"%s\",\"Tags\":[{\"TagKey\":\"y\",\"TagValue\":\"2\"}]}".formatted(KEY));
            ok(claviger, "EnableKeyRotation", onKey(KEY));
            ok(claviger, "DisableKey", onKey(KEY));
            ok(claviger, "CreateAlias", "{\"AliasName\":\"alias/b\",\"TargetKeyId\":\"%s\"}".formatted(KEY));
            var other = ok(claviger, "CreateKey", "{}").at("/KeyMetadata/KeyId").asString();
            ok(claviger, "UpdateAlias", "{\"AliasName\":\"alias/a\",\"TargetKeyId\":\"%s\"}".formatted(other));
        }
        long changes;
        try (var claviger = start("a", text)) {
            var key = describe(claviger, "alias/a");
            assertThat(key.get("KeyId").asString()).isEqualTo(KEY);
            assertThat(key.get("Description").asString()).isEqualTo("a");
            assertThat(key.get("KeyState").asString()).isEqualTo("Disabled");
            assertThat(ok(claviger, "ListResourceTags", onKey(KEY)).get("Tags").size())
                    .isEqualTo(1);
            assertThat(ok(claviger, "GetKeyRotationStatus", onKey(KEY))
                            .get("KeyRotationEnabled")
                            .asBoolean())
                    .isTrue();
            assertThat(describe(claviger, "alias/b").get("KeyId").asString()).isEqualTo(KEY);
            changes = changes(claviger);
        }
        try (var claviger = start("a", text + "  Enabled: true\n  EnableKeyRotation: false\n")) {
            assertThat(changes(claviger)).isEqualTo(changes + 1);
            assertThat(describe(claviger, KEY).get("KeyState").asString()).isEqualTo("Enabled");
            assertThat(ok(claviger, "GetKeyRotationStatus", onKey(KEY))
                            .get("KeyRotationEnabled")
                            .asBoolean())
                    .isFalse();
        }
    }

    @Test
    void a_key_that_is_pending_deletion_is_left_alone_and_comes_back_after_it_is_gone() throws Exception {
        var text = HEAD
                + "- KeyId: %s\n  Enabled: true\n  KeyMaterial: [{Base64: %s}]\n  Aliases: [alias/a]\n"
                        .formatted(KEY, base64(1));
        String ciphertext;
        try (var claviger = start("a", text)) {
            ciphertext = sealed(claviger, "us-east-1", KEY);
            ok(claviger, "ScheduleKeyDeletion", "{\"KeyId\":\"%s\",\"PendingWindowInDays\":7}".formatted(KEY));
        }
        try (var claviger = start("a", text + "  Description: other\n")) {
            assertThat(describe(claviger, KEY).get("KeyState").asString()).isEqualTo("PendingDeletion");
            assertThat(describe(claviger, KEY).get("Description").asString()).isEmpty();
            claviger.advance("P8D");
            assertThat(claviger.call("DescribeKey", onKey(KEY)).error()).isEqualTo("NotFoundException");
        }
        try (var claviger = start("a", text)) {
            assertThat(describe(claviger, "alias/a").get("KeyState").asString()).isEqualTo("Enabled");
            opens(claviger, "us-east-1", ciphertext);
        }
    }

    @Test
    void keys_of_every_spec_take_their_material_and_keep_it() throws Exception {
        var text = new StringBuilder("AccountId: \"000000000000\"\nKeys:\n");
        var materials = new HashMap<String, ImportedMaterial>();
        int number = 0;
        for (var spec : KeySpec.values()) {
            if (spec == KeySpec.SM2) {
                continue; // see the next test
            }
            var material = ImportedMaterial.of(spec);
            var id = "00000000-0000-0000-0000-%012d".formatted(number++);
            materials.put(id, material);
            text.append("- KeyId: ")
                    .append(id)
                    .append("\n  Region: us-east-1\n  KeySpec: ")
                    .append(spec);
            text.append("\n  KeyUsage: ").append(usage(spec)).append("\n  KeyMaterial:\n");
            if (spec.isAsymmetric()) {
                text.append("  - Pem: |\n").append(pem(material.secret()).indent(6));
            } else {
                text.append("  - Hex: \"")
                        .append(HexFormat.of().formatHex(material.secret()))
                        .append("\"\n");
            }
        }
        long changes;
        try (var claviger = start("a", text.toString())) {
            changes = changes(claviger);
            materials.forEach((id, material) -> isOf(claviger, id, material));
        }
        try (var claviger = start("a", text.toString())) {
            assertThat(changes(claviger)).isEqualTo(changes);
        }
    }

    private static void isOf(TestClaviger claviger, String id, ImportedMaterial material) {
        var spec = KeySpec.valueOf(describe(claviger, id).get("KeySpec").asString());
        if (spec.isAsymmetric()) {
            assertThat(ok(claviger, "GetPublicKey", onKey(id)).get("PublicKey").asString())
                    .as("%s", spec)
                    .isEqualTo(Base64.getEncoder().encodeToString(material.spki()));
        } else if (spec.isHmac()) {
            var bits = spec.name().substring("HMAC_".length());
            try {
                var mac = Mac.getInstance("HmacSHA" + bits);
                mac.init(new SecretKeySpec(material.secret(), "HMAC"));
                var answer = ok(
                        claviger,
                        "GenerateMac",
                        "{\"KeyId\":\"%s\",\"Message\":\"YWJj\",\"MacAlgorithm\":\"HMAC_SHA_%s\"}".formatted(id, bits));
                assertThat(Base64.getDecoder().decode(answer.get("Mac").asString()))
                        .isEqualTo(mac.doFinal("abc".getBytes(StandardCharsets.US_ASCII)));
            } catch (java.security.GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static KeyUsageType usage(KeySpec spec) {
        return Arrays.stream(KeyUsageType.values())
                .filter(spec::isFor)
                .findFirst()
                .orElseThrow();
    }

    private static String pem(byte[] pkcs8) {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(pkcs8)
                + "\n-----END PRIVATE KEY-----\n";
    }

    @Test
    void sm2_in_china_and_keys_that_openssl_made_are_taken() throws Exception {
        var curves =
                Map.of("prime256v1", "ECC_NIST_P256", "secp256k1", "ECC_SECG_P256K1", "secp521r1", "ECC_NIST_P521");
        var text = new StringBuilder("AccountId: \"000000000000\"\nKeys:\n");
        text.append("- {KeyId: ")
                .append(MULTI.replace("mrk-", "").replaceFirst("(.{8})(.{4})(.{4})(.{4})", "$1-$2-$3-$4-"));
        text.append(", Region: cn-north-1, KeySpec: SM2, KeyUsage: SIGN_VERIFY, KeyMaterial: [{Pem: \"")
                .append(openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:SM2")
                        .replace("\n", "\\n"))
                .append("\"}]}\n");
        int number = 0;
        for (var curve : new TreeSet<>(curves.keySet())) {
            var made = openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:" + curve);
            text.append("- KeyId: 00000000-0000-0000-0000-00000000000%s\n  Region: us-east-1\n".formatted(number++));
            text.append("  KeySpec: ").append(curves.get(curve)).append("\n  KeyUsage: SIGN_VERIFY\n");
            text.append("  KeyMaterial:\n  - Pem: |\n").append(made.indent(6));
        }
        var config = TestClaviger.config(folder.resolve("a"), Set.of("us-east-1", "cn-north-1"))
                .seededBy(file(text.toString()));
        try (var claviger = TestClaviger.start(config)) {
            for (int i = 0; i < number; i++) {
                assertThat(describe(claviger, "00000000-0000-0000-0000-00000000000" + i)
                                .get("KeyState")
                                .asString())
                        .isEqualTo("Enabled");
            }
            assertThat(ok(claviger, "cn-north-1", "ListKeys", "{}").get("Keys").size())
                    .isEqualTo(1);
        }
    }

    private static String openssl(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(process.waitFor()).isZero();
        return said;
    }

    @Test
    void two_installations_of_one_seed_open_what_the_other_sealed_and_rotated_material_too() throws Exception {
        var first = HEAD + "- KeyId: %s\n  KeyMaterial:\n  - Base64: %s\n".formatted(KEY, base64(1));
        var both = first + "  - Base64: %s\n".formatted(base64(2));
        String old;
        String fresh;
        try (var claviger = start("a", first)) {
            old = sealed(claviger, "us-east-1", KEY);
        }
        try (var claviger = start("b", both)) {
            fresh = sealed(claviger, "us-east-1", KEY);
            opens(claviger, "us-east-1", old);
            assertThat(ok(claviger, "ListKeyRotations", onKey(KEY))
                            .get("Rotations")
                            .size())
                    .isEqualTo(1);
        }
        // The first rotates to what the file gives it now.
        try (var claviger = start("a", both)) {
            opens(claviger, "us-east-1", fresh);
            opens(claviger, "us-east-1", old);
        }
    }

    @Test
    void rotations_have_the_dates_of_the_file_and_later_ones_of_the_server_are_kept() throws Exception {
        var text = HEAD + """
                - KeyId: %s
                  CreationDate: 2024-01-01T00:00:00Z
                  KeyMaterial:
                  - Base64: %s
                  - {Base64: %s, RotationDate: "2025-01-01T00:00:00Z"}
                  - {Hex: "%s", RotationDate: 2026-01-01T00:00:00+01:00}
                """.formatted(KEY, base64(1), base64(2), "03".repeat(32));
        long changes;
        try (var claviger = start("a", text)) {
            var rotations = ok(claviger, "ListKeyRotations", onKey(KEY)).get("Rotations");
            assertThat(rotations.size()).isEqualTo(2);
            assertThat(rotations.get(0).get("RotationDate").asLong())
                    .isEqualTo(Instant.parse("2025-01-01T00:00:00Z").getEpochSecond());
            assertThat(rotations.get(1).get("RotationDate").asLong())
                    .isEqualTo(Instant.parse("2025-12-31T23:00:00Z").getEpochSecond());
            assertThat(rotations.get(1).get("KeyMaterialId").asString())
                    .isEqualTo(
                            describe(claviger, KEY).get("CurrentKeyMaterialId").asString());
            assertThat(describe(claviger, KEY).get("CreationDate").asLong())
                    .isEqualTo(Instant.parse("2024-01-01T00:00:00Z").getEpochSecond());
            ok(claviger, "RotateKeyOnDemand", onKey(KEY));
            claviger.advance("PT1S");
            changes = changes(claviger);
        }
        try (var claviger = start("a", text)) {
            assertThat(changes(claviger)).isEqualTo(changes);
            assertThat(ok(claviger, "ListKeyRotations", onKey(KEY))
                            .get("Rotations")
                            .size())
                    .isEqualTo(3);
        }
        assertThat(refusal("a", text + "  - Base64: %s\n".formatted(base64(4))))
                .contains("KeyMaterial[3]", "never changes");
    }

    @Test
    void imported_material_expires_and_is_not_brought_back_by_a_file_that_says_so() throws Exception {
        var validTo = Instant.now().plusSeconds(86_400).truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
        var text = HEAD + """
                - KeyId: %s
                  Origin: EXTERNAL
                  KeyMaterial:
                  - {Base64: "%s", KeyMaterialDescription: first one}
                  - {Base64: "%s", ValidTo: "%s"}
                """.formatted(KEY, base64(1), base64(2), validTo);
        String ciphertext;
        try (var claviger = start("a", text)) {
            var key = describe(claviger, KEY);
            assertThat(key.get("Origin").asString()).isEqualTo("EXTERNAL");
            assertThat(key.get("ExpirationModel").asString()).isEqualTo("KEY_MATERIAL_EXPIRES");
            assertThat(key.get("ValidTo").asLong()).isEqualTo(validTo.getEpochSecond());
            ciphertext = sealed(claviger, "us-east-1", KEY);
        }
        try (var claviger = start("a", text)) {
            opens(claviger, "us-east-1", ciphertext);
            claviger.advance("P2D");
            assertThat(describe(claviger, KEY).get("KeyState").asString()).isEqualTo("PendingImport");
        }
        try (var claviger = start("a", text)) {
            assertThat(describe(claviger, KEY).get("KeyState").asString()).isEqualTo("PendingImport");
        }
        try (var claviger =
                start("a", text.replace("\"" + validTo + "\"", "\"" + validTo.plusSeconds(864_000) + "\""))) {
            assertThat(describe(claviger, KEY).get("KeyState").asString()).isEqualTo("Enabled");
            opens(claviger, "us-east-1", ciphertext);
        }
    }

    @Test
    void imported_material_that_was_deleted_is_imported_again() throws Exception {
        var text =
                HEAD + "- KeyId: %s\n  Origin: EXTERNAL\n  KeyMaterial: [{Base64: \"%s\"}]\n".formatted(KEY, base64(1));
        String ciphertext;
        try (var claviger = start("a", text)) {
            ciphertext = sealed(claviger, "us-east-1", KEY);
            ok(claviger, "DeleteImportedKeyMaterial", onKey(KEY));
        }
        try (var claviger = start("a", text)) {
            opens(claviger, "us-east-1", ciphertext);
        }
    }

    @Test
    void a_key_that_waits_for_its_material_may_be_the_first_of_its_region() throws Exception {
        try (var claviger = start("first", HEAD + "- KeyId: %s\n  Origin: EXTERNAL\n".formatted(MULTI))) {
            assertThat(ok(claviger, "us-east-1", "DescribeKey", onKey(MULTI))
                            .at("/KeyMetadata/KeyState")
                            .asString())
                    .isEqualTo("PendingImport");
        }
    }

    @Test
    void multi_region_keys_have_their_replicas_which_share_material_and_rotation() throws Exception {
        for (var origin : List.of("AWS_KMS", "EXTERNAL")) {
            for (var isGiven : List.of(true, false)) {
                if (origin.equals("EXTERNAL") && !isGiven) {
                    continue;
                }
                var material = isGiven ? "  KeyMaterial: [{Base64: \"%s\"}]\n".formatted(base64(1)) : "";
                var text = HEAD + "- KeyId: %s\n  Origin: %s\n".formatted(MULTI, origin) + material;
                var rotation = origin.equals("AWS_KMS") ? "  EnableKeyRotation: true\n" : "";
                var replicas = """
                        %s  Replicas:
                          - {Region: eu-west-1, Description: in Ireland, Aliases: [alias/there], Tags: {a: b}}
                          - Region: us-west-2
                            Grants: [{GranteePrincipal: "arn:aws:iam::111122223333:root", Operations: [Encrypt]}]
                        """.formatted(rotation);
                var data = origin + isGiven;
                String ciphertext;
                try (var claviger = start(data, text)) {
                    ciphertext = sealed(claviger, "us-east-1", MULTI);
                }
                long changes;
                try (var claviger = start(data, text + replicas)) {
                    opens(claviger, "us-west-2", ciphertext);
                    opens(claviger, "us-east-1", sealed(claviger, "eu-west-1", "alias/there"));
                    var there = ok(claviger, "eu-west-1", "DescribeKey", onKey("alias/there"))
                            .get("KeyMetadata");
                    assertThat(there.at("/MultiRegionConfiguration/MultiRegionKeyType")
                                    .asString())
                            .isEqualTo("REPLICA");
                    assertThat(there.get("Description").asString()).isEqualTo("in Ireland");
                    assertThat(ok(claviger, "us-west-2", "ListGrants", onKey(MULTI))
                                    .get("Grants")
                                    .size())
                            .isEqualTo(1);
                    if (!rotation.isEmpty()) {
                        assertThat(ok(claviger, "us-west-2", "GetKeyRotationStatus", onKey(MULTI))
                                        .get("KeyRotationEnabled")
                                        .asBoolean())
                                .isTrue();
                    }
                    changes = changes(claviger);
                    ok(
                            claviger,
                            "UpdatePrimaryRegion",
                            "{\"KeyId\":\"%s\",\"PrimaryRegion\":\"eu-west-1\"}".formatted(MULTI));
                    claviger.advance("PT1S");
                    assertThat(changes(claviger)).isGreaterThan(changes);
                    changes = changes(claviger);
                }
                // Which of them is the primary key may change while they live.
                try (var claviger = start(data, text + replicas)) {
                    assertThat(changes(claviger)).isEqualTo(changes);
                    opens(claviger, "us-west-2", ciphertext);
                }
                if (isGiven) {
                    var more = "[{Base64: \"%s\"}, {Base64: \"%s\"}]".formatted(base64(1), base64(2));
                    var next = text.replace("[{Base64: \"%s\"}]".formatted(base64(1)), more) + replicas;
                    try (var claviger = start(data, next)) {
                        opens(claviger, "us-west-2", ciphertext);
                        opens(claviger, "us-west-2", sealed(claviger, "us-east-1", MULTI));
                        opens(claviger, "us-east-1", sealed(claviger, "eu-west-1", MULTI));
                        assertThat(ok(claviger, "eu-west-1", "ListKeyRotations", onKey(MULTI))
                                        .get("Rotations")
                                        .size())
                                .isEqualTo(1);
                        changes = changes(claviger);
                    }
                    try (var claviger = start(data, next)) {
                        assertThat(changes(claviger)).isEqualTo(changes);
                    }
                }
            }
        }
    }

    @Test
    void what_is_there_and_can_never_change_stops_the_start_and_nothing_is_changed() throws Exception {
        var text = HEAD + "- KeyId: %s\n  KeyMaterial: [{Base64: \"%s\"}]\n".formatted(KEY, base64(1));
        long changes;
        try (var claviger = start("a", text)) {
            changes = changes(claviger);
        }
        var other = "- KeyId: 99999999-2222-3333-4444-555555555555\n  Description: would be new\n";
        assertThat(refusal(
                        "a",
                        HEAD
                                + other
                                + "- KeyId: %s\n  KeySpec: HMAC_256\n  KeyUsage: GENERATE_VERIFY_MAC\n".formatted(KEY)))
                .contains("FILE:8:13: Keys[1].KeyUsage: key %s is there already with ENCRYPT_DECRYPT, and the file says"
                        .formatted(KEY))
                .contains(
                        "FILE:7:12: Keys[1].KeySpec: key %s is there already with SYMMETRIC_DEFAULT, and the file says"
                                .formatted(KEY));
        assertThat(refusal("a", HEAD + other + "- KeyId: %s\n  Origin: EXTERNAL\n".formatted(KEY)))
                .contains("FILE:7:11: Keys[1].Origin: key %s is there already with AWS_KMS, and the file says EXTERNAL"
                        .formatted(KEY));
        assertThat(refusal("a", HEAD + other + "- KeyId: %s\n  CreationDate: 2020-01-01T00:00:00Z\n".formatted(KEY)))
                .contains("FILE:7:17: Keys[1].CreationDate: key");
        assertThat(refusal(
                        "a",
                        HEAD + other + "- KeyId: %s\n  KeyMaterial: [{Base64: \"%s\"}]\n".formatted(KEY, base64(2))))
                .contains(
                        "FILE:7:17: Keys[1].KeyMaterial[0]: key %s is there already with other material".formatted(KEY))
                .doesNotContain(base64(1), base64(2));
        try (var claviger = start("a", text)) {
            assertThat(changes(claviger)).isEqualTo(changes);
            assertThat(ok(claviger, "ListKeys", "{}").get("Keys").size()).isEqualTo(1);
        }
    }

    @Test
    void an_alias_does_not_move_to_a_key_of_another_kind_nor_a_multi_region_key_to_another_region() throws Exception {
        var text = HEAD + "- {KeyId: %s, Aliases: [alias/a]}\n- {KeyId: %s}\n".formatted(KEY, MULTI);
        long changes;
        try (var claviger = start("a", text)) {
            changes = changes(claviger);
        }
        var hmac = "- {KeyId: 99999999-2222-3333-4444-555555555555, KeySpec: HMAC_256, KeyUsage: GENERATE_VERIFY_MAC,"
                + " Aliases: [alias/a]}\n";
        assertThat(refusal("a", HEAD + hmac))
                .contains("FILE:4:109: Keys[0].Aliases[0]: ValidationException: An alias cannot be moved from");
        assertThat(refusal("a", HEAD + "- {KeyId: %s, Region: eu-west-1}\n".formatted(MULTI)))
                .contains("FILE:4:57: Keys[0].Region: multi-Region key %s is there already, in [us-east-1]"
                        .formatted(MULTI));
        try (var claviger = start("a", text)) {
            assertThat(changes(claviger)).isEqualTo(changes);
        }
    }

    @Test
    void material_that_is_left_out_is_made_once() throws Exception {
        var text = HEAD + "- {KeyId: %s, KeySpec: ECC_NIST_P256, KeyUsage: SIGN_VERIFY}\n".formatted(KEY);
        String publicKey;
        try (var claviger = start("a", text)) {
            publicKey =
                    ok(claviger, "GetPublicKey", onKey(KEY)).get("PublicKey").asString();
        }
        try (var claviger = start("a", text)) {
            assertThat(ok(claviger, "GetPublicKey", onKey(KEY)).get("PublicKey").asString())
                    .isEqualTo(publicKey);
        }
    }

    @Test
    void an_account_needs_no_access_key() throws Exception {
        Initialiser.initialise(folder.resolve("a"), folder.resolve("root.key"), List.of("111122223333"));
        try (var server = Claviger.start(production().seededBy(file("Accounts: [{AccountId: \"444455556666\"}]\n")))) {
            assertThat(server.vault().store().view().account("444455556666")).isNotNull();
        }
    }

    @Test
    void a_server_takes_accounts_and_access_keys_whose_secrets_never_change() throws Exception {
        Initialiser.initialise(folder.resolve("a"), folder.resolve("root.key"), List.of("111122223333"));
        var secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
        var text = """
                Accounts:
                - AccountId: "444455556666"
                  AccessKeys:
                  - {AccessKeyId: AKIAIOSFODNN7EXAMPLE, SecretAccessKey: %s}
                Keys:
                - {KeyId: %s, AccountId: "444455556666", Region: us-east-1}
                - {KeyId: %s, AccountId: "111122223333", Region: us-east-1}
                """.formatted(secret, KEY, KEY);
        var config = production().seededBy(file(text));
        long changes;
        try (var server = Claviger.start(config)) {
            changes = server.vault().store().view().changeNumber();
            assertThat(describe(server, "AKIAIOSFODNN7EXAMPLE", secret)).isEqualTo(200);
            assertThat(describe(server, "AKIAIOSFODNN7EXAMPLE", secret.toLowerCase(java.util.Locale.ROOT)))
                    .isEqualTo(400);
        }
        try (var server = Claviger.start(config)) {
            assertThat(server.vault().store().view().changeNumber()).isEqualTo(changes);
        }
        file(text.replace(secret, "x".repeat(40)));
        assertThatThrownBy(() -> Claviger.start(config))
                .hasMessageContaining(
                        ":4:58: Accounts[0].AccessKeys[0].SecretAccessKey: access key AKIAIOSFODNN7EXAMPLE")
                .hasMessageNotContaining("xxxx")
                .hasMessageNotContaining(secret);
        file(text.replace("- AccountId: \"444455556666\"", "- AccountId: \"111122223333\""));
        assertThatThrownBy(() -> Claviger.start(config))
                .hasMessageContaining(":4:19: Accounts[0].AccessKeys[0].AccessKeyId: access key AKIAIOSFODNN7EXAMPLE");
        file("Keys:\n- {KeyId: %s, AccountId: \"777755556666\", Region: us-east-1}\n".formatted(KEY));
        assertThatThrownBy(() -> Claviger.start(config))
                .hasMessageContaining(":2:60: Keys[0].AccountId: there is no account 777755556666");
        file("Keys:\n- {KeyId: %s, AccountId: \"111122223333\", Region: eu-west-1}\n".formatted(KEY));
        assertThatThrownBy(() -> Claviger.start(config)).hasMessageContaining("Region eu-west-1 is not served here");
        var secrets = new Canaries();
        secrets.learn(
                new byte[0],
                "{\"Plaintext\":\"" + Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.US_ASCII))
                        + "\"}");
        assertThat(secrets.count()).isEqualTo(1);
        secrets.nowhereIn(folder.resolve("a"));
    }

    @Test
    void in_development_accounts_are_there_and_only_access_keys_are_made() throws Exception {
        var secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
        var text = """
                Accounts:
                - AccountId: "444455556666"
                  AccessKeys:
                  - {AccessKeyId: AKIAIOSFODNN7EXAMPLE, SecretAccessKey: %s}
                Keys:
                - {KeyId: %s, AccountId: "444455556666", Region: us-east-1}
                - {KeyId: %s, AccountId: "111122223333", Region: us-east-1}
                """.formatted(secret, KEY, KEY);
        for (int i = 0; i < 2; i++) {
            try (var claviger = start("a", text)) {
                assertThat(describe(claviger.server, "AKIAIOSFODNN7EXAMPLE", secret))
                        .isEqualTo(200);
                assertThat(describe(claviger.server, "444455556666", "test")).isEqualTo(200);
                assertThat(describe(claviger.server, "111122223333", "test")).isEqualTo(200);
                assertThat(describe(claviger.server, "AKIAIOSFODNN7EXAMPLE", "test"))
                        .isEqualTo(400);
            }
        }
    }

    @Test
    void a_large_file_is_stored_in_steps_each_with_its_record() throws Exception {
        var text = new StringBuilder(HEAD);
        for (int i = 0; i < 1500; i++) {
            text.append(
                    "- {KeyId: 00000000-0000-0000-0000-%012d, KeyMaterial: [{Base64: %s}]}\n".formatted(i, base64(i)));
        }
        try (var claviger = start("a", text.toString())) {
            var records = claviger.auditRecords().values().stream()
                    .filter(record -> record.get("eventName").asString().equals("ApplySeed"))
                    .toList();
            assertThat(records).hasSize(2);
            assertThat(records.stream()
                            .mapToInt(record -> record.get("resources").size())
                            .sum())
                    .isEqualTo(1500);
            opens(claviger, "us-east-1", sealed(claviger, "us-east-1", "00000000-0000-0000-0000-000000001499"));
        }
    }

    @Test
    void a_file_with_secrets_that_others_may_read_is_refused_in_production_and_warned_of_in_development()
            throws Exception {
        Initialiser.initialise(folder.resolve("a"), folder.resolve("root.key"), List.of("111122223333"));
        var head = "AccountId: \"111122223333\"\nRegion: us-east-1\nKeys:\n";
        var file = file(head + "- KeyId: %s\n  KeyMaterial: [{Base64: \"%s\"}]\n".formatted(KEY, base64(1)));
        for (var mode : List.of("rw-r-----", "rw----r--", "rw--w----")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
            assertThatThrownBy(() -> Claviger.start(production().seededBy(file)))
                    .as(mode)
                    .hasMessageContaining("chmod 600");
        }
        var warnings = new ArrayList<String>();
        var logger = java.util.logging.Logger.getLogger("claviger.Seeding");
        var handler = new java.util.logging.Handler() {
            @Override
            public void publish(java.util.logging.LogRecord line) {
                warnings.add(line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        try {
            TestClaviger.start(TestClaviger.config(folder.resolve("b")).seededBy(file))
                    .close();
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(warnings).hasSize(1).first().asString().contains("chmod 600");
        Files.writeString(file, head + "- KeyId: %s\n".formatted(KEY));
        Claviger.start(production().seededBy(file)).close();
    }

    @Test
    void given_material_is_in_no_file_and_no_log() throws Exception {
        var secrets = new Canaries();
        var material = new byte[32];
        new java.security.SecureRandom().nextBytes(material);
        var text = Base64.getEncoder().encodeToString(material);
        secrets.learn(new byte[0], "{\"Plaintext\":\"" + text + "\"}");
        try (var claviger =
                start("a", HEAD + "- KeyId: %s\n  KeyMaterial: [{Base64: \"%s\"}]\n".formatted(KEY, text))) {
            sealed(claviger, "us-east-1", KEY);
        }
        secrets.nowhereIn(folder.resolve("a"));
    }

    @Test
    void quotas_hold_for_seeds_too() throws Exception {
        var file = file(HEAD
                + "- {KeyId: %s, Aliases: [alias/a, alias/b]}\n- {KeyId: %s}\n".formatted(KEY, KEY.replace('1', '2')));
        var quotas = new claviger.kms.ResourceQuotas(1, 1, 1, 1000);
        var config =
                TestClaviger.config(folder.resolve("a")).with(quotas, false).seededBy(file);
        assertThatThrownBy(() -> TestClaviger.start(config))
                .hasMessageContaining(":4:68: Keys[0].Aliases[1]: LimitExceededException: Aliases per key quota")
                .hasMessageContaining(":5:11: Keys[1].KeyId: LimitExceededException: Key quota");
    }

    private Config production() {
        return new Config(
                folder.resolve("a"),
                false,
                folder.resolve("root.key"),
                List.of(new Config.Endpoint("127.0.0.1", 0, null)),
                Set.of("us-east-1"),
                false,
                (_, _) -> null,
                Limits.standard());
    }

    private static int describe(Claviger server, String accessKeyId, String secret) {
        var headers = List.of(
                new Header("Host", "localhost"),
                new Header("Content-Type", "application/x-amz-json-1.1"),
                new Header("X-Amz-Target", "TrentService.DescribeKey"));
        var body = onKey(KEY).getBytes(StandardCharsets.UTF_8);
        var request = Signer.request("POST", "/", headers, body);
        var signed = new Signer(accessKeyId, secret, null, "us-east-1", "kms").sign(request, Instant.now());
        return server.pipeline().handle(signed).status();
    }
}
