package claviger;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.call.Header;
import claviger.http.Limits;
import claviger.kms.KeySpec;
import claviger.kms.KeyUsageType;
import claviger.sigv4.Signer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The tags by which scripts for emulators choose a key's id and material.
class EmulatorTagsTest {

    private static final String KEY = "11111111-2222-3333-4444-555555555555";
    private static final byte[] MATERIAL = "an old and well-known secret, 32".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    static Path folder;

    private static TestClaviger claviger;

    @BeforeAll
    static void start() {
        claviger = TestClaviger.start(folder);
    }

    @AfterAll
    static void stop() {
        claviger.close();
    }

    private static String tag(String key, String value) {
        return "{\"TagKey\":\"" + key + "\",\"TagValue\":\"" + value + "\"}";
    }

    private static String id(String id) {
        return tag("_custom_id_", id);
    }

    private static String material(byte[] material) {
        return tag("_custom_key_material_", Base64.getEncoder().encodeToString(material));
    }

    private static TestClaviger.Answer create(String account, String more, String... tags) {
        return claviger.call(
                account, "us-east-1", "CreateKey", "{\"Tags\":[" + String.join(",", tags) + "]" + more + "}");
    }

    private static String created(String account, String more, String... tags) {
        var answer = create(account, more, tags);
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer.json().at("/KeyMetadata/KeyId").asString();
    }

    @Test
    void a_key_has_the_id_that_is_asked_for_once() {
        assertThat(created("000000000001", "", id(KEY), tag("a", "b"))).isEqualTo(KEY);
        var again = create("000000000001", "", id(KEY));
        assertThat(again.error()).isEqualTo("AlreadyExistsException");
        assertThat(again.message()).isEqualTo("Key arn:aws:kms:us-east-1:000000000001:key/" + KEY + " already exists.");
        assertThat(claviger.call("000000000001", "us-east-1", "ListKeys", "{}")
                        .json()
                        .get("Keys")
                        .size())
                .isEqualTo(1);
        // As the emulator has it, the id stays as a tag.
        var tags = claviger.call("000000000001", "us-east-1", "ListResourceTags", "{\"KeyId\":\"" + KEY + "\"}");
        assertThat(tags.json().get("Tags").size()).isEqualTo(2);
        var elsewhere = claviger.call("000000000001", "eu-west-1", "CreateKey", "{\"Tags\":[" + id(KEY) + "]}");
        assertThat(elsewhere.status()).isEqualTo(200);
    }

    @Test
    void an_id_that_aws_does_not_have_is_refused_with_the_reason() {
        for (var id : List.of(
                "my-key",
                KEY.toUpperCase(java.util.Locale.ROOT).replace('1', 'A'),
                "",
                "mrk-" + "1".repeat(32),
                KEY + "0")) {
            var answer = create("000000000002", "", id(id));
            assertThat(answer.error()).as(id).isEqualTo("ValidationException");
            assertThat(answer.message())
                    .isEqualTo(
                            "'" + id + "' cannot be the id of this key: that of a key of one"
                                    + " Region is a UUID in lower case, and that of a multi-Region key is mrk- and 32 hex digits.");
        }
        assertThat(create("000000000002", ",\"MultiRegion\":true", id(KEY)).error())
                .isEqualTo("ValidationException");
        assertThat(create("000000000002", "", id(KEY), id(KEY)).error()).isEqualTo("TagException");
        assertThat(claviger.call("000000000002", "us-east-1", "ListKeys", "{}")
                        .json()
                        .get("Keys")
                        .size())
                .isZero();
    }

    @Test
    void a_multi_region_key_has_its_id_in_one_region_only() {
        var id = "mrk-" + "2".repeat(32);
        assertThat(created("000000000003", ",\"MultiRegion\":true", id(id))).isEqualTo(id);
        var other = claviger.call(
                "000000000003", "eu-west-1", "CreateKey", "{\"MultiRegion\":true,\"Tags\":[" + id(id) + "]}");
        assertThat(other.error()).isEqualTo("AlreadyExistsException");
    }

