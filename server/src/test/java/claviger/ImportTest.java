package claviger;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.kms.KeySpec;
import claviger.kms.KeyUsageType;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Key material that was wrapped by others, with the JDK and Bouncy Castle, and comes in over the wire.
class ImportTest {

    private static final String ACCOUNT = "000000000000";
    private static final String OAEP = "RSAES_OAEP_SHA_256";
    private static final List<String> ALGORITHMS =
            List.of("RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256", "RSA_AES_KEY_WRAP_SHA_1", "RSA_AES_KEY_WRAP_SHA_256");
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final Set<KeySpec> FIRST_OF_FAMILY = EnumSet.of(
            KeySpec.SYMMETRIC_DEFAULT,
            KeySpec.RSA_2048,
            KeySpec.ECC_NIST_P256,
            KeySpec.ECC_NIST_P521,
            KeySpec.HMAC_224);

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

    @TestFactory
    Stream<DynamicTest> every_key_spec_takes_its_material_and_every_algorithm_that_fits_is_taken() throws Exception {
        var tests = new ArrayList<DynamicTest>();
        for (var spec : KeySpec.values()) {
            if (spec == KeySpec.SM2) {
                continue;
            }
            var material = ImportedMaterial.of(spec);
            for (var algorithm : ALGORITHMS) {
                // Of a family, the first is taken under all of them.
                var isTried = FIRST_OF_FAMILY.contains(spec) || algorithm.equals("RSA_AES_KEY_WRAP_SHA_256");
                if (isTried && (!spec.name().startsWith("RSA") || !algorithm.startsWith("RSAES"))) {
                    tests.add(DynamicTest.dynamicTest(
                            spec + " under " + algorithm, () -> comesIn(spec, material, algorithm)));
                }
            }
        }
        return tests.stream();
    }

    private void comesIn(KeySpec spec, ImportedMaterial material, String algorithm) throws Exception {
        var keyId = externalKey(spec);
        var wrappingSpec = spec == KeySpec.ECC_NIST_P521 ? "RSA_3072" : "RSA_2048";
        var parameters = parameters(keyId, algorithm, wrappingSpec);

        var imported = importing(keyId, parameters, wrap(algorithm, parameters, material.secret()), FOR_EVER);

        assertThat(imported.status()).as("%s", imported).isEqualTo(200);
        assertThat(imported.json().get("KeyMaterialId").asString()).matches("[0-9a-f]{64}");
        var metadata = describe(keyId);
        assertThat(metadata.get("KeyState").asString()).isEqualTo("Enabled");
        assertThat(metadata.get("ExpirationModel").asString()).isEqualTo("KEY_MATERIAL_DOES_NOT_EXPIRE");
        if (material.spki() != null) {
            assertThat(blob(ok("GetPublicKey", keyId(keyId)), "PublicKey")).isEqualTo(material.spki());
        } else if (spec.isHmac()) {
            var hash = "HmacSHA" + spec.name().substring("HMAC_".length());
            var mac = Mac.getInstance(hash);
            mac.init(new SecretKeySpec(material.secret(), hash));
            var answer = ok(
                    "GenerateMac",
                    "{\"KeyId\":\"%s\",\"Message\":\"YWJj\",\"MacAlgorithm\":\"HMAC_SHA_%s\"}"
                            .formatted(keyId, spec.name().substring("HMAC_".length())));
            assertThat(blob(answer, "Mac")).isEqualTo(mac.doFinal("abc".getBytes(StandardCharsets.US_ASCII)));
        } else {
            opens(keyId, sealed(keyId));
        }
    }

    @Test
    void a_wrapping_that_does_not_fit_the_key_gets_no_parameters() {
        var symmetric = externalKey(KeySpec.SYMMETRIC_DEFAULT);
        var rsa = externalKey(KeySpec.RSA_2048);
        var p521 = externalKey(KeySpec.ECC_NIST_P521);
        refusedParameters(symmetric, "RSAES_PKCS1_V1_5", "RSA_4096", "ValidationException");
        refusedParameters(symmetric, "SM2PKE", "RSA_2048", "ValidationException");
        refusedParameters(symmetric, "SM2PKE", "SM2", "UnsupportedOperationException");
        refusedParameters(rsa, "RSAES_OAEP_SHA_1", "RSA_4096", "ValidationException");
        refusedParameters(rsa, OAEP, "RSA_4096", "ValidationException");
        refusedParameters(p521, OAEP, "RSA_2048", "ValidationException");
        var ours = ok("CreateKey", "{}").get("KeyMetadata");
        var arn = ours.get("Arn").asString();
        for (var answer : List.of(
                claviger.call("GetParametersForImport", parametersRequest(arn, OAEP, "RSA_2048")),
                claviger.call("DeleteImportedKeyMaterial", keyId(arn)),
                claviger.call(
                        "ImportKeyMaterial",
                        "{\"KeyId\":\"%s\",\"ImportToken\":\"AA==\",\"EncryptedKeyMaterial\":\"AA==\"}"
                                .formatted(arn)))) {
            refused(answer, "UnsupportedOperationException");
            assertThat(answer.message()).isEqualTo(arn + " origin is AWS_KMS which is not valid for this operation.");
        }
    }

