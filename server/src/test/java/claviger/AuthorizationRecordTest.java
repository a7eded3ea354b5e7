package claviger;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.TestClaviger.Answer;
import claviger.TestClaviger.Signing;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Every audit record says why its request was decided as it was.
class AuthorizationRecordTest {

    private static final String ACCOUNT = "444400000001";
    private static final String REGION = "us-east-1";

    @TempDir
    static Path folder;

    private static TestClaviger claviger;
    private static Signing root;
    private static Signing bob;
    private static String keyId;
    private static String keyArn;

    @BeforeAll
    static void start() {
        claviger = TestClaviger.start(folder);
        root = Signing.root(ACCOUNT);
        claviger.iam(root, "CreateUser", "UserName", "bob");
        bob = Signing.of(claviger.iam(root, "CreateAccessKey", "UserName", "bob"));
        var metadata = claviger.kms(root, REGION, "CreateKey", "{}").json().get("KeyMetadata");
        keyId = metadata.get("KeyId").asString();
        keyArn = metadata.get("Arn").asString();
        claviger.iam(root, "PutUserPolicy", "UserName", "bob", "PolicyName", "crypto", "PolicyDocument", """
                {"Version":"2012-10-17","Statement":[
                  {"Sid":"OnlyPayroll","Effect":"Allow","Action":"kms:Encrypt","Resource":"*",
                   "Condition":{"StringEquals":{"kms:EncryptionContext:dept":"payroll"}}},
                  {"Effect":"Deny","Action":"kms:ScheduleKeyDeletion","Resource":"*"}]}""");
    }

    @AfterAll
    static void stop() {
        claviger.close();
    }

    private static JsonNode authorization(Answer answer) {
        return claviger.auditRecord(answer.requestId())
                .path("additionalEventData")
                .path("authorization");
    }

    private static Answer encrypt(Signing by, String context) {
        return claviger.kms(
                by,
                REGION,
                "Encrypt",
                "{\"KeyId\":\"" + keyId + "\",\"Plaintext\":\"aGVsbG8=\",\"EncryptionContext\":" + context + "}");
    }

    @Test
    void what_is_allowed_names_the_statement_and_no_more() {
        var authorization = authorization(encrypt(bob, "{\"dept\":\"payroll\"}"));
        var check = authorization.get("checks").get(0);
        assertThat(authorization.get("checks").size()).isEqualTo(1);
        assertThat(check.get("action").asString()).isEqualTo("kms:Encrypt");
        assertThat(check.get("resource").asString()).isEqualTo(keyArn);
        assertThat(check.get("decision").asString()).isEqualTo("allowed");
        assertThat(check.get("reason").toString())
                .isEqualTo("{\"source\":\"RESOURCE\",\"policy\":\"default\",\"statement\":0,"
                        + "\"sid\":\"Enable IAM User Permissions\"}");
        assertThat(check.has("statements")).isFalse();
        assertThat(check.get("said").get("encryptionContext").toString()).isEqualTo("{\"dept\":\"payroll\"}");
        assertThat(check.get("said").get("kms:encryptionalgorithm").asString()).isEqualTo("SYMMETRIC_DEFAULT");
    }

    @Test
    void what_nothing_allows_tells_of_every_statement_what_was_missing() {
        var refused = encrypt(bob, "{\"dept\":\"sales\"}");
        assertThat(refused.error()).isEqualTo("AccessDeniedException");
        var check = authorization(refused).get("checks").get(0);
        assertThat(check.get("decision").asString()).isEqualTo("implicitDeny");
        assertThat(check.get("reason").toString()).isEqualTo("{\"nothingAllows\":\"IDENTITY\"}");
        assertThat(check.get("statements").size()).isEqualTo(3);
        // Those that came nearest stand first.
        assertThat(check.get("statements").get(0).get("applied").asBoolean()).isTrue();
        var near = check.get("statements").get(1);
        assertThat(near.get("sid").asString()).isEqualTo("OnlyPayroll");
        assertThat(near.get("missing").get(0).toString())
                .isEqualTo("{\"operator\":\"StringEquals\",\"key\":\"kms:EncryptionContext:dept\","
                        + "\"wanted\":[\"payroll\"],\"present\":true,\"found\":[\"sales\"]}");
    }