    @Test
    void given_material_is_used_and_is_no_tag() {
        var first = created("000000000004", "", id(KEY), material(MATERIAL));
        var sealed = claviger.call(
                        "000000000004",
                        "us-east-1",
                        "Encrypt",
                        "{\"KeyId\":\"" + first + "\",\"Plaintext\":\"YXR0YWNrcw==\"}")
                .json()
                .get("CiphertextBlob")
                .asString();
        var tags = claviger.call("000000000004", "us-east-1", "ListResourceTags", "{\"KeyId\":\"" + KEY + "\"}");
        assertThat(tags.text()).contains("_custom_id_").doesNotContain("_custom_key_material_");
        // Another installation with the same id and material opens it.
        var other = folder.resolveSibling(folder.getFileName() + "-other");
        try (var second = TestClaviger.start(other)) {
            var body = "{\"Tags\":[" + id(KEY) + "," + material(MATERIAL) + "]}";
            assertThat(second.call("000000000004", "us-east-1", "CreateKey", body)
                            .status())
                    .isEqualTo(200);
            var opened = second.call("000000000004", "us-east-1", "Decrypt", "{\"CiphertextBlob\":\"" + sealed + "\"}");
            assertThat(opened.json().get("Plaintext").asString()).isEqualTo("YXR0YWNrcw==");
        } finally {
            delete(other);
        }
    }