    @Test
    void whatever_does_not_unwrap_gets_one_answer_and_changes_nothing() throws Exception {
        var keyId = externalKey(KeySpec.SYMMETRIC_DEFAULT);
        for (var algorithm : ALGORITHMS) {
            var parameters = parameters(keyId, algorithm, "RSA_2048");
            var other = parameters(keyId, algorithm, "RSA_2048");
            var wrapped = wrap(algorithm, parameters, random(32));
            var pkcs1 = Cipher.getInstance("RSA/ECB/PKCS1Padding");
            pkcs1.init(Cipher.ENCRYPT_MODE, Wrapping.publicKey(blob(parameters, "PublicKey")));
            var wrong = new ArrayList<byte[]>();
            wrong.add(Arrays.copyOf(wrapped, wrapped.length - 1));
            wrong.add(Arrays.copyOf(wrapped, wrapped.length + 1));
            wrong.add(Arrays.copyOf(wrapped, 1));
            wrong.add(flipped(wrapped, 3));
            wrong.add(flipped(wrapped, wrapped.length - 1));
            wrong.add(new byte[wrapped.length]);
            wrong.add(pkcs1.doFinal(random(32)));
            wrong.add(wrap(algorithm, other, random(32)));
            wrong.add(wrap(ALGORITHMS.get((ALGORITHMS.indexOf(algorithm) + 1) % 4), parameters, random(32)));
            wrong.add(wrap(ALGORITHMS.get((ALGORITHMS.indexOf(algorithm) + 2) % 4), parameters, random(32)));
            for (var each : wrong) {
                var answer = importing(keyId, parameters, each, FOR_EVER);
                assertThat(answer.text()).isEqualTo("{\"__type\":\"InvalidCiphertextException\"}");
            }
            assertThat(describe(keyId).get("KeyState").asString()).isEqualTo("PendingImport");
        }
    }

    @Test
    void a_token_is_good_for_its_own_key_for_24_hours_whatever_other_tokens_there_are() throws Exception {
        var keyId = externalKey(KeySpec.SYMMETRIC_DEFAULT);
        var first = parameters(keyId, OAEP, "RSA_2048");
        var second = parameters(keyId, "RSA_AES_KEY_WRAP_SHA_1", "RSA_2048");
        var secret = random(32);
        var wrapped = wrap(OAEP, first, secret);

        var foreign = externalKey(KeySpec.SYMMETRIC_DEFAULT);
        refused(importing(foreign, first, wrapped, FOR_EVER), "InvalidImportTokenException");
        var token = blob(first, "ImportToken");
        for (var wrong : List.of(
                flipped(token, 0),
                flipped(token, 20),
                flipped(token, token.length - 1),
                Arrays.copyOf(token, token.length - 1),
                Arrays.copyOf(token, 4),
                new byte[6144])) {
            refused(importing(keyId, wrong, wrapped, FOR_EVER), "InvalidImportTokenException");
        }
        claviger.advance("PT23H59M");
        assertThat(importing(keyId, first, wrapped, FOR_EVER).status()).isEqualTo(200);
        assertThat(importing(keyId, second, wrap("RSA_AES_KEY_WRAP_SHA_1", second, secret), FOR_EVER)
                        .status())
                .isEqualTo(200);
        claviger.advance("PT2M");
        refused(importing(keyId, first, wrapped, FOR_EVER), "ExpiredImportTokenException");
    }

