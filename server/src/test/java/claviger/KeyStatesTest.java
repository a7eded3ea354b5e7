package claviger;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.call.Change;
import claviger.kms.Deletion;
import claviger.kms.Key;
import claviger.kms.KeyState;
import claviger.kms.OriginType;
import claviger.trail.ServiceEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Every operation on a key, with the key in every state: each cell of `key-states.txt` is a test.
class KeyStatesTest {

    private static final String ACCOUNT = "000000000000";
    private static final String ROOT = "arn:aws:iam::000000000000:root";
    private static final String REGION = "us-east-1";

    /// Far enough away that upkeep leaves a key alone that is creating or updating.
    private static final Instant LATER = Instant.parse("2226-01-01T00:00:00Z");

    private static final List<KeyState> STATES = List.of(
            KeyState.ENABLED,
            KeyState.DISABLED,
            KeyState.PENDING_DELETION,
            KeyState.PENDING_REPLICA_DELETION,
            KeyState.CREATING,
            KeyState.UPDATING,
            KeyState.PENDING_IMPORT,
            KeyState.UNAVAILABLE);

    /// Operations that are on no key.
    private static final Set<String> WITHOUT_KEY =
            Set.of("CreateKey", "GenerateRandom", "ListKeys", "ListRetirableGrants");

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

    @Test
    void every_operation_that_is_on_a_key_has_its_row() {
        var rows = new HashSet<String>();
        rows().forEach(row -> rows.add(row[0]));
        rows.addAll(WITHOUT_KEY);
        assertThat(TestOperations.all().all())
                .extracting(entry -> entry.operation().name())
                .allMatch(rows::contains)
                .hasSameSizeAs(rows);
    }

    @TestFactory
    Stream<DynamicTest> cells() {
        var tests = new ArrayList<DynamicTest>();
        for (var row : rows()) {
            for (int i = 0; i < STATES.size(); i++) {
                var state = STATES.get(i);
                var cell = row[i + 1];
                if (cell.equals("-")) {
                    continue;
                }
                tests.add(DynamicTest.dynamicTest(
                        row[0] + " with a key that is " + state.wireName() + ": " + cell,
                        () -> check(row[0], state, cell)));
            }
        }
        return tests.stream();
    }

