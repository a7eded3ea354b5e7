package claviger;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.TestClaviger.Answer;
import claviger.TestClaviger.Signing;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Who can use a key, as told and as tried.
class WhoCanTest {

    private static final String REGION = "us-east-1";
    private static final String OWNER = "555500000001";
    private static final String OTHER = "555500000002";

    @TempDir
    static Path folder;

    private static TestClaviger claviger;

    /// Everybody, by ARN.
    private static final Map<String, Signing> EVERYBODY = new LinkedHashMap<>();

    private static String keyId;
    private static String keyArn;

    @BeforeAll
    static void start() {
        claviger = TestClaviger.start(folder);
        for (var account : List.of(OWNER, OTHER)) {
            EVERYBODY.put("arn:aws:iam::" + account + ":root", Signing.root(account));
            for (var name : List.of("named", "delegated", "granted", "denied", "tagged", "conditional", "nobody")) {
                user(account, name);
            }
        }
        var metadata = root("CreateKey", "{}").json().get("KeyMetadata");
        keyId = metadata.get("KeyId").asString();
        keyArn = metadata.get("Arn").asString();
        for (var account : List.of(OWNER, OTHER)) {
            allow(account, "named", "kms:Decrypt", "");
            allow(account, "delegated", "kms:*", "");
            allow(account, "denied", "kms:*", "");
            allow(
                    account,
                    "conditional",
                    "kms:Encrypt",
                    ",\"Condition\":{\"StringEquals\":{\"kms:EncryptionContext:dept\":\"payroll\"}}");
        }
        var policy = """
                {"Version":"2012-10-17","Statement":[
                 {"Sid":"Delegation","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::OWNER:root"},
                  "Action":"kms:*","Resource":"*"},
                 {"Sid":"Others","Effect":"Allow","Principal":{"AWS":"OTHER"},
                  "Action":["kms:Encrypt","kms:DescribeKey"],"Resource":"*"},
                 {"Sid":"Named","Effect":"Allow","Principal":{"AWS":[
                   "arn:aws:iam::OWNER:user/named","arn:aws:iam::OTHER:user/named"]},
                  "Action":["kms:Encrypt","kms:Decrypt"],"Resource":"*"},
                 {"Sid":"Tagged","Effect":"Allow","Principal":"*","Action":"kms:Encrypt","Resource":"*",
                  "Condition":{"StringEquals":{"aws:PrincipalTag/team":"tagged","aws:PrincipalAccount":"OWNER"}}},
                 {"Sid":"NotDenied","Effect":"Deny","Principal":{"AWS":[
                   "arn:aws:iam::OWNER:user/denied","arn:aws:iam::OTHER:user/denied"]},
                  "Action":"kms:Encrypt","Resource":"*"},
                 {"Sid":"NotFromFarAway","Effect":"Deny","Principal":"*","Action":"kms:Decrypt","Resource":"*",
                  "Condition":{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}},
                 {"Sid":"Log","Effect":"Allow","Principal":{"Service":"logs.amazonaws.com"},
                  "Action":"kms:Decrypt","Resource":"*"}]}""".replace("OWNER", OWNER).replace("OTHER", OTHER);
        done(root(
                "PutKeyPolicy",
                "{\"KeyId\":\"" + keyId + "\",\"Policy\":" + TestClaviger.JSON.writeValueAsString(policy) + "}"));
        for (var account : List.of(OWNER, OTHER)) {
            done(root(
                    "CreateGrant",
                    "{\"KeyId\":\"" + keyId + "\",\"GranteePrincipal\":\"arn:aws:iam::" + account
                            + ":user/granted\",\"Operations\":[\"Encrypt\"]}"));
        }
    }

    @AfterAll
    static void stop() {
        claviger.close();
    }

    private static void user(String account, String name) {
        var root = Signing.root(account);
        done(claviger.iam(
                root, "CreateUser", "UserName", name, "Tags.member.1.Key", "team", "Tags.member.1.Value", name));
        EVERYBODY.put(
                "arn:aws:iam::" + account + ":user/" + name,
                Signing.of(claviger.iam(root, "CreateAccessKey", "UserName", name)));
    }

