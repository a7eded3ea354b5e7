package claviger;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.TestClaviger.Answer;
import claviger.TestClaviger.Signing;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Requests of the past, explained and decided again.
class WhatIfTest {

    private static final String REGION = "eu-central-1";
    private static final String ACCOUNT = "666600000001";

    private static final String DELEGATION = """
            {"Sid":"Delegation","Effect":"Allow","Principal":{"AWS":"ACCOUNT"},"Action":"kms:*","Resource":"*"}""".replace("ACCOUNT", ACCOUNT);

    @TempDir
    static Path folder;

    private static TestClaviger claviger;
    private static Signing root;
    private static Signing bob;
    private static String bobArn;

    @BeforeAll
    static void start() {
        claviger = TestClaviger.start(folder);
        root = Signing.root(ACCOUNT);
        claviger.iam(root, "CreateUser", "UserName", "bob");
        bob = Signing.of(claviger.iam(root, "CreateAccessKey", "UserName", "bob"));
        bobArn = "arn:aws:iam::" + ACCOUNT + ":user/bob";
        done(claviger.iam(root, "PutUserPolicy", "UserName", "bob", "PolicyName", "crypto", "PolicyDocument", """
                {"Version":"2012-10-17","Statement":[
                 {"Sid":"Use","Effect":"Allow","Action":["kms:Encrypt","kms:ReEncrypt*"],"Resource":"*"}]}"""));
    }

    @AfterAll
    static void stop() {
        claviger.close();
    }

