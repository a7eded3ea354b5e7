package claviger;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.kms.KeySpec;
import claviger.kms.KeyUsageType;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/// Every operation on a key, with a key id that is none, unknown, deleted, or another account's: AWS's error, and
/// nothing
/// changes. A member that the operation does not know changes nothing either.
class KeyIdentifiersTest {

    private static final String STRANGER = "444455556666";
    private static final String UNKNOWN = "12345678-1234-1234-1234-123456789012";

    /// What names the key where it is not KeyId.
    private static final Map<String, String> OTHER_NAMES = Map.of(
            "CreateAlias", "TargetKeyId",
            "UpdateAlias", "TargetKeyId",
            "ReEncrypt", "DestinationKeyId");

    /// DeleteAlias names no key.
    private static final Set<String> WITHOUT_KEY_ID = Set.of("DeleteAlias");

    /// What a stranger names first is his own: an alias, or the keys of his account.
    private static final Set<String> LOOKED_FOR_AT_HOME = Set.of("ListAliases", "UpdateAlias");

    @TempDir
    static Path folder;

    private static TestClaviger claviger;
    private static String deleted;

    @BeforeAll
    static void start() {
        claviger = TestClaviger.start(folder);
        var doomed = create(KeySpec.SYMMETRIC_DEFAULT, KeyUsageType.ENCRYPT_DECRYPT, "");
        deleted = doomed.keyId();
        doomed.good("ScheduleKeyDeletion", "{\"KeyId\":\"%s\",\"PendingWindowInDays\":7}".formatted(deleted));
        claviger.advance("P8D");
    }

    @AfterAll
    static void stop() {
        claviger.close();
    }

    @TestFactory
    Stream<DynamicTest> operations() {
        return Tables.rows("key-states.txt").stream()
                .map(row -> row[0])
                .filter(operation -> !WITHOUT_KEY_ID.contains(operation))
                .map(operation -> DynamicTest.dynamicTest(operation, () -> sweep(operation)));
    }

    private static void sweep(String operation) {
        var subject = KeyStatesTest.subject(claviger, operation);
        if (operation.equals("CancelKeyDeletion")) {
            subject.good("ScheduleKeyDeletion", subject.request("ScheduleKeyDeletion"));
        }
        var good = (ObjectNode) TestClaviger.JSON.readTree(subject.request(operation));
        var member = OTHER_NAMES.getOrDefault(operation, "KeyId");
        assertThat(good.has(member)).as("%s names its key", operation).isTrue();
        var arn = "arn:aws:kms:us-east-1:000000000000:key/";
        // What is due with a new replica is done before anything is counted.
        claviger.advance("PT0S");
        var before = claviger.server.vault().store().view().changeNumber();

        for (var none : new String[] {"x", UNKNOWN.substring(1), UNKNOWN.replace('-', '_'), "mrk-" + "g".repeat(32)}) {
            refused(operation, good, member, none, "NotFoundException", "Invalid keyId '" + none + "'");
        }
        for (var gone : new String[] {UNKNOWN, deleted}) {
            refused(operation, good, member, gone, "NotFoundException", "Key '" + arn + gone + "' does not exist");
            refused(
                    operation,
                    good,
                    member,
                    arn + gone,
                    "NotFoundException",
                    "Key '" + arn + gone + "' does not exist");
        }
        refused(
                operation,
                good,
                member,
                arn.replace("us-east-1", "us-west-2") + subject.keyId(),
                "NotFoundException",
                "Invalid arn us-west-2");
        refused(operation, good, member, "arn:aws:kms:us-east-1:0:key/" + UNKNOWN, "InvalidArnException", null);
        if (!LOOKED_FOR_AT_HOME.contains(operation)) {
            stranger(operation, good, member, subject.keyId(), arn);
        }
        assertThat(claviger.server.vault().store().view().changeNumber())
                .as("changes by refusals")
                .isEqualTo(before);

        good.put("Nonsense", 1);
        var answer = subject.call(operation, good.toString());
        assertThat(answer.status())
                .as("%s with a member it does not know", answer)
                .isEqualTo(200);
    }

    private static void refused(
            String operation, ObjectNode good, String member, String named, String error, String message) {
        var answer = claviger.call(operation, named(good, member, named));
        assertThat(answer.error()).as("%s: %s", named, answer).isEqualTo(error);
        if (message != null) {
            assertThat(answer.message()).isEqualTo(message);
        }
    }

    /// Whoever is of another account is told the same of a key that is there and of one that is not; its bare id means
    /// a
    /// key of his own, which he does not have.
    private static void stranger(String operation, ObjectNode good, String member, String keyId, String arn) {
        var there = claviger.call(STRANGER, "us-east-1", operation, named(good, member, arn + keyId));
        var absent = claviger.call(STRANGER, "us-east-1", operation, named(good, member, arn + UNKNOWN));
        assertThat(there.error()).as("%s", there).isEqualTo("AccessDeniedException");
        assertThat(absent.error()).as("%s", absent).isEqualTo("AccessDeniedException");
        assertThat(there.message()).isEqualTo(absent.message().replace(UNKNOWN, keyId));
        var own = claviger.call(STRANGER, "us-east-1", operation, named(good, member, keyId));
        // A ciphertext of another account comes before the key that it is to be encrypted under.
        assertThat(own.error())
                .as("%s", own)
                .isEqualTo(operation.equals("ReEncrypt") ? "AccessDeniedException" : "NotFoundException");
    }

    private static String named(ObjectNode good, String member, String key) {
        var request = good.deepCopy().put(member, key);
        // Of ReEncrypt, the source is left as it is only where it is the caller's.
        request.remove("SourceKeyId");
        return request.toString();
    }

    private static KeyRequests create(KeySpec spec, KeyUsageType usage, String more) {
        return KeyRequests.create(claviger, "us-east-1", spec, usage, more);
    }
}