    private static void delete(Path folder) {
        try (var files = java.nio.file.Files.walk(folder)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void key_pairs_come_as_pkcs8_and_keys_on_curves_without_a_frame_too() throws Exception {
        for (var spec : KeySpec.values()) {
            if (spec == KeySpec.SM2 || !spec.isAsymmetric()) {
                continue;
            }
            var material = ImportedMaterial.of(spec);
            var usage = Arrays.stream(KeyUsageType.values())
                    .filter(spec::isFor)
                    .findFirst()
                    .orElseThrow();
            var more = ",\"KeySpec\":\"%s\",\"KeyUsage\":\"%s\"".formatted(spec, usage);
            hasPublicKey(created("000000000005", more, material(material.secret())), material);
            if (spec.name().startsWith("ECC_") && spec != KeySpec.ECC_NIST_EDWARDS25519) {
                var unframed = PrivateKeyInfo.getInstance(material.secret())
                        .parsePrivateKey()
                        .toASN1Primitive()
                        .getEncoded();
                hasPublicKey(created("000000000005", more, material(unframed)), material);
            }
        }
    }

    private static void hasPublicKey(String keyId, ImportedMaterial material) {
        var answer = claviger.call("000000000005", "us-east-1", "GetPublicKey", "{\"KeyId\":\"" + keyId + "\"}");
        assertThat(answer.json().get("PublicKey").asString())
                .isEqualTo(Base64.getEncoder().encodeToString(material.spki()));
    }

    /// The material, in whatever request it comes, is in no answer, record, log or file.
    @Test
    void material_is_nowhere_to_be_seen_whatever_becomes_of_the_request() throws Exception {
        var secrets = new Canaries();
        var text = Base64.getEncoder().encodeToString(MATERIAL);
        secrets.learn(new byte[0], "{\"Plaintext\":\"" + text + "\"}");
        var given = material(MATERIAL);
        var err = System.err;
        var log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            var key = created("000000000006", "", given);
            var bodies = new String[] {
                "{\"Tags\":[" + given + "," + given + "]}",
                "{\"Tags\":[" + given + "," + tag("aws:x", "y") + "]}",
                "{\"Tags\":[" + given + "," + tag("", "y") + "]}",
                "{\"Tags\":[" + given + ",{\"TagKey\":1}]}",
                "{\"Tags\":[" + given + "],\"KeySpec\":\"HMAC_512\",\"KeyUsage\":\"GENERATE_VERIFY_MAC\"}",
                "{\"Tags\":[" + given + "],\"KeySpec\":\"RSA_2048\",\"KeyUsage\":\"SIGN_VERIFY\"}",
                "{\"Tags\":[" + given + "],\"KeySpec\":\"none\"}",
                "{\"Tags\":[" + given + "],\"Origin\":\"EXTERNAL\"}",
                "{\"Tags\":[" + given + "],\"Tags\":[]}",
                "{\"T\\u0061gs\":[" + given.replace("_custom", "\\u005fcustom") + "],\"Origin\":\"EXTERNAL\"}",
                "{\"Tags\":[" + given + "]} x",
                "{\"Tags\":[" + given + "]",
                "{\"Tags\":[" + tag("_custom_key_material_", text + "!") + "]}",
                "{\"Tags\":[" + tag("_custom_key_material_", text.repeat(10)) + "]}",
            };
            for (var body : bodies) {
                for (var operation : List.of("CreateKey", "TagResource", "ReplicateKey")) {
                    var onKey = body.replaceFirst("\\{", "{\"KeyId\":\"" + key + "\",\"ReplicaRegion\":\"eu-west-1\",");
                    var answer = claviger.call(
                            "000000000006", "us-east-1", operation, operation.equals("CreateKey") ? body : onKey);
                    assertThat(answer.status()).as("%s %s", operation, body).isEqualTo(400);
                    assertThat(answer.text()).doesNotContain(text);
                }
            }
            var refused = claviger.call(
                    "000000000006", "us-east-1", "TagResource", "{\"KeyId\":\"" + key + "\",\"Tags\":[" + given + "]}");
            assertThat(refused.message()).isEqualTo("The tag _custom_key_material_ goes only with CreateKey.");
            assertThat(claviger.call("000000000006", "us-east-1", "ListKeys", "{}")
                            .json()
                            .get("Keys")
                            .size())
                    .isEqualTo(1);
        } finally {
            System.setErr(err);
        }
        assertThat(log.toString(StandardCharsets.UTF_8)).doesNotContain(text);
        secrets.nowhereIn(folder);
    }

    @Test
    void the_record_of_the_request_shows_what_else_was_asked() {
        var answer = create("000000000007", ",\"Description\":\"seen\"", tag("a", "b"), material(MATERIAL));
        var record = claviger.auditRecord(answer.requestId());
        assertThat(record.at("/requestParameters/description").asString()).isEqualTo("seen");
        assertThat(record.at("/requestParameters/tags").size()).isEqualTo(1);
        assertThat(record.toString()).doesNotContain("_custom_key_material_");
    }

    @Test
    void in_production_they_are_tags_like_any_other() {
        var data = folder.resolve("production");
        var made = Initialiser.initialise(data, folder.resolve("production.key"), List.of("111122223333"))
                .getFirst();
        var config = new Config(
                data,
                false,
                folder.resolve("production.key"),
                List.of(new Config.Endpoint("127.0.0.1", 0, null)),
                Set.of("us-east-1"),
                false,
                (_, _) -> null,
                Limits.standard());
        try (var server = Claviger.start(config)) {
            var headers = List.of(
                    new Header("Host", "localhost"),
                    new Header("Content-Type", "application/x-amz-json-1.1"),
                    new Header("X-Amz-Target", "TrentService.CreateKey"));
            var body = ("{\"Tags\":[" + id(KEY) + "," + tag("_custom_key_material_", "x") + "]}")
                    .getBytes(StandardCharsets.UTF_8);
            var secret = new String(made.secret().expose(), StandardCharsets.US_ASCII);
            var signed = new Signer(made.accessKeyId(), secret, null, "us-east-1", "kms")
                    .sign(Signer.request("POST", "/", headers, body), Instant.now());
            assertThat(server.pipeline().handle(signed).status()).isEqualTo(200);
            var keys = server.vault()
                    .store()
                    .view()
                    .in("111122223333", "us-east-1")
                    .keys();
            assertThat(keys.keySet()).doesNotContain(KEY);
            assertThat(keys.firstEntry().getValue().tags()).containsEntry("_custom_key_material_", "x");
        }
    }
}