    private static Answer done(Answer answer) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer;
    }

    private static String key() {
        return done(claviger.kms(root, REGION, "CreateKey", "{}"))
                .json()
                .get("KeyMetadata")
                .get("KeyId")
                .asString();
    }

    private static Answer encrypt(Signing by, String keyId, String context) {
        return claviger.kms(
                by,
                REGION,
                "Encrypt",
                "{\"KeyId\":\"" + keyId + "\",\"Plaintext\":\"aGVsbG8=\",\"EncryptionContext\":" + context + "}");
    }

    private static JsonNode whatIf(String keyId, String statements) {
        var policy = "{\"Version\":\"2012-10-17\",\"Statement\":[" + statements + "]}";
        return done(claviger.ours(
                        root,
                        REGION,
                        "WhatIf",
                        "{\"KeyId\":\"" + keyId + "\",\"Policy\":" + TestClaviger.JSON.writeValueAsString(policy)
                                + "}"))
                .json();
    }

    @Test
    void a_policy_that_changes_nothing_says_so_and_requests_in_front_of_it_count() {
        var keyId = key();
        done(encrypt(bob, keyId, "{}"));
        assertThat(claviger.kms(bob, REGION, "DisableKey", "{\"KeyId\":\"" + keyId + "\"}")
                        .error())
                .isEqualTo("AccessDeniedException");
        var told = whatIf(keyId, DELEGATION);
        assertThat(told.get("Requests").asInt()).isEqualTo(2);
        assertThat(told.get("Undecided").asInt()).isZero();
        assertThat(told.get("Changes").size()).isZero();
    }

    @Test
    void who_would_be_denied_and_who_would_be_allowed_is_told_with_the_reason_and_how_often() {
        var keyId = key();
        done(encrypt(bob, keyId, "{\"dept\":\"sales\"}"));
        var last = done(encrypt(bob, keyId, "{\"dept\":\"sales\"}"));
        done(encrypt(bob, keyId, "{\"dept\":\"payroll\"}"));
        claviger.kms(bob, REGION, "DescribeKey", "{\"KeyId\":\"" + keyId + "\"}");
        var policyBefore = claviger.kms(root, REGION, "GetKeyPolicy", "{\"KeyId\":\"" + keyId + "\"}")
                .json()
                .get("Policy")
                .asString();
        var told = whatIf(keyId, DELEGATION + """
                ,{"Sid":"OnlyPayroll","Effect":"Deny","Principal":"*","Action":"kms:Encrypt","Resource":"*",
                 "Condition":{"StringNotEquals":{"kms:EncryptionContext:dept":"payroll"}}},
                 {"Sid":"Look","Effect":"Allow","Principal":{"AWS":"BOB"},"Action":"kms:DescribeKey","Resource":"*"}""".replace("BOB", bobArn));
        assertThat(told.get("Requests").asInt()).isEqualTo(5);
        assertThat(told.get("Changes").size()).isEqualTo(2);
        var denied = told.get("Changes").get(0);
        assertThat(denied.get("Principal").asString()).isEqualTo(bobArn);
        assertThat(denied.get("Action").asString()).isEqualTo("kms:Encrypt");
        assertThat(denied.get("From").asString()).isEqualTo("allowed");
        assertThat(denied.get("To").asString()).isEqualTo("explicitDeny");
        assertThat(denied.get("Today").asString()).isEqualTo("allowed");
        assertThat(denied.get("Why").get("Text").asString()).isEqualTo("statement 1 (OnlyPayroll) of the key policy");
        assertThat(denied.get("Count").asInt()).isEqualTo(2);
        assertThat(denied.get("LastRequestId").asString()).isEqualTo(last.requestId());
        var allowed = told.get("Changes").get(1);
        assertThat(allowed.get("Action").asString()).isEqualTo("kms:DescribeKey");
        assertThat(allowed.get("From").asString()).isEqualTo("implicitDeny");
        assertThat(allowed.get("To").asString()).isEqualTo("allowed");

        assertThat(claviger.kms(root, REGION, "GetKeyPolicy", "{\"KeyId\":\"" + keyId + "\"}")
                        .json()
                        .get("Policy")
                        .asString())
                .as("nothing is changed")
                .isEqualTo(policyBefore);
    }

    @Test
    void what_it_foresees_is_what_comes() {
        var keyId = key();
        done(encrypt(bob, keyId, "{}"));
        var statements = DELEGATION + """
                ,{"Effect":"Deny","Principal":{"AWS":"BOB"},"Action":"kms:Encrypt","Resource":"*",
                  "Condition":{"IpAddress":{"aws:SourceIp":"127.0.0.1"},"Bool":{"aws:SecureTransport":"false"},
                   "StringLike":{"aws:UserAgent":"Java*"}}}""".replace("BOB", bobArn);
        assertThat(whatIf(keyId, statements).get("Changes").size()).isEqualTo(1);
        done(claviger.kms(
                root,
                REGION,
                "PutKeyPolicy",
                "{\"KeyId\":\"" + keyId + "\",\"Policy\":"
                        + TestClaviger.JSON.writeValueAsString(
                                "{\"Version\":\"2012-10-17\",\"Statement\":[" + statements + "]}")
                        + "}"));
        assertThat(encrypt(bob, keyId, "{}").error()).isEqualTo("AccessDeniedException");
        // Now the newest was denied already, and the oldest would be allowed under the old policy.
        var back = whatIf(keyId, DELEGATION).get("Changes");
        assertThat(back.size()).isEqualTo(1);
        assertThat(back.get(0).get("From").asString()).isEqualTo("explicitDeny");
    }

    @Test
    void what_only_the_server_knew_is_remembered() {
        var keyId = key();
        var sealed =
                done(encrypt(bob, keyId, "{}")).json().get("CiphertextBlob").asString();
        done(claviger.kms(
                bob,
                REGION,
                "ReEncrypt",
                "{\"CiphertextBlob\":\"" + sealed + "\",\"DestinationKeyId\":\"" + keyId + "\"}"));
        var told = whatIf(keyId, DELEGATION + """
                ,{"Effect":"Deny","Principal":"*","Action":"kms:ReEncrypt*","Resource":"*",
                 "Condition":{"Bool":{"kms:ReEncryptOnSameKey":"true"}}}""");
        assertThat(told.get("Changes").size()).isEqualTo(2);
    }

    @Test
    void a_policy_that_could_not_be_put_is_refused_and_so_is_who_may_not_ask() {
        var keyId = key();
        var body = "{\"KeyId\":\"" + keyId + "\",\"Policy\":\"{}\"}";
        assertThat(claviger.ours(root, REGION, "WhatIf", body).error()).isEqualTo("MalformedPolicyDocumentException");
        assertThat(claviger.ours(bob, REGION, "WhatIf", body).error()).isEqualTo("AccessDeniedException");
    }

    @Test
    void what_the_policy_of_another_account_s_key_says_is_not_told() {
        var keyId = key();
        done(claviger.kms(
                root,
                REGION,
                "CreateAlias",
                "{\"AliasName\":\"alias/" + keyId.substring(0, 8) + "\",\"TargetKeyId\":\"" + keyId + "\"}"));
        var stranger = Signing.root("666600000002");
        var arn = "arn:aws:kms:" + REGION + ":" + ACCOUNT + ":";
        var byKey = claviger.kms(stranger, REGION, "DescribeKey", "{\"KeyId\":\"" + arn + "key/" + keyId + "\"}");
        var told = done(claviger.ours(stranger, REGION, "Explain", "{\"RequestId\":\"" + byKey.requestId() + "\"}"))
                .json();
        assertThat(told.get("Checks").size()).isEqualTo(1);
        assertThat(told.get("Checks").get(0).has("Statements")).isFalse();

        var alias = arn + "alias/" + keyId.substring(0, 8);
        var byAlias = claviger.kms(stranger, REGION, "DescribeKey", "{\"KeyId\":\"" + alias + "\"}");
        assertThat(done(claviger.ours(stranger, REGION, "Explain", "{\"RequestId\":\"" + byAlias.requestId() + "\"}"))
                        .text())
                .contains(alias)
                .doesNotContain(keyId)
                .doesNotContain("Enable IAM User Permissions");
    }

    @Test
    void a_denied_request_is_explained_to_who_may_ask_and_to_no_other_account() {
        var keyId = key();
        var refused = claviger.kms(bob, REGION, "Decrypt", "{\"KeyId\":\"" + keyId + "\",\"CiphertextBlob\":\"AQ==\"}");
        refused = claviger.kms(bob, REGION, "DisableKey", "{\"KeyId\":\"" + keyId + "\"}");
        var body = "{\"RequestId\":\"" + refused.requestId() + "\"}";
        var told = done(claviger.ours(root, REGION, "Explain", body)).json();
        assertThat(told.get("EventName").asString()).isEqualTo("DisableKey");
        assertThat(told.get("Principal").asString()).isEqualTo(bobArn);
        assertThat(told.get("ErrorCode").asString()).isEqualTo("AccessDenied");
        var check = told.get("Checks").get(0);
        assertThat(check.get("Decision").asString()).isEqualTo("implicitDeny");
        assertThat(check.get("Cause").get("Text").asString()).isEqualTo("no identity-based policy allows it");
        assertThat(check.get("Statements").get(1).get("Sid").asString()).isEqualTo("Use");
        assertThat(check.get("Statements").get(1).get("Missing").get(0).asString())
                .isEqualTo("it is not about kms:DisableKey");

        assertThat(claviger.ours(Signing.root("666600000002"), REGION, "Explain", body)
                        .error())
                .isEqualTo("NotFoundException");
        assertThat(claviger.ours(bob, REGION, "Explain", body).error()).isEqualTo("AccessDeniedException");
        assertThat(claviger.ours(root, REGION, "Explain", "{\"RequestId\":\"../x\"}")
                        .error())
                .isEqualTo("ValidationException");
    }

    @Test
    void what_is_allowed_is_explained_by_its_statement_and_questions_are_recorded_like_all_else() {
        var keyId = key();
        var allowed = done(encrypt(bob, keyId, "{}"));
        var answer = done(claviger.ours(root, REGION, "Explain", "{\"RequestId\":\"" + allowed.requestId() + "\"}"));
        assertThat(answer.json()
                        .get("Checks")
                        .get(0)
                        .get("Cause")
                        .get("PolicyType")
                        .asString())
                .isEqualTo("key policy");
        var kept = claviger.auditRecord(answer.requestId());
        assertThat(kept.get("eventSource").asString()).isEqualTo("claviger.amazonaws.com");
        assertThat(kept.get("eventName").asString()).isEqualTo("Explain");
        assertThat(kept.get("requestParameters").get("requestId").asString()).isEqualTo(allowed.requestId());
    }
}
