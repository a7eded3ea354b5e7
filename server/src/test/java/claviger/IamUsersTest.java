package claviger;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.TestClaviger.Answer;
import claviger.TestClaviger.Signing;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Users, their access keys and their inline policies, over the wire.
class IamUsersTest {

    private static final String POLICY = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kms:*","Resource":"*"}]}""";

    private static int accounts = 1;

    @TempDir
    static Path folder;

    private static TestClaviger claviger;

    private final String account = "3333%08d".formatted(accounts++);
    private final Signing root = Signing.root(account);

    @BeforeAll
    static void start() {
        claviger = TestClaviger.start(folder);
    }

    @AfterAll
    static void stop() {
        claviger.close();
    }

    private Answer root(String operation, String... parameters) {
        return claviger.iam(root, operation, parameters);
    }

    private static void assertError(Answer answer, int status, String code, String message) {
        assertThat(answer.error()).as("%s", answer).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.message()).isEqualTo(message);
    }

    private static void assertDone(Answer answer) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    }

    @Test
    void a_user_is_made_shown_listed_and_deleted() {
        var made = root(
                "CreateUser",
                "UserName",
                "alice",
                "Path",
                "/team/",
                "Tags.member.1.Key",
                "k",
                "Tags.member.1.Value",
                "v");
        assertDone(made);
        assertThat(made.text())
                .contains(
                        "<CreateUserResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><CreateUserResult><User>");
        assertThat(made.xml("UserId")).matches("AIDA[A-Z2-7]{17}");
        assertThat(made.xml("Arn")).isEqualTo("arn:aws:iam::" + account + ":user/team/alice");
        assertThat(made.xml("CreateDate")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(made.xml("RequestId")).isEqualTo(made.requestId());

        var shown = root("GetUser", "UserName", "ALICE");
        assertThat(shown.xml("UserId")).isEqualTo(made.xml("UserId"));
        assertThat(shown.xml("Value")).isEqualTo("v");
        var listed = root("ListUsers");
        assertThat(listed.xmls("UserName")).containsExactly("alice");
        assertThat(listed.text()).doesNotContain("Tags").contains("<IsTruncated>false</IsTruncated>");
        assertThat(root("ListUsers", "PathPrefix", "/other/").xmls("UserName")).isEmpty();

        assertDone(root("DeleteUser", "UserName", "alice"));
        assertError(
                root("GetUser", "UserName", "alice"), 404, "NoSuchEntity", "The user with name alice cannot be found.");
    }

    @Test
    void a_name_is_taken_once_in_whatever_case_and_under_whatever_path() {
        assertDone(root("CreateUser", "UserName", "bob"));
        assertError(
                root("CreateUser", "UserName", "BOB", "Path", "/x/"),
                409,
                "EntityAlreadyExists",
                "User with name BOB already exists.");
        assertDone(root("CreateUser", "UserName", "carol"));
        assertError(
                root("UpdateUser", "UserName", "carol", "NewUserName", "Bob"),
                409,
                "EntityAlreadyExists",
                "User with name Bob already exists.");
    }

    @Test
    void a_name_is_taken_once_when_many_ask_at_the_same_time() throws Exception {
        assertDone(root("CreateUser", "UserName", "first"));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> answers = IntStream.range(0, 8)
                    .mapToObj(_ -> threads.submit(() -> root("CreateUser", "UserName", "racer")))
                    .toList();
            int done = 0;
            for (var answer : answers) {
                done += answer.get().status() == 200 ? 1 : 0;
            }
            assertThat(done).isEqualTo(1);
        }
    }

    @Test
    void a_renamed_user_keeps_its_id_and_its_access_keys() {
        var made = root("CreateUser", "UserName", "dave");
        var key = Signing.of(root("CreateAccessKey", "UserName", "dave"));
        assertDone(root("UpdateUser", "UserName", "dave", "NewUserName", "David", "NewPath", "/new/"));
        assertThat(root("GetUser", "UserName", "david").xml("UserId")).isEqualTo(made.xml("UserId"));
        assertError(
                root("GetUser", "UserName", "dave"), 404, "NoSuchEntity", "The user with name dave cannot be found.");
        assertThat(claviger.iam(key, "GetUser").message()).contains("arn:aws:iam::" + account + ":user/new/David");
    }

    @Test
    void the_access_key_of_a_user_signs_for_iam_and_kms_and_is_recorded_as_that_users() {
        var made = root("CreateUser", "UserName", "erin");
        var key = Signing.of(root("CreateAccessKey", "UserName", "erin"));
        var arn = "arn:aws:iam::" + account + ":user/erin";
        var denied = claviger.iam(key, "CreateUser", "UserName", "more");
        assertError(
                denied,
                403,
                "AccessDenied",
                "User: " + arn + " is not authorized to perform: iam:CreateUser on resource: arn:aws:iam::" + account
                        + ":user/more because no identity-based policy allows the iam:CreateUser action");
        var record = claviger.auditRecord(denied.requestId());
        assertThat(record.get("eventSource").asString()).isEqualTo("iam.amazonaws.com");
        assertThat(record.get("eventName").asString()).isEqualTo("CreateUser");
        assertThat(record.get("awsRegion").asString()).isEqualTo("us-east-1");
        assertThat(record.get("errorCode").asString()).isEqualTo("AccessDenied");
        var who = record.get("userIdentity");
        assertThat(who.get("type").asString()).isEqualTo("IAMUser");
        assertThat(who.get("userName").asString()).isEqualTo("erin");
        assertThat(who.get("arn").asString()).isEqualTo(arn);
        assertThat(who.get("principalId").asString()).isEqualTo(made.xml("UserId"));
        assertThat(who.get("accessKeyId").asString()).isEqualTo(key.accessKeyId());

        var kms = claviger.kms(key, "eu-west-1", "ListKeys", "{}");
        assertThat(kms.error()).isEqualTo("AccessDeniedException");
        assertThat(kms.message()).startsWith("User: " + arn);
    }

    @Test
    void an_inactive_or_deleted_access_key_signs_nothing() {
        assertDone(root("CreateUser", "UserName", "frank"));
        var key = Signing.of(root("CreateAccessKey", "UserName", "frank"));
        var id = key.accessKeyId();
        assertDone(root("UpdateAccessKey", "UserName", "frank", "AccessKeyId", id, "Status", "Inactive"));
        assertThat(root("ListAccessKeys", "UserName", "frank").xml("Status")).isEqualTo("Inactive");
        var invalid = "The security token included in the request is invalid.";
        assertError(claviger.iam(key, "GetUser"), 403, "InvalidClientTokenId", invalid);
        assertThat(claviger.kms(key, "us-east-1", "ListKeys", "{}").error()).isEqualTo("UnrecognizedClientException");
        assertDone(root("UpdateAccessKey", "UserName", "frank", "AccessKeyId", id, "Status", "Active"));
        assertThat(claviger.iam(key, "GetUser").error()).isEqualTo("AccessDenied");
        assertDone(root("DeleteAccessKey", "UserName", "frank", "AccessKeyId", id));
        assertError(claviger.iam(key, "GetUser"), 403, "InvalidClientTokenId", invalid);
        assertError(
                root("DeleteAccessKey", "UserName", "frank", "AccessKeyId", id),
                404,
                "NoSuchEntity",
                "The Access Key with id " + id + " cannot be found.");
    }

    @Test
    void a_user_has_at_most_two_access_keys_and_only_its_own() {
        assertDone(root("CreateUser", "UserName", "grace"));
        assertDone(root("CreateUser", "UserName", "heidi"));
        var first = Signing.of(root("CreateAccessKey", "UserName", "grace"));
        assertDone(root("CreateAccessKey", "UserName", "grace"));
        assertError(
                root("CreateAccessKey", "UserName", "grace"),
                409,
                "LimitExceeded",
                "Cannot exceed quota for AccessKeysPerUser: 2");
        assertThat(root("ListAccessKeys", "UserName", "grace").xmls("AccessKeyId"))
                .hasSize(2);
        assertError(
                root("DeleteAccessKey", "UserName", "heidi", "AccessKeyId", first.accessKeyId()),
                404,
                "NoSuchEntity",
                "The Access Key with id " + first.accessKeyId() + " cannot be found.");
    }

    @Test
    void without_a_user_name_the_root_user_acts_on_itself() {
        var shown = root("GetUser");
        assertThat(shown.xml("UserId")).isEqualTo(account);
        assertThat(shown.xml("Arn")).isEqualTo("arn:aws:iam::" + account + ":root");
        assertThat(shown.text()).doesNotContain("UserName");
        var key = Signing.of(root("CreateAccessKey"));
        assertThat(claviger.iam(key, "ListUsers").status()).isEqualTo(200);
        assertThat(root("ListAccessKeys").xmls("AccessKeyId")).containsExactly(key.accessKeyId());
        assertDone(root("DeleteAccessKey", "AccessKeyId", key.accessKeyId()));
    }

    @Test
    void inline_policies_are_put_shown_as_they_were_and_deleted() {
        assertDone(root("CreateUser", "UserName", "ivan"));
        assertDone(root("PutUserPolicy", "UserName", "ivan", "PolicyName", "p", "PolicyDocument", POLICY));
        var shown = root("GetUserPolicy", "UserName", "ivan", "PolicyName", "p");
        assertThat(java.net.URLDecoder.decode(shown.xml("PolicyDocument"), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo(POLICY);
        assertThat(shown.xml("PolicyDocument")).startsWith("%7B%22Version%22%3A%222012-10-17%22");
        assertThat(root("ListUserPolicies", "UserName", "ivan").xmls("member")).containsExactly("p");
        assertError(
                root("DeleteUser", "UserName", "ivan"),
                409,
                "DeleteConflict",
                "Cannot delete entity, must delete policies first.");
        assertError(
                root("PutUserPolicy", "UserName", "ivan", "PolicyName", "q", "PolicyDocument", "{"),
                400,
                "MalformedPolicyDocument",
                "Syntax errors in policy.");
        var tooLong = "{\"Version\":\"2012-10-17\",\"Statement\":{\"Sid\":\"" + "x".repeat(2048)
                + "\",\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}";
        assertError(
                root("PutUserPolicy", "UserName", "ivan", "PolicyName", "q", "PolicyDocument", tooLong),
                409,
                "LimitExceeded",
                "Maximum policy size of 2048 bytes exceeded for user ivan");
        assertDone(root("DeleteUserPolicy", "UserName", "ivan", "PolicyName", "p"));
        assertError(
                root("GetUserPolicy", "UserName", "ivan", "PolicyName", "p"),
                404,
                "NoSuchEntity",
                "The user policy with name p cannot be found.");
    }

    @Test
    void a_user_with_access_keys_is_not_deleted_and_the_secret_is_in_no_record() {
        assertDone(root("CreateUser", "UserName", "judy"));
        var made = root("CreateAccessKey", "UserName", "judy");
        assertError(
                root("DeleteUser", "UserName", "judy"),
                409,
                "DeleteConflict",
                "Cannot delete entity, must delete access keys first.");
        var record = claviger.auditRecord(made.requestId());
        assertThat(record.get("requestParameters").get("userName").asString()).isEqualTo("judy");
        var shown = record.get("responseElements").get("accessKey");
        assertThat(shown.get("accessKeyId").asString()).isEqualTo(made.xml("AccessKeyId"));
        assertThat(shown.has("secretAccessKey")).isFalse();
    }

    @Test
    void lists_go_on_after_the_marker() {
        for (int i = 0; i < 5; i++) {
            assertDone(root("CreateUser", "UserName", "user" + i));
        }
        var first = root("ListUsers", "MaxItems", "2");
        assertThat(first.xmls("UserName")).containsExactly("user0", "user1");
        assertThat(first.xml("IsTruncated")).isEqualTo("true");
        var second = root("ListUsers", "MaxItems", "3", "Marker", first.xml("Marker"));
        assertThat(second.xmls("UserName")).containsExactly("user2", "user3", "user4");
        assertThat(second.text()).doesNotContain("Marker");
        assertThat(root("ListUsers", "Marker", "nonsense").error()).isEqualTo("ValidationError");
    }

    @Test
    void what_was_made_is_there_after_a_restart(@TempDir Path other) {
        var server = TestClaviger.start(other);
        assertDone(server.iam(root, "CreateUser", "UserName", "kim"));
        var key = Signing.of(server.iam(root, "CreateAccessKey", "UserName", "kim"));
        assertDone(server.iam(root, "PutUserPolicy", "UserName", "kim", "PolicyName", "p", "PolicyDocument", POLICY));
        server.stop();
        try (var again = TestClaviger.start(other)) {
            assertThat(again.iam(root, "ListUserPolicies", "UserName", "kim").xmls("member"))
                    .containsExactly("p");
            assertThat(again.iam(key, "GetUser").error()).isEqualTo("AccessDenied");
        }
    }
}