    private static void allow(String account, String name, String action, String condition) {
        done(claviger.iam(
                Signing.root(account),
                "PutUserPolicy",
                "UserName",
                name,
                "PolicyName",
                "own",
                "PolicyDocument",
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"" + action
                        + "\",\"Resource\":\"*\"" + condition + "}]}"));
    }

    private static Answer done(Answer answer) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer;
    }

    private static Answer root(String operation, String body) {
        return claviger.kms(Signing.root(OWNER), REGION, operation, body);
    }

    private static Answer whoCan(Signing by, String body) {
        return claviger.ours(by, REGION, "WhoCan", body);
    }

    private static Map<String, JsonNode> told(String action) {
        var told = new LinkedHashMap<String, JsonNode>();
        var answer = done(whoCan(
                Signing.root(OWNER), "{\"KeyId\":\"" + keyId + "\",\"Action\":\"" + action + "\",\"Limit\":1000}"));
        answer.json().get("Principals").forEach(each -> told.put(each.get("Arn").asString(), each));
        return told;
    }

    @Test
    void who_is_told_to_be_able_to_encrypt_is_who_can() {
        var tried = new TreeSet<String>();
        EVERYBODY.forEach((arn, signing) -> {
            var answer = claviger.kms(
                    signing,
                    REGION,
                    "Encrypt",
                    "{\"KeyId\":\"" + keyArn + "\",\"Plaintext\":\"aGVsbG8=\","
                            + "\"EncryptionContext\":{\"dept\":\"payroll\"}}");
            if (answer.status() == 200) {
                tried.add(arn);
            } else {
                assertThat(answer.error()).isEqualTo("AccessDeniedException");
            }
        });
        assertThat(tried).hasSizeBetween(8, EVERYBODY.size() - 3);
        assertThat(new TreeSet<>(told("kms:Encrypt").keySet())).isEqualTo(tried);
    }

    @Test
    void who_is_told_to_be_able_to_decrypt_is_who_can_and_services_besides() {
        var sealed = root("Encrypt", "{\"KeyId\":\"" + keyId + "\",\"Plaintext\":\"aGVsbG8=\"}")
                .json()
                .get("CiphertextBlob")
                .asString();
        var tried = new TreeSet<String>();
        EVERYBODY.forEach((arn, signing) -> {
            if (claviger.kms(signing, REGION, "Decrypt", "{\"CiphertextBlob\":\"" + sealed + "\"}")
                            .status()
                    == 200) {
                tried.add(arn);
            }
        });
        tried.add("logs.amazonaws.com");
        var told = told("decrypt");
        assertThat(new TreeSet<>(told.keySet())).isEqualTo(tried);
        // A Deny that hangs on where requests come from takes nobody out, and is told.
        var access = told.get("arn:aws:iam::" + OWNER + ":root").get("Access").get(0);
        assertThat(access.get("Certain").asBoolean()).isFalse();
        assertThat(access.get("Unless").get(0).get("Cause").get("Sid").asString())
                .isEqualTo("NotFromFarAway");
    }

    @Test
    void every_management_action_is_told_as_it_is_decided() {
        var tried = new TreeSet<String>();
        EVERYBODY.forEach((arn, signing) -> {
            if (claviger.kms(signing, REGION, "GetKeyPolicy", "{\"KeyId\":\"" + keyArn + "\"}")
                            .status()
                    == 200) {
                tried.add(arn);
            }
        });
        assertThat(new TreeSet<>(told("kms:GetKeyPolicy").keySet())).isEqualTo(tried);
    }

    @Test
    void the_way_and_the_conditions_that_remain_are_told() {
        var told = told("kms:Encrypt");
        var conditional = told.get("arn:aws:iam::" + OWNER + ":user/conditional")
                .get("Access")
                .get(0);
        assertThat(conditional.get("Certain").asBoolean()).isFalse();
        var way = conditional.get("Ways").get(0);
        assertThat(way.get("By").get("Cause").get("Sid").asString()).isEqualTo("Delegation");
        var need = way.get("Needs").get(0);
        assertThat(need.get("PolicyType").asString()).isEqualTo("identity-based policy");
        assertThat(need.get("OneOf").get(0).get("Conditions").get(0).get("Text").asString())
                .isEqualTo("StringEquals kms:EncryptionContext:dept 'payroll'");

        var tagged =
                told.get("arn:aws:iam::" + OWNER + ":user/tagged").get("Access").get(0);
        assertThat(tagged.get("Certain").asBoolean())
                .as("a tag that is known is decided")
                .isTrue();
        assertThat(told.get("arn:aws:iam::" + OTHER + ":user/granted")
                        .get("Access")
                        .get(0)
                        .get("Ways")
                        .get(0)
                        .get("By")
                        .get("Cause")
                        .get("GrantId")
                        .asString())
                .hasSize(64);
    }

    @Test
    void without_an_action_every_one_that_makes_sense_is_told_page_by_page() {
        var marker = "";
        var seen = new TreeSet<String>();
        JsonNode root = null;
        do {
            var page = done(whoCan(Signing.root(OWNER), "{\"KeyId\":\"" + keyId + "\",\"Limit\":5" + marker + "}"))
                    .json();
            for (var each : page.get("Principals")) {
                assertThat(seen.add(each.get("Arn").asString())).isTrue();
                if (each.get("Type").asString().equals("Root")
                        && each.get("Arn").asString().contains(OWNER)) {
                    root = each;
                }
            }
            marker = page.get("Truncated").asBoolean()
                    ? ",\"Marker\":\"" + page.get("NextMarker").asString() + "\""
                    : "";
        } while (!marker.isEmpty());
        assertThat(String.valueOf(root))
                .contains("\"kms:Encrypt\"", "\"kms:PutKeyPolicy\"", "\"kms:EnableKeyRotation\"")
                .doesNotContain("\"kms:Sign\"", "\"kms:ImportKeyMaterial\"");
    }

    @Test
    void only_the_keys_own_account_may_ask_and_there_who_is_allowed_to() {
        var body = "{\"KeyId\":\"" + keyArn + "\"}";
        assertThat(whoCan(Signing.root(OTHER), body).error()).isEqualTo("AccessDeniedException");
        assertThat(whoCan(Signing.root(OTHER), body.replace(keyId, "00000000-0000-0000-0000-000000000000"))
                        .message())
                .as("whether a key is there is told by nothing")
                .isEqualTo(whoCan(Signing.root(OTHER), body).message());
        var nobody = EVERYBODY.get("arn:aws:iam::" + OWNER + ":user/nobody");
        assertThat(whoCan(nobody, body).message())
                .isEqualTo("User: arn:aws:iam::" + OWNER + ":user/nobody is not authorized to perform:"
                        + " claviger:WhoCan on resource: " + keyArn
                        + " because no identity-based policy allows the claviger:WhoCan action");
        allow(OWNER, "nobody", "claviger:WhoCan", "");
        done(whoCan(nobody, body));
    }

    @Test
    void what_makes_no_sense_is_refused_in_words() {
        var by = Signing.root(OWNER);
        assertThat(whoCan(by, "{\"KeyId\":\"" + keyId + "\",\"Action\":\"kms:Fly\"}")
                        .error())
                .isEqualTo("ValidationException");
        assertThat(whoCan(by, "{}").error()).isEqualTo("ValidationException");
        assertThat(whoCan(by, "{\"KeyId\":\"alias/none\"}").error()).isEqualTo("NotFoundException");
        assertThat(whoCan(by, "{\"KeyId\":\"" + keyId + "\",\"Marker\":\"x\"}").error())
                .isEqualTo("InvalidMarkerException");
        assertThat(claviger.ours(by, REGION, "Nothing", "{}").error()).isEqualTo("UnknownOperationException");
    }
}
