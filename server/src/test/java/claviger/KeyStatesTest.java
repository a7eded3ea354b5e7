package claviger;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.call.Change;
import claviger.kms.Deletion;
import claviger.kms.Key;
import claviger.kms.KeySpec;
import claviger.kms.KeyState;
import claviger.kms.KeyUsageType;
import claviger.kms.OriginType;
import claviger.trail.ServiceEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
        Tables.rows("key-states.txt").forEach(row -> rows.add(row[0]));
        rows.addAll(WITHOUT_KEY);
        assertThat(TestOperations.all().all())
                .extracting(entry -> entry.operation().name())
                .allMatch(rows::contains)
                .hasSameSizeAs(rows);
    }

    @TestFactory
    Stream<DynamicTest> cells() {
        var tests = new ArrayList<DynamicTest>();
        for (var row : Tables.rows("key-states.txt")) {
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

    private void check(String operation, KeyState state, String cell) {
        var subject = subject(claviger, operation);
        var body = subject.request(operation);
        var before = become(subject, state);

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
            assertThat(key(subject)).as("the key after a refusal").isEqualTo(before);
        }
    }

    private static void refused(TestClaviger.Answer answer, String error, String message) {
        assertThat(answer.error()).as("%s", answer).isEqualTo(error);
        assertThat(answer.message()).isEqualTo(message);
    }

    /// A key that the operation fits.
    static KeyRequests subject(TestClaviger claviger, String operation) {
        return switch (operation) {
            case "Sign", "Verify", "GetPublicKey" -> create(claviger, KeySpec.ECC_NIST_P256, KeyUsageType.SIGN_VERIFY);
            case "DeriveSharedSecret" -> create(claviger, KeySpec.ECC_NIST_P256, KeyUsageType.KEY_AGREEMENT);
            case "GenerateMac", "VerifyMac" -> create(claviger, KeySpec.HMAC_256, KeyUsageType.GENERATE_VERIFY_MAC);
            case "Encapsulate", "Decapsulate" ->
                create(claviger, KeySpec.ML_KEM_512, KeyUsageType.ENCAPSULATE_DECAPSULATE);
            case "GetParametersForImport", "ImportKeyMaterial", "DeleteImportedKeyMaterial" -> {
                var subject = KeyRequests.create(
                        claviger,
                        REGION,
                        KeySpec.SYMMETRIC_DEFAULT,
                        KeyUsageType.ENCRYPT_DECRYPT,
                        "\"Origin\": \"EXTERNAL\", \"MultiRegion\": true, ");
                subject.good("ImportKeyMaterial", subject.request("ImportKeyMaterial"));
                yield subject;
            }
            default -> create(claviger, KeySpec.SYMMETRIC_DEFAULT, KeyUsageType.ENCRYPT_DECRYPT);
        };
    }

    private static KeyRequests create(TestClaviger claviger, KeySpec spec, KeyUsageType usage) {
        return KeyRequests.create(claviger, REGION, spec, usage, "\"MultiRegion\": true, ");
    }

    private static Key key(KeyRequests subject) {
        return Objects.requireNonNull(claviger.server
                .vault()
                .store()
                .view()
                .in(KeyRequests.ACCOUNT, REGION)
                .key(subject.keyId()));
    }

    /// Puts the key into the state, whatever way leads there.
    private static Key become(KeyRequests subject, KeyState state) {
        if (state == KeyState.ENABLED) {
            return key(subject);
        }
        var now = key(subject);
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
}