    @Test
    void a_denial_names_the_statement_that_denies() {
        var refused = claviger.kms(
                bob, REGION, "ScheduleKeyDeletion", "{\"KeyId\":\"" + keyId + "\",\"PendingWindowInDays\":7}");
        var check = authorization(refused).get("checks").get(0);
        assertThat(check.get("decision").asString()).isEqualTo("explicitDeny");
        assertThat(check.get("reason").toString())
                .isEqualTo("{\"source\":\"IDENTITY\",\"policy\":\"crypto\",\"statement\":1}");
        assertThat(check.get("known").get("kms:trailingdayswithoutkeyusage").asString())
                .isEqualTo("0");
    }

    @Test
    void a_grant_and_the_root_user_are_named_and_each_of_several_checks_is_kept() {
        var arn = "arn:aws:iam::" + ACCOUNT + ":user/bob";
        var granted = claviger.kms(
                root,
                REGION,
                "CreateGrant",
                "{\"KeyId\":\"" + keyId + "\",\"GranteePrincipal\":\"" + arn + "\",\"Operations\":[\"DescribeKey\"]}");
        var described = claviger.kms(bob, REGION, "DescribeKey", "{\"KeyId\":\"" + keyId + "\"}");
        assertThat(authorization(described).get("checks").get(0).get("reason").toString())
                .isEqualTo("{\"grant\":\"" + granted.json().get("GrantId").asString() + "\"}");

        var random = claviger.kms(root, REGION, "GenerateRandom", "{\"NumberOfBytes\":32}");
        assertThat(authorization(random).get("checks").get(0).get("reason").toString())
                .isEqualTo("{\"rootUser\":true}");

        var sealed = encrypt(root, "{}").json().get("CiphertextBlob").asString();
        var again = claviger.kms(
                root,
                REGION,
                "ReEncrypt",
                "{\"CiphertextBlob\":\"" + sealed + "\",\"DestinationKeyId\":\"" + keyId + "\"}");
        var checks = authorization(again).get("checks");
        assertThat(checks.get(0).get("action").asString()).isEqualTo("kms:ReEncryptFrom");
        assertThat(checks.get(1).get("action").asString()).isEqualTo("kms:ReEncryptTo");
        assertThat(checks.get(1).get("known").toString()).isEqualTo("{\"kms:reencryptonsamekey\":\"true\"}");
    }

    @Test
    void calls_of_iam_are_explained_too() {
        var refused = claviger.iam(bob, "CreateUser", "UserName", "eve");
        var check = authorization(refused).get("checks").get(0);
        assertThat(check.get("action").asString()).isEqualTo("iam:CreateUser");
        assertThat(check.get("decision").asString()).isEqualTo("implicitDeny");
    }

    @Test
    void a_denial_by_very_many_statements_with_very_much_context_does_not_fill_the_disk() {
        var statements = IntStream.range(0, 120)
                .mapToObj(
                        i -> "{\"Sid\":\"S" + i + "\",\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"kms:Sign\","
                                + "\"Resource\":\"*\",\"Condition\":{\"StringEquals\":{\"aws:PrincipalTag/t\":\""
                                + "v".repeat(80)
                                + i + "\"}}}")
                .collect(Collectors.joining(","));
        var policy = "{\"Version\":\"2012-10-17\",\"Statement\":[" + statements + "]}";
        var created = claviger.kms(
                root,
                REGION,
                "CreateKey",
                "{\"BypassPolicyLockoutSafetyCheck\":true,\"Policy\":" + TestClaviger.JSON.writeValueAsString(policy)
                        + "}");
        assertThat(created.status()).as("%s", created).isEqualTo(200);
        var id = created.json().get("KeyMetadata").get("KeyId").asString();
        var context = IntStream.range(0, 1000)
                .mapToObj(i -> "\"name" + i + "\":\"" + "w".repeat(60) + "\"")
                .collect(Collectors.joining(",", "{", "}"));
        var refused = claviger.kms(
                bob,
                REGION,
                "Encrypt",
                "{\"KeyId\":\"" + id + "\",\"Plaintext\":\"aGVsbG8=\",\"EncryptionContext\":" + context + "}");
        var authorization = authorization(refused);
        assertThat(authorization.toString().length()).isLessThan(100_000);
        var check = authorization.get("checks").get(0);
        assertThat(check.get("statementsOmitted").asInt()).isPositive();
        assertThat(check.get("saidOmitted").asInt()).isGreaterThan(48 * 1024);
    }
}