    private static List<String[]> rows() {
        try (var table = KeyStatesTest.class.getResourceAsStream("/key-states.txt")) {
            var text = new String(Objects.requireNonNull(table).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" +"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void check(String operation, KeyState state, String cell) {
        var subject = Subject.of(operation);
        var body = subject.request(operation);
        var before = subject.become(state);

        var answer = claviger.call(operation, body);

        switch (cell) {
            case "ok" -> assertThat(answer.status()).as("%s", answer).isEqualTo(200);
            case "1" -> refused(answer, "DisabledException", before.arn() + " is disabled.");
            case "3", "5", "11", "14", "15" ->
                refused(answer, "KMSInvalidStateException", before.arn() + " " + state.words());
            case "4" -> refused(answer, "KMSInvalidStateException", before.arn() + " is not pending deletion.");
            case "7" ->
                refused(
                        answer,
                        "UnsupportedOperationException",
                        before.arn() + " origin is " + before.origin() + " which is not valid for this operation.");
            default -> throw new IllegalArgumentException(cell);
        }
        if (!cell.equals("ok")) {
            assertThat(subject.key()).as("the key after a refusal").isEqualTo(before);
        }
    }

    private static void refused(TestClaviger.Answer answer, String error, String message) {
        assertThat(answer.error()).as("%s", answer).isEqualTo(error);
        assertThat(answer.message()).isEqualTo(message);
    }

    /// The key that a cell is about, and what the calls on it need.
    private record Subject(String keyId) {

        static Subject of(String operation) {
            var spec = switch (operation) {
                case "Sign", "Verify", "GetPublicKey" ->
                    "\"KeySpec\": \"ECC_NIST_P256\", \"KeyUsage\": \"SIGN_VERIFY\",";
                case "DeriveSharedSecret" -> "\"KeySpec\": \"ECC_NIST_P256\", \"KeyUsage\": \"KEY_AGREEMENT\",";
                case "GenerateMac", "VerifyMac" -> "\"KeySpec\": \"HMAC_256\", \"KeyUsage\": \"GENERATE_VERIFY_MAC\",";
                case "Encapsulate", "Decapsulate" ->
                    "\"KeySpec\": \"ML_KEM_512\", \"KeyUsage\": \"ENCAPSULATE_DECAPSULATE\",";
                case "GetParametersForImport", "ImportKeyMaterial", "DeleteImportedKeyMaterial" ->
                    "\"Origin\": \"EXTERNAL\",";
                default -> "";
            };
            var keyId = good("CreateKey", "{" + spec + "\"MultiRegion\": true}")
                    .json()
                    .at("/KeyMetadata/KeyId")
                    .asString();
            if (spec.contains("EXTERNAL")) {
                good("ImportKeyMaterial", new Subject(keyId).request("ImportKeyMaterial"));
            }
            return new Subject(keyId);
        }

        Key key() {
            return Objects.requireNonNull(
                    claviger.server.vault().store().view().in(ACCOUNT, REGION).key(keyId));
        }

        /// Puts the key into the state, whatever way leads there.
        Key become(KeyState state) {
            if (state == KeyState.ENABLED) {
                return key();
            }
            var now = key();
            var deletion = switch (state) {
                case PENDING_DELETION -> new Deletion(30, LATER, Duration.ZERO);
                case PENDING_REPLICA_DELETION -> new Deletion(30, null, Duration.ZERO);
                default -> null;
            };
            var changed = new Key(
                    now.account(),
                    now.region(),
                    now.id(),
                    now.spec(),
                    now.usage(),
                    switch (state) {
                        case PENDING_IMPORT -> OriginType.EXTERNAL;
                        case UNAVAILABLE -> OriginType.AWS_CLOUDHSM;
                        default -> now.origin();
                    },
                    now.manager(),
                    state,
                    now.description(),
                    now.policy(),
                    now.tags(),
                    now.currentMaterialId(),
                    now.rotation(),
                    now.multiRegion(),
                    deletion,
                    now.expiration(),
                    state == KeyState.CREATING || state == KeyState.UPDATING ? LATER : now.created(),
                    now.version() + 1);
            var event = ServiceEvent.ofInstallation("Test", Instant.now());
            claviger.server.vault().store().commit(List.of(new Change.Put(changed)), event.toBytes());
            return changed;
        }

        /// The request, made while the key is enabled.
        String request(String operation) {
            var alias = "alias/" + keyId;
            var id = "\"KeyId\": \"" + keyId + "\"";
            return switch (operation) {
                case "CreateAlias" -> "{\"AliasName\": \"" + alias + "\", \"TargetKeyId\": \"" + keyId + "\"}";
                case "DeleteAlias" -> {
                    good("CreateAlias", "{\"AliasName\": \"" + alias + "\", \"TargetKeyId\": \"" + keyId + "\"}");
                    yield "{\"AliasName\": \"" + alias + "\"}";
                }
                case "UpdateAlias" -> {
                    var other = of("");
                    good("CreateAlias", "{\"AliasName\": \"" + alias + "\", \"TargetKeyId\": \"" + other.keyId + "\"}");
                    yield "{\"AliasName\": \"" + alias + "\", \"TargetKeyId\": \"" + keyId + "\"}";
                }
                case "Encrypt" -> "{" + id + ", \"Plaintext\": \"aGVsbG8=\"}";
                case "Decrypt" ->
                    "{\"CiphertextBlob\": "
                            + made("Encrypt", "{" + id + ", \"Plaintext\": \"aGVsbG8=\"}", "CiphertextBlob") + "}";
                case "ReEncrypt" ->
                    "{\"DestinationKeyId\": \"" + keyId + "\", \"CiphertextBlob\": "
                            + made("Encrypt", request("Encrypt"), "CiphertextBlob") + "}";
                case "CreateGrant" ->
                    "{" + id + ", \"GranteePrincipal\": \"" + ROOT + "\", \"RetiringPrincipal\": \"" + ROOT
                            + "\", \"Operations\": [\"DescribeKey\"]}";
                case "RetireGrant", "RevokeGrant" ->
                    "{" + id + ", \"GrantId\": " + made("CreateGrant", request("CreateGrant"), "GrantId") + "}";
                case "TagResource" -> "{" + id + ", \"Tags\": [{\"TagKey\": \"a\", \"TagValue\": \"b\"}]}";
                case "UntagResource" -> "{" + id + ", \"TagKeys\": [\"a\"]}";
                case "Sign" -> "{" + id + ", \"Message\": \"aGVsbG8=\", \"SigningAlgorithm\": \"ECDSA_SHA_256\"}";
                case "Verify" ->
                    "{" + id + ", \"Message\": \"aGVsbG8=\", \"SigningAlgorithm\": \"ECDSA_SHA_256\", \"Signature\": "
                            + made("Sign", request("Sign"), "Signature") + "}";
                case "GenerateMac" -> "{" + id + ", \"Message\": \"aGVsbG8=\", \"MacAlgorithm\": \"HMAC_SHA_256\"}";
                case "VerifyMac" ->
                    "{" + id + ", \"Message\": \"aGVsbG8=\", \"MacAlgorithm\": \"HMAC_SHA_256\", \"Mac\": "
                            + made("GenerateMac", request("GenerateMac"), "Mac") + "}";
                case "Encapsulate" -> "{" + id + ", \"EncapsulationAlgorithm\": \"ML_KEM\"}";
                case "Decapsulate" ->
                    "{" + id + ", \"EncapsulationAlgorithm\": \"ML_KEM\", \"SharedSecretCiphertextBlob\": "
                            + made("Encapsulate", request("Encapsulate"), "SharedSecretCiphertextBlob") + "}";
                case "DeriveSharedSecret" ->
                    "{" + id + ", \"KeyAgreementAlgorithm\": \"ECDH\", \"PublicKey\": "
                            + made("GetPublicKey", "{" + id + "}", "PublicKey") + "}";
                case "GenerateDataKey", "GenerateDataKeyWithoutPlaintext" -> "{" + id + ", \"KeySpec\": \"AES_256\"}";
                case "GenerateDataKeyPair", "GenerateDataKeyPairWithoutPlaintext" ->
                    "{" + id + ", \"KeyPairSpec\": \"ECC_NIST_P256\"}";
                case "PutKeyPolicy" -> "{" + id + ", \"Policy\": \"{}\"}";
                case "ReplicateKey" -> "{" + id + ", \"ReplicaRegion\": \"eu-west-1\"}";
                case "UpdatePrimaryRegion" -> {
                    good("ReplicateKey", "{" + id + ", \"ReplicaRegion\": \"eu-west-1\"}");
                    claviger.advance("PT0S");
                    yield "{" + id + ", \"PrimaryRegion\": \"eu-west-1\"}";
                }
                case "GetParametersForImport" ->
                    "{" + id + ", \"WrappingAlgorithm\": \"RSAES_OAEP_SHA_256\", \"WrappingKeySpec\": \"RSA_2048\"}";
                case "ImportKeyMaterial" -> {
                    var parameters = good("GetParametersForImport", request("GetParametersForImport"))
                            .json();
                    yield "{" + id + ", \"ExpirationModel\": \"KEY_MATERIAL_DOES_NOT_EXPIRE\", \"ImportToken\": "
                            + parameters.get("ImportToken") + ", \"EncryptedKeyMaterial\": \""
                            + wrapped(parameters.get("PublicKey").asString()) + "\"}";
                }
                case "UpdateKeyDescription" -> "{" + id + ", \"Description\": \"new\"}";
                default -> "{" + id + "}";
            };
        }

        /// The same material each time.
        private static String wrapped(String publicKey) {
            try {
                var spki = Base64.getDecoder().decode(publicKey);
                return Base64.getEncoder().encodeToString(Wrapping.wrap("RSAES_OAEP_SHA_256", spki, new byte[32]));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        private static String made(String operation, String body, String member) {
            return good(operation, body).json().get(member).toString();
        }

        private static TestClaviger.Answer good(String operation, String body) {
            var answer = claviger.call(operation, body);
            assertThat(answer.status()).as("%s: %s", operation, answer).isEqualTo(200);
            return answer;
        }
    }
}