    @Test
    void material_that_is_not_the_key_specs_gets_one_answer() throws Exception {
        for (var length : List.of(1, 16, 31, 33, 64)) {
            incorrect(KeySpec.SYMMETRIC_DEFAULT, random(length));
        }
        incorrect(KeySpec.HMAC_224, random(32));
        incorrect(KeySpec.HMAC_384, random(47));
        var p256 = ImportedMaterial.of(KeySpec.ECC_NIST_P256).secret();
        incorrect(KeySpec.ECC_NIST_P256, random(32));
        incorrect(KeySpec.ECC_NIST_P384, p256);
        incorrect(KeySpec.ECC_NIST_P256, Arrays.copyOf(p256, p256.length + 1));
        incorrect(KeySpec.ECC_NIST_P256, Arrays.copyOf(p256, p256.length - 1));
        incorrect(KeySpec.ECC_NIST_P256, mismatchedP256());
        incorrect(KeySpec.ML_DSA_44, ImportedMaterial.of(KeySpec.ML_DSA_65).secret());
        incorrect(KeySpec.RSA_3072, ImportedMaterial.of(KeySpec.RSA_2048).secret());
        incorrect(KeySpec.RSA_2048, rsaWithAnotherFactor());
    }

    private void incorrect(KeySpec spec, byte[] secret) throws Exception {
        var keyId = externalKey(spec);
        var algorithm = "RSA_AES_KEY_WRAP_SHA_256";
        var parameters = parameters(keyId, algorithm, "RSA_2048");
        var answer = importing(keyId, parameters, wrap(algorithm, parameters, secret), FOR_EVER);
        assertThat(answer.text()).as(spec.name()).isEqualTo("{\"__type\":\"IncorrectKeyMaterialException\"}");
        assertThat(describe(keyId).get("KeyState").asString()).isEqualTo("PendingImport");
    }

    @Test
    void a_key_without_its_material_waits_and_a_key_that_had_material_takes_only_that_again() throws Exception {
        var keyId = externalKey(KeySpec.SYMMETRIC_DEFAULT);
        var before = describe(keyId);
        var arn = before.get("Arn").asString();
        assertThat(before.get("Enabled").asBoolean()).isFalse();
        assertThat(before.has("ExpirationModel") || before.has("ValidTo") || before.has("CurrentKeyMaterialId"))
                .isFalse();
        for (var operation : List.of("EnableKey", "DisableKey", "RotateKeyOnDemand")) {
            var answer = claviger.call(operation, keyId(keyId));
            refused(answer, "KMSInvalidStateException");
            assertThat(answer.message()).isEqualTo(arn + " is pending import.");
        }
        assertThat(claviger.call("DeleteImportedKeyMaterial", keyId(keyId)).status())
                .isEqualTo(200);

        var secret = random(32);
        var id = put(keyId, secret, FOR_EVER).json().get("KeyMaterialId").asString();
        var ciphertext = sealed(keyId);
        refused(claviger.call("EnableKeyRotation", keyId(keyId)), "UnsupportedOperationException");
        assertThat(ok("GetKeyRotationStatus", keyId(keyId))
                        .get("KeyRotationEnabled")
                        .asBoolean())
                .isFalse();

        var deleted = ok("DeleteImportedKeyMaterial", keyId(keyId));
        assertThat(deleted.get("KeyMaterialId").asString()).isEqualTo(id);
        var waiting = describe(keyId);
        assertThat(waiting.get("KeyState").asString()).isEqualTo("PendingImport");
        assertThat(waiting.get("CurrentKeyMaterialId").asString()).isEqualTo(id);
        assertThat(waiting.has("ExpirationModel")).isFalse();
        refused(decrypt(keyId, ciphertext), "KMSInvalidStateException");

        // To call the deletion of the key off brings no material back.
        ok("ScheduleKeyDeletion", keyId(keyId));
        ok("CancelKeyDeletion", keyId(keyId));
        assertThat(describe(keyId).get("KeyState").asString()).isEqualTo("PendingImport");

        refused(put(keyId, random(32), FOR_EVER), "IncorrectKeyMaterialException");
        refused(put(keyId, secret, FOR_EVER + ",\"ImportType\":\"NEW_KEY_MATERIAL\""), "IncorrectKeyMaterialException");
        refused(
                put(keyId, secret, FOR_EVER + ",\"KeyMaterialId\":\"" + "0".repeat(64) + "\""),
                "IncorrectKeyMaterialException");
        var again = put(keyId, secret, FOR_EVER + ",\"KeyMaterialId\":\"" + id + "\"");
        assertThat(again.json().get("KeyMaterialId").asString()).isEqualTo(id);
        assertThat(describe(keyId).get("KeyState").asString()).isEqualTo("Enabled");
        opens(keyId, ciphertext);
    }

    @Test
    void when_material_expires_the_key_waits_until_it_is_imported_again() throws Exception {
        var keyId = externalKey(KeySpec.SYMMETRIC_DEFAULT);
        var secret = random(32);
        var now = now(keyId);
        for (var wrong : List.of(
                "",
                ",\"ExpirationModel\":\"KEY_MATERIAL_EXPIRES\"",
                FOR_EVER + validTo(now, 10),
                validTo(now, -10),
                validTo(now, 366 * 86_400))) {
            refused(put(keyId, secret, wrong), "ValidationException");
        }
        for (var wrong : List.of("1e999", "\"2030-01-01T00:00:00Z\"", "true", "99999999999999")) {
            refused(put(keyId, secret, ",\"ValidTo\":" + wrong), "SerializationException");
        }
        assertThat(put(keyId, secret, validTo(now, 86_400)).status()).isEqualTo(200);
        var metadata = describe(keyId);
        assertThat(metadata.get("ExpirationModel").asString()).isEqualTo("KEY_MATERIAL_EXPIRES");
        assertThat(metadata.get("ValidTo").decimalValue()).isEqualByComparingTo(now.add(BigDecimal.valueOf(86_400)));
        var ciphertext = sealed(keyId);

        claviger.advance("PT25H");

        refused(decrypt(keyId, ciphertext), "KMSInvalidStateException");
        metadata = describe(keyId);
        assertThat(metadata.get("KeyState").asString()).isEqualTo("PendingImport");
        assertThat(metadata.has("ValidTo")).isFalse();
        assertThat(rotations(keyId).get(0).get("ImportState").asString()).isEqualTo("PENDING_IMPORT");
        assertThat(claviger.auditRecords().values())
                .filteredOn(event -> event.get("eventName").asString().equals("DeleteExpiredKeyMaterial"))
                .filteredOn(event ->
                        event.at("/serviceEventDetails/keyId").asString().equals(keyId))
                .hasSize(1);

        assertThat(put(keyId, secret, FOR_EVER).status()).isEqualTo(200);
        opens(keyId, ciphertext);
    }

    @Test
    void new_material_waits_for_a_rotation_and_all_that_was_ever_current_is_needed() throws Exception {
        var keyId = externalKey(KeySpec.SYMMETRIC_DEFAULT);
        var arn = describe(keyId).get("Arn").asString();
        var first = random(32);
        var firstId = put(keyId, first, FOR_EVER + ",\"KeyMaterialDescription\":\"the first\"")
                .json()
                .get("KeyMaterialId")
                .asString();
        var old = sealed(keyId);
        var none = claviger.call("RotateKeyOnDemand", keyId(keyId));
        refused(none, "KMSInvalidStateException");
        assertThat(none.message()).isEqualTo("No available key material pending rotation for the key: " + arn + ".");

        var second = random(32);
        var isNew = FOR_EVER + ",\"ImportType\":\"NEW_KEY_MATERIAL\"";
        var secondId = put(keyId, second, isNew).json().get("KeyMaterialId").asString();
        var third = random(32);
        var full = put(keyId, third, isNew);
        refused(full, "KMSInvalidStateException");
        assertThat(full.message())
                .matches("New key material \\(id: [0-9a-f]{64}\\) cannot be imported into KMS key " + arn
                        + ", because another key material \\(id: " + secondId + "\\) is pending rotation\\.");
        assertThat(describe(keyId).get("CurrentKeyMaterialId").asString()).isEqualTo(firstId);
        assertThat(states(keyId))
                .containsExactly(firstId + " CURRENT IMPORTED", secondId + " PENDING_ROTATION IMPORTED");
        assertThat(rotations(keyId).get(0).get("KeyMaterialDescription").asString())
                .isEqualTo("the first");

        // What waits is not needed yet.
        ok("DeleteImportedKeyMaterial", "{\"KeyId\":\"%s\",\"KeyMaterialId\":\"%s\"}".formatted(keyId, secondId));
        assertThat(describe(keyId).get("KeyState").asString()).isEqualTo("Enabled");
        assertThat(put(keyId, second, isNew).status()).isEqualTo(200);

        ok("RotateKeyOnDemand", keyId(keyId));
        claviger.advance("PT1S");
        assertThat(describe(keyId).get("CurrentKeyMaterialId").asString()).isEqualTo(secondId);
        assertThat(states(keyId)).containsExactly(firstId + " NON_CURRENT IMPORTED", secondId + " CURRENT IMPORTED");
        opens(keyId, old);
        opens(keyId, sealed(keyId));

        ok("DeleteImportedKeyMaterial", "{\"KeyId\":\"%s\",\"KeyMaterialId\":\"%s\"}".formatted(keyId, firstId));
        assertThat(describe(keyId).get("KeyState").asString()).isEqualTo("PendingImport");
        assertThat(states(keyId))
                .containsExactly(firstId + " NON_CURRENT PENDING_IMPORT", secondId + " CURRENT IMPORTED");
        assertThat(put(keyId, first, FOR_EVER).status()).isEqualTo(200);
        assertThat(rotations(keyId).get(0).get("KeyMaterialDescription").asString())
                .isEqualTo("the first");
        opens(keyId, old);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA_2048", "RSA_3072", "RSA_4096"})
    void wrapping_keys_have_the_size_that_was_asked_for(String spec) throws Exception {
        var keyId = externalKey(KeySpec.RSA_2048);
        var parameters = parameters(keyId, "RSA_AES_KEY_WRAP_SHA_256", spec);
        var wrappingKey = (RSAPublicKey) Wrapping.publicKey(blob(parameters, "PublicKey"));
        assertThat("RSA_" + wrappingKey.getModulus().bitLength()).isEqualTo(spec);
        var material = ImportedMaterial.of(KeySpec.RSA_2048);
        var wrapped = wrap("RSA_AES_KEY_WRAP_SHA_256", parameters, material.secret());
        assertThat(importing(keyId, parameters, wrapped, FOR_EVER).status()).isEqualTo(200);
        assertThat(blob(ok("GetPublicKey", keyId(keyId)), "PublicKey")).isEqualTo(material.spki());
    }

    @Test
    void replicas_take_the_material_of_their_primary_and_no_other() throws Exception {
        var keyId = externalKey("us-east-1", KeySpec.SYMMETRIC_DEFAULT, true);
        var replicate = "{\"KeyId\":\"%s\",\"ReplicaRegion\":\"eu-west-1\"}".formatted(keyId);
        refused(claviger.call("ReplicateKey", replicate), "KMSInvalidStateException");
        var secret = random(32);
        put("us-east-1", keyId, secret, FOR_EVER + ",\"KeyMaterialDescription\":\"both\"");
        ok("ReplicateKey", replicate);
        claviger.advance("PT1S");
        var replica = describe("eu-west-1", keyId);
        assertThat(replica.get("KeyState").asString()).isEqualTo("PendingImport");
        assertThat(replica.has("CurrentKeyMaterialId")).isFalse();
        assertThat(rotations("eu-west-1", keyId).get(0).get("ImportState").asString())
                .isEqualTo("PENDING_IMPORT");

        refused(put("eu-west-1", keyId, random(32), FOR_EVER), "IncorrectKeyMaterialException");
        refused(put("eu-west-1", keyId, random(32), NEW), "UnsupportedOperationException");
        assertThat(put("eu-west-1", keyId, secret, FOR_EVER).status()).isEqualTo(200);
        assertThat(describe("eu-west-1", keyId).get("KeyState").asString()).isEqualTo("Enabled");
        opens("eu-west-1", keyId, sealed(keyId));

        // One that is made later waits for the same.
        ok("ReplicateKey", "{\"KeyId\":\"%s\",\"ReplicaRegion\":\"us-west-2\"}".formatted(keyId));
        claviger.advance("PT1S");
        assertThat(describe("us-west-2", keyId).get("KeyState").asString()).isEqualTo("PendingImport");
        assertThat(put("us-west-2", keyId, secret, FOR_EVER).status()).isEqualTo(200);
        opens("us-west-2", keyId, sealed(keyId));

        // What is deleted in one Region stays in the others.
        ok("us-west-2", "DeleteImportedKeyMaterial", keyId(keyId));
        assertThat(describe("us-west-2", keyId).get("KeyState").asString()).isEqualTo("PendingImport");
        opens("eu-west-1", keyId, sealed(keyId));
    }

    @Test
    void related_keys_rotate_to_new_material_when_all_of_them_have_it() throws Exception {
        var keyId = externalKey("us-east-1", KeySpec.SYMMETRIC_DEFAULT, true);
        var first = random(32);
        put("us-east-1", keyId, first, FOR_EVER);
        ok("ReplicateKey", "{\"KeyId\":\"%s\",\"ReplicaRegion\":\"eu-west-1\"}".formatted(keyId));
        claviger.advance("PT1S");
        put("eu-west-1", keyId, first, FOR_EVER);
        var old = sealed(keyId);

        var second = random(32);
        var secondId =
                put("us-east-1", keyId, second, NEW).json().get("KeyMaterialId").asString();
        assertThat(states("us-east-1", keyId))
                .contains(secondId + " PENDING_MULTI_REGION_IMPORT_AND_ROTATION IMPORTED");
        refused(claviger.call("RotateKeyOnDemand", keyId(keyId)), "KMSInvalidStateException");
        put("eu-west-1", keyId, second, EXISTING);
        assertThat(states("us-east-1", keyId)).contains(secondId + " PENDING_ROTATION IMPORTED");
        assertThat(states("eu-west-1", keyId)).contains(secondId + " PENDING_ROTATION IMPORTED");

        // Deleted at a replica it is gone there; deleted at the primary it is gone everywhere.
        var secondOnly = "{\"KeyId\":\"%s\",\"KeyMaterialId\":\"%s\"}".formatted(keyId, secondId);
        ok("eu-west-1", "DeleteImportedKeyMaterial", secondOnly);
        assertThat(states("us-east-1", keyId))
                .contains(secondId + " PENDING_MULTI_REGION_IMPORT_AND_ROTATION IMPORTED");
        put("eu-west-1", keyId, second, EXISTING);
        ok("us-east-1", "DeleteImportedKeyMaterial", secondOnly);
        assertThat(states("us-east-1", keyId)).hasSize(1);
        assertThat(states("eu-west-1", keyId)).hasSize(1);
        assertThat(describe("eu-west-1", keyId).get("KeyState").asString()).isEqualTo("Enabled");

        put("us-east-1", keyId, second, NEW);
        put("eu-west-1", keyId, second, EXISTING);
        ok("RotateKeyOnDemand", keyId(keyId));
        claviger.advance("PT1S");
        for (var region : List.of("us-east-1", "eu-west-1")) {
            assertThat(describe(region, keyId).get("CurrentKeyMaterialId").asString())
                    .isEqualTo(secondId);
            opens(region, keyId, old);
        }
        opens("eu-west-1", keyId, sealed(keyId));
    }

    @Test
    void a_key_has_one_material_pending_rotation_wherever_its_primary_region_was() throws Exception {
        var keyId = externalKey("us-east-1", KeySpec.SYMMETRIC_DEFAULT, true);
        var first = random(32);
        put("us-east-1", keyId, first, FOR_EVER);
        ok("ReplicateKey", "{\"KeyId\":\"%s\",\"ReplicaRegion\":\"eu-west-1\"}".formatted(keyId));
        claviger.advance("PT1S");
        put("eu-west-1", keyId, first, FOR_EVER);
        put("us-east-1", keyId, random(32), NEW);
        ok("UpdatePrimaryRegion", "{\"KeyId\":\"%s\",\"PrimaryRegion\":\"eu-west-1\"}".formatted(keyId));
        claviger.advance("PT1S");
        var third = random(32);
        assertThat(put("eu-west-1", keyId, third, NEW).status()).isEqualTo(200);
        refused(put("us-east-1", keyId, third, EXISTING), "KMSInvalidStateException");
    }

    @Test
    void a_replica_never_keeps_what_its_primary_gives_up_at_the_same_moment() throws Exception {
        var keyId = externalKey("us-east-1", KeySpec.SYMMETRIC_DEFAULT, true);
        var first = random(32);
        put("us-east-1", keyId, first, FOR_EVER);
        ok("ReplicateKey", "{\"KeyId\":\"%s\",\"ReplicaRegion\":\"eu-west-1\"}".formatted(keyId));
        claviger.advance("PT1S");
        put("eu-west-1", keyId, first, FOR_EVER);
        var there = ok("eu-west-1", "GetParametersForImport", parametersRequest(keyId, OAEP, "RSA_2048"));
        for (int round = 0; round < 15; round++) {
            var second = random(32);
            var secondId = put("us-east-1", keyId, second, NEW)
                    .json()
                    .get("KeyMaterialId")
                    .asString();
            var wrapped = wrap(OAEP, there, second);
            var importing = new FutureTask<>(
                    () -> importing("eu-west-1", keyId, blob(there, "ImportToken"), wrapped, EXISTING));
            Thread.startVirtualThread(importing);
            // An import takes longer than a deletion, by the time of RSA.
            Thread.sleep(round % 5);
            ok("DeleteImportedKeyMaterial", "{\"KeyId\":\"%s\",\"KeyMaterialId\":\"%s\"}".formatted(keyId, secondId));
            importing.get();
            assertThat(states("eu-west-1", keyId)).as("round %d", round).hasSize(1);
        }
    }

    @Test
    void a_key_pair_is_imported_once_and_for_ever() throws Exception {
        var keyId = externalKey(KeySpec.ECC_NIST_P256);
        var secret = ImportedMaterial.of(KeySpec.ECC_NIST_P256).secret();
        refused(put(keyId, secret, FOR_EVER + ",\"ImportType\":\"NEW_KEY_MATERIAL\""), "ValidationException");
        assertThat(put(keyId, secret, FOR_EVER).status()).isEqualTo(200);
        refused(
                put(keyId, ImportedMaterial.of(KeySpec.ECC_NIST_P256).secret(), FOR_EVER),
                "IncorrectKeyMaterialException");
        ok("DeleteImportedKeyMaterial", keyId(keyId));
        refused(claviger.call("GetPublicKey", keyId(keyId)), "KMSInvalidStateException");
        assertThat(put(keyId, secret, FOR_EVER).status()).isEqualTo(200);
        assertThat(claviger.call("GetPublicKey", keyId(keyId)).status()).isEqualTo(200);
    }

    private static final String NEW =
            ",\"ExpirationModel\":\"KEY_MATERIAL_DOES_NOT_EXPIRE\",\"ImportType\":\"NEW_KEY_MATERIAL\"";
    private static final String EXISTING =
            ",\"ExpirationModel\":\"KEY_MATERIAL_DOES_NOT_EXPIRE\",\"ImportType\":\"EXISTING_KEY_MATERIAL\"";
    private static final String FOR_EVER = ",\"ExpirationModel\":\"KEY_MATERIAL_DOES_NOT_EXPIRE\"";

    private static byte[] mismatchedP256() throws IOException {
        return ImportedMaterial.ecPkcs8("secp256r1", random(31), true);
    }

    /// Numbers that belong to no key: one of the factors is another.
    private static byte[] rsaWithAnotherFactor() throws GeneralSecurityException, IOException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        var key = (RSAPrivateCrtKey) generator.generateKeyPair().getPrivate();
        var q = key.getPrimeQ().subtract(BigInteger.TWO);
        var broken = new RSAPrivateKey(
                key.getPrimeP().multiply(q),
                key.getPublicExponent(),
                key.getPrivateExponent(),
                key.getPrimeP(),
                q,
                key.getPrimeExponentP(),
                key.getPrimeExponentQ(),
                key.getCrtCoefficient());
        return new PrivateKeyInfo(
                        new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE), broken)
                .getEncoded();
    }

    private static byte[] wrap(String algorithm, JsonNode parameters, byte[] secret) throws GeneralSecurityException {
        return Wrapping.wrap(algorithm, blob(parameters, "PublicKey"), secret);
    }

    private static final String HOME = "us-east-1";

    private static String externalKey(KeySpec spec) {
        return externalKey(HOME, spec, false);
    }

    private static String externalKey(String region, KeySpec spec, boolean multiRegion) {
        var usage = Arrays.stream(KeyUsageType.values())
                .filter(spec::isFor)
                .findFirst()
                .orElseThrow();
        var metadata = ok(
                        region,
                        "CreateKey",
                        "{\"Origin\":\"EXTERNAL\",\"KeySpec\":\"%s\",\"KeyUsage\":\"%s\",\"MultiRegion\":%s}"
                                .formatted(spec, usage, multiRegion))
                .get("KeyMetadata");
        assertThat(metadata.get("KeyState").asString()).isEqualTo("PendingImport");
        return metadata.get("KeyId").asString();
    }

    private static String parametersRequest(String keyId, String algorithm, String wrappingSpec) {
        return "{\"KeyId\":\"%s\",\"WrappingAlgorithm\":\"%s\",\"WrappingKeySpec\":\"%s\"}"
                .formatted(keyId, algorithm, wrappingSpec);
    }

    private static JsonNode parameters(String keyId, String algorithm, String wrappingSpec) {
        return ok("GetParametersForImport", parametersRequest(keyId, algorithm, wrappingSpec));
    }

    private static void refusedParameters(String keyId, String algorithm, String wrappingSpec, String error) {
        refused(claviger.call("GetParametersForImport", parametersRequest(keyId, algorithm, wrappingSpec)), error);
    }

    /// The time by the server's clock, in seconds since 1970.
    private static BigDecimal now(String keyId) {
        return parameters(keyId, OAEP, "RSA_2048")
                .get("ParametersValidTo")
                .decimalValue()
                .subtract(BigDecimal.valueOf(86_400));
    }

    private static String validTo(BigDecimal now, long seconds) {
        return ",\"ValidTo\":" + now.add(BigDecimal.valueOf(seconds)).toPlainString();
    }

    private static TestClaviger.Answer put(String keyId, byte[] secret, String more) throws GeneralSecurityException {
        return put(HOME, keyId, secret, more);
    }

    private static TestClaviger.Answer put(String region, String keyId, byte[] secret, String more)
            throws GeneralSecurityException {
        var parameters = ok(region, "GetParametersForImport", parametersRequest(keyId, OAEP, "RSA_2048"));
        return importing(region, keyId, blob(parameters, "ImportToken"), wrap(OAEP, parameters, secret), more);
    }

    private static TestClaviger.Answer importing(String keyId, JsonNode parameters, byte[] wrapped, String more) {
        return importing(keyId, blob(parameters, "ImportToken"), wrapped, more);
    }

    private static TestClaviger.Answer importing(String keyId, byte[] token, byte[] wrapped, String more) {
        return importing(HOME, keyId, token, wrapped, more);
    }

    private static TestClaviger.Answer importing(
            String region, String keyId, byte[] token, byte[] wrapped, String more) {
        return claviger.call(
                ACCOUNT,
                region,
                "ImportKeyMaterial",
                "{\"KeyId\":\"%s\",\"ImportToken\":\"%s\",\"EncryptedKeyMaterial\":\"%s\"%s}"
                        .formatted(keyId, base64(token), base64(wrapped), more));
    }

    private static byte[] sealed(String keyId) {
        return blob(ok("Encrypt", "{\"KeyId\":\"%s\",\"Plaintext\":\"YXR0YWNr\"}".formatted(keyId)), "CiphertextBlob");
    }

    private static String decryptRequest(String keyId, byte[] ciphertext) {
        return "{\"KeyId\":\"%s\",\"CiphertextBlob\":\"%s\"}".formatted(keyId, base64(ciphertext));
    }

    private static TestClaviger.Answer decrypt(String keyId, byte[] ciphertext) {
        return claviger.call("Decrypt", decryptRequest(keyId, ciphertext));
    }

    private static void opens(String keyId, byte[] ciphertext) {
        opens(HOME, keyId, ciphertext);
    }

    private static void opens(String region, String keyId, byte[] ciphertext) {
        assertThat(ok(region, "Decrypt", decryptRequest(keyId, ciphertext))
                        .get("Plaintext")
                        .asString())
                .isEqualTo("YXR0YWNr");
    }

    private static JsonNode rotations(String region, String keyId) {
        return ok(
                        region,
                        "ListKeyRotations",
                        "{\"KeyId\":\"%s\",\"IncludeKeyMaterial\":\"ALL_KEY_MATERIAL\"}".formatted(keyId))
                .get("Rotations");
    }

    private static JsonNode rotations(String keyId) {
        return rotations(HOME, keyId);
    }

    private static List<String> states(String keyId) {
        return states(HOME, keyId);
    }

    private static List<String> states(String region, String keyId) {
        return rotations(region, keyId)
                .valueStream()
                .map(entry -> entry.get("KeyMaterialId").asString() + " "
                        + entry.get("KeyMaterialState").asString() + " "
                        + entry.get("ImportState").asString())
                .toList();
    }

    private static JsonNode describe(String keyId) {
        return describe(HOME, keyId);
    }

    private static JsonNode describe(String region, String keyId) {
        return ok(region, "DescribeKey", keyId(keyId)).get("KeyMetadata");
    }

    private static JsonNode ok(String operation, String body) {
        return ok(HOME, operation, body);
    }

    private static JsonNode ok(String region, String operation, String body) {
        var answer = claviger.call(ACCOUNT, region, operation, body);
        assertThat(answer.status()).as("%s: %s", operation, answer).isEqualTo(200);
        return answer.json();
    }

    private static void refused(TestClaviger.Answer answer, String error) {
        assertThat(answer.error()).as("%s", answer).isEqualTo(error);
    }

    private static String keyId(String keyId) {
        return "{\"KeyId\":\"" + keyId + "\"}";
    }

    private static byte[] blob(JsonNode answer, String member) {
        return Base64.getDecoder().decode(answer.get(member).asString());
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] random(int length) {
        var bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static byte[] flipped(byte[] bytes, int at) {
        var other = bytes.clone();
        other[at] ^= 1;
        return other;
    }
}
