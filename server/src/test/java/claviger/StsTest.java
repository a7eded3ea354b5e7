package claviger;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.TestClaviger.Answer;
import claviger.TestClaviger.Signing;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/// Sessions and who may open them, over the wire.
class StsTest {

    private static final String MAY_ASSUME = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:*","Resource":"*"}]}""";

    private static int accounts = 1;

    @TempDir
    static Path folder;

    private static TestClaviger claviger;

    private final String account = "5555%08d".formatted(accounts++);
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

    private String arn(String resource) {
        return "arn:aws:iam::" + account + ":" + resource;
    }

    private Signing user(String name) {
        assertDone(root("CreateUser", "UserName", name));
        return Signing.of(root("CreateAccessKey", "UserName", name));
    }

    private static String trusting(String principal, String condition) {
        return """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"%s"},\
                "Action":["sts:AssumeRole","sts:TagSession","sts:SetSourceIdentity"]%s}]}""".formatted(principal, condition);
    }

    private String role(String name, String trust) {
        var made = root("CreateRole", "RoleName", name, "AssumeRolePolicyDocument", trust);
        assertDone(made);
        return made.xml("RoleId");
    }

    private Answer assume(Signing by, String roleName, String... more) {
        var parameters = new ArrayList<>(List.of("RoleArn", arn("role/" + roleName), "RoleSessionName", "s1"));
        parameters.addAll(List.of(more));
        return claviger.sts(by, "AssumeRole", parameters.toArray(String[]::new));
    }

    private static Answer whoIs(Signing by) {
        return claviger.sts(by, "GetCallerIdentity");
    }

    private static void assertError(Answer answer, int status, String code, String message) {
        assertThat(answer.error()).as("%s", answer).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.message()).isEqualTo(message);
    }

    private static void assertDone(Answer answer) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    }

    private void assertRefused(Answer answer, String caller, String action, String roleName) {
        assertError(
                answer,
                403,
                "AccessDenied",
                "User: " + caller + " is not authorized to perform: " + action + " on resource: "
                        + arn("role/" + roleName));
    }

    @Test
    void everybody_learns_who_he_is() {
        assertThat(whoIs(root).xml("UserId")).isEqualTo(account);
        assertThat(whoIs(root).xml("Arn")).isEqualTo(arn("root"));

        var alice = user("alice");
        var who = whoIs(alice);
        assertThat(who.text())
                .contains("<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">");
        assertThat(who.xml("Arn")).isEqualTo(arn("user/alice"));
        assertThat(who.xml("Account")).isEqualTo(account);

        var roleId = role("R", trusting(arn("user/alice"), ""));
        var session = whoIs(Signing.session(assume(alice, "R")));
        assertThat(session.xml("UserId")).isEqualTo(roleId + ":s1");
        assertThat(session.xml("Arn")).isEqualTo("arn:aws:sts::" + account + ":assumed-role/R/s1");

        var own = whoIs(Signing.session(claviger.sts(alice, "GetSessionToken")));
        assertThat(own.xml("UserId")).isEqualTo(who.xml("UserId"));
        assertThat(own.xml("Arn")).isEqualTo(arn("user/alice"));

        var federated = whoIs(Signing.session(claviger.sts(root, "GetFederationToken", "Name", "Bob")));
        assertThat(federated.xml("UserId")).isEqualTo(account + ":Bob");
        assertThat(federated.xml("Arn")).isEqualTo("arn:aws:sts::" + account + ":federated-user/Bob");
    }

    @Test
    void an_assumed_role_comes_with_credentials_in_the_shape_that_clients_read() {
        var alice = user("alice");
        var roleId = role("R", trusting(arn("user/alice"), ""));
        var opened = assume(alice, "R", "DurationSeconds", "900");
        assertThat(opened.xml("AccessKeyId")).matches("ASIA[A-Z2-7]{16}");
        assertThat(opened.xml("SecretAccessKey")).hasSize(40);
        assertThat(opened.xml("Expiration")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(opened.xml("AssumedRoleId")).isEqualTo(roleId + ":s1");
        assertThat(opened.xml("Arn")).isEqualTo("arn:aws:sts::" + account + ":assumed-role/R/s1");
        assertThat(opened.xmls("PackedPolicySize")).isEmpty();
        assertThat(claviger.sts(root, "GetAccessKeyInfo", "AccessKeyId", opened.xml("AccessKeyId"))
                        .xml("Account"))
                .isEqualTo(account);
    }

    @Test
    void a_session_is_known_to_every_service() {
        var alice = user("alice");
        role("R", trusting(arn("user/alice"), ""));
        var session = Signing.session(assume(alice, "R"));
        var name = "arn:aws:sts::" + account + ":assumed-role/R/s1";
        var kms = claviger.kms(session, "eu-west-1", "ListKeys", "{}");
        assertThat(kms.error()).isEqualTo("AccessDeniedException");
        assertThat(kms.message()).startsWith("User: " + name + " is not authorized to perform: kms:ListKeys");
        assertThat(claviger.iam(session, "ListUsers").message())
                .startsWith("User: " + name + " is not authorized to perform: iam:ListUsers");
    }

    @Test
    void a_flipped_bit_in_any_byte_of_a_token_is_refused_by_every_service() {
        var alice = user("alice");
        role("R", trusting(arn("user/alice"), ""));
        var session = Signing.session(assume(alice, "R"));
        var token = String.valueOf(session.token());
        var bytes = Base64.getUrlDecoder().decode(token);
        // One in each: more refusals at once than the audit trail takes have no record of their own.
        for (int i = 0; i < bytes.length; i++) {
            var flipped = bytes.clone();
            flipped[i] ^= (byte) (1 << (i % 8));
            var forged = with(session, Base64.getUrlEncoder().withoutPadding().encodeToString(flipped));
            assertError(
                    whoIs(forged),
                    403,
                    "InvalidClientTokenId",
                    "The security token included in the request is invalid.");
        }
        for (var text : List.of(token + "A", token + "=", token.substring(1), "", "A".repeat(5000))) {
            assertThat(whoIs(with(session, text)).error()).as(text).isEqualTo("InvalidClientTokenId");
            assertThat(claviger.kms(with(session, text), "us-east-1", "ListKeys", "{}")
                            .error())
                    .as(text)
                    .isEqualTo("UnrecognizedClientException");
        }
    }

    private static Signing with(Signing session, String token) {
        return new Signing(session.accessKeyId(), session.secret(), token);
    }

    @Test
    void a_token_is_of_no_use_without_its_access_key_and_secret() {
        var alice = user("alice");
        role("R", trusting(arn("user/alice"), ""));
        var one = Signing.session(assume(alice, "R"));
        var other = Signing.session(assume(alice, "R"));
        var swapped = new Signing(one.accessKeyId(), one.secret(), other.token());
        assertThat(whoIs(swapped).error()).isEqualTo("InvalidClientTokenId");
        assertThat(whoIs(new Signing(one.accessKeyId(), other.secret(), one.token()))
                        .error())
                .isEqualTo("SignatureDoesNotMatch");
        assertThat(whoIs(new Signing(one.accessKeyId(), one.secret())).error()).isEqualTo("InvalidClientTokenId");
        assertThat(whoIs(new Signing(alice.accessKeyId(), alice.secret(), one.token()))
                        .error())
                .isEqualTo("InvalidClientTokenId");
    }

    @Test
    void a_session_ends_with_its_role_even_if_there_is_another_of_the_name() {
        var alice = user("alice");
        var trust = trusting(arn("user/alice"), "");
        role("R", trust);
        var session = Signing.session(assume(alice, "R"));
        assertDone(whoIs(session));
        assertDone(root("DeleteRole", "RoleName", "R"));
        role("R", trust);
        assertThat(whoIs(session).error()).isEqualTo("InvalidClientTokenId");
    }

    @Test
    void a_session_of_a_user_outlives_its_keys_and_ends_with_the_user() {
        var alice = user("alice");
        var own = Signing.session(claviger.sts(alice, "GetSessionToken"));
        assertDone(root("DeleteAccessKey", "UserName", "alice", "AccessKeyId", alice.accessKeyId()));
        assertDone(whoIs(own));
        assertDone(root("DeleteUser", "UserName", "alice"));
        assertThat(whoIs(own).error()).isEqualTo("InvalidClientTokenId");
    }

    @Test
    void who_is_not_trusted_cannot_tell_whether_a_role_is_there() {
        var alice = user("alice");
        role("R", trusting(arn("user/alice"), ""));
        var mallory = user("mallory");
        assertRefused(assume(mallory, "R"), arn("user/mallory"), "sts:AssumeRole", "R");
        assertRefused(assume(mallory, "nobody"), arn("user/mallory"), "sts:AssumeRole", "nobody");
        assertRefused(assume(mallory, "R", "DurationSeconds", "43200"), arn("user/mallory"), "sts:AssumeRole", "R");
        assertRefused(assume(alice, "path/R"), arn("user/alice"), "sts:AssumeRole", "path/R");
    }

    @Test
    void who_is_named_needs_no_policy_and_whose_account_is_named_does() {
        var alice = user("alice");
        role("ByAccount", trusting(arn("root"), ""));
        assertRefused(assume(alice, "ByAccount"), arn("user/alice"), "sts:AssumeRole", "ByAccount");
        put("alice", MAY_ASSUME);
        assertDone(assume(alice, "ByAccount"));
    }

    private void put(String user, String policy) {
        assertDone(root("PutUserPolicy", "UserName", user, "PolicyName", "p", "PolicyDocument", policy));
    }

    @Test
    void across_accounts_both_sides_must_agree() {
        var other = Signing.root("5599%08d".formatted(accounts++));
        assertDone(claviger.iam(other, "CreateUser", "UserName", "bob"));
        var bob = Signing.of(claviger.iam(other, "CreateAccessKey", "UserName", "bob"));
        var bobArn = "arn:aws:iam::" + other.accessKeyId() + ":user/bob";
        role("R", trusting(bobArn, ""));
        assertRefused(assume(bob, "R"), bobArn, "sts:AssumeRole", "R");
        assertDone(claviger.iam(
                other, "PutUserPolicy", "UserName", "bob", "PolicyName", "p", "PolicyDocument", MAY_ASSUME));
        assertThat(whoIs(Signing.session(assume(bob, "R"))).xml("Account")).isEqualTo(account);
        role("Other", trusting(arn("root"), ""));
        assertRefused(assume(bob, "Other"), bobArn, "sts:AssumeRole", "Other");
    }

    @Test
    void the_trust_policy_sees_what_the_request_says() {
        var alice = user("alice");
        role("R", trusting(arn("user/alice"), """
                ,"Condition":{"StringEquals":{"sts:ExternalId":"42-x","sts:RoleSessionName":"s1"}}"""));
        assertRefused(assume(alice, "R"), arn("user/alice"), "sts:AssumeRole", "R");
        assertRefused(assume(alice, "R", "ExternalId", "43-x"), arn("user/alice"), "sts:AssumeRole", "R");
        assertDone(assume(alice, "R", "ExternalId", "42-x"));
    }

    @Test
    void tags_and_a_source_identity_need_leave_of_their_own() {
        var alice = user("alice");
        role("R", """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"%s"},\
                "Action":"sts:AssumeRole"}]}""".formatted(arn("user/alice")));
        assertDone(assume(alice, "R"));
        assertRefused(
                assume(alice, "R", "Tags.member.1.Key", "k", "Tags.member.1.Value", "v"),
                arn("user/alice"),
                "sts:TagSession",
                "R");
        assertRefused(assume(alice, "R", "SourceIdentity", "alice"), arn("user/alice"), "sts:SetSourceIdentity", "R");
    }

    @Test
    void transitive_tags_and_the_source_identity_go_along_a_chain() {
        var alice = user("alice");
        role("A", trusting(arn("user/alice"), ""));
        role("B", trusting(arn("role/A"), """
                ,"Condition":{"StringEquals":{"aws:PrincipalTag/team":"red","aws:SourceIdentity":"al"}}"""));
        role("C", trusting(arn("role/B"), """
                ,"Condition":{"StringEquals":{"aws:PrincipalTag/team":"red"},"Null":{"aws:PrincipalTag/here":true}}"""));
        var opened = assume(
                alice,
                "A",
                "SourceIdentity",
                "al",
                "Tags.member.1.Key",
                "team",
                "Tags.member.1.Value",
                "red",
                "Tags.member.2.Key",
                "here",
                "Tags.member.2.Value",
                "x",
                "TransitiveTagKeys.member.1",
                "team");
        assertThat(opened.xml("SourceIdentity")).isEqualTo("al");
        assertThat(opened.xml("PackedPolicySize")).isNotEmpty();
        var a = Signing.session(opened);
        var b = Signing.session(assume(a, "B"));
        assertDone(assume(b, "C"));
        assertError(
                assume(a, "B", "Tags.member.1.Key", "Team", "Tags.member.1.Value", "blue"),
                400,
                "ValidationError",
                "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key"
                        + " from the calling session.");
        assertThat(assume(a, "B", "SourceIdentity", "bo").error()).isEqualTo("AccessDenied");
        assertRefused(
                assume(Signing.session(assume(alice, "A", "SourceIdentity", "al")), "B"),
                "arn:aws:sts::" + account + ":assumed-role/A/s1",
                "sts:AssumeRole",
                "B");
    }

    @ParameterizedTest
    @CsvSource({"899, greater than or equal to 900", "43201, less than or equal to 43200"})
    void a_duration_is_within_the_limits_of_the_api(String seconds, String rule) {
        var alice = user("alice");
        role("R", trusting(arn("user/alice"), ""));
        assertError(
                assume(alice, "R", "DurationSeconds", seconds),
                400,
                "ValidationError",
                "1 validation error detected: Value '" + seconds
                        + "' at 'durationSeconds' failed to satisfy constraint: Member must have value " + rule);
    }

    @Test
    void a_duration_is_within_the_limits_of_the_role_and_of_chains() {
        var alice = user("alice");
        role("A", trusting(arn("user/alice"), ""));
        assertDone(root("UpdateRole", "RoleName", "A", "MaxSessionDuration", "7200"));
        role("B", trusting(arn("role/A"), ""));
        assertDone(root("UpdateRole", "RoleName", "B", "MaxSessionDuration", "7200"));
        assertError(
                assume(alice, "A", "DurationSeconds", "7201"),
                400,
                "ValidationError",
                "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        var session = Signing.session(assume(alice, "A", "DurationSeconds", "7200"));
        assertError(
                assume(session, "B", "DurationSeconds", "3601"),
                400,
                "ValidationError",
                "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining");
        assertDone(assume(session, "B", "DurationSeconds", "3600"));
    }

    @Test
    void session_policies_limit_a_session() {
        var alice = user("alice");
        role("A", trusting(arn("user/alice"), ""));
        role("B", trusting(arn("root"), ""));
        assertDone(root("PutRolePolicy", "RoleName", "A", "PolicyName", "p", "PolicyDocument", MAY_ASSUME));
        assertDone(assume(Signing.session(assume(alice, "A")), "B"));
        var nothing = """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kms:*","Resource":"*"}]}""";
        var limited = assume(alice, "A", "Policy", nothing);
        assertThat(Integer.parseInt(limited.xml("PackedPolicySize"))).isBetween(1, 10);
        var name = "arn:aws:sts::" + account + ":assumed-role/A/s1";
        assertRefused(assume(Signing.session(limited), "B"), name, "sts:AssumeRole", "B");

        var managed = root("CreatePolicy", "PolicyName", "m", "PolicyDocument", MAY_ASSUME)
                .xml("Arn");
        var union = assume(alice, "A", "Policy", nothing, "PolicyArns.member.1.arn", managed);
        assertDone(assume(Signing.session(union), "B"));
        assertDone(root("DeletePolicy", "PolicyArn", managed));
        assertRefused(assume(Signing.session(union), "B"), name, "sts:AssumeRole", "B");
        assertError(
                assume(alice, "A", "PolicyArns.member.1.arn", managed),
                400,
                "ValidationError",
                "Policy " + managed + " does not exist or is not attachable.");
        assertError(assume(alice, "A", "Policy", "{}"), 400, "MalformedPolicyDocument", "Syntax errors in policy.");
    }

    @Test
    void policies_and_tags_that_do_not_pack_small_enough_are_refused() {
        var alice = user("alice");
        role("R", trusting(arn("user/alice"), ""));
        var parameters = new ArrayList<String>();
        var random = new java.util.Random(7);
        for (int i = 1; i <= 50; i++) {
            parameters.addAll(
                    List.of("Tags.member." + i + ".Key", "k" + i, "Tags.member." + i + ".Value", text(random, 200)));
        }
        var answer = assume(alice, "R", parameters.toArray(String[]::new));
        assertThat(answer.error()).isEqualTo("PackedPolicyTooLarge");
        assertThat(answer.message())
                .matches("Packed policy consumes \\d{3}% of allotted space, please use smaller policy.");
    }

    private static String text(java.util.Random random, int length) {
        return random.ints(length, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Test
    void sessions_of_a_role_are_revoked_by_when_they_were_issued() {
        var alice = user("alice");
        role("A", trusting(arn("user/alice"), ""));
        role("B", trusting(arn("role/A"), ""));
        var session = Signing.session(assume(alice, "A"));
        assertDone(assume(session, "B"));
        assertDone(
                root("PutRolePolicy", "RoleName", "A", "PolicyName", "AWSRevokeOlderSessions", "PolicyDocument", """
                {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*",\
                "Condition":{"DateLessThan":{"aws:TokenIssueTime":"2100-01-01T00:00:00Z"}}}]}"""));
        assertRefused(assume(session, "B"), "arn:aws:sts::" + account + ":assumed-role/A/s1", "sts:AssumeRole", "B");
    }

    @Test
    void some_credentials_may_not_call_some_operations() {
        var alice = user("alice");
        put("alice", MAY_ASSUME);
        role("R", trusting(arn("user/alice"), ""));
        assertError(assume(root, "R"), 403, "AccessDenied", "Roles may not be assumed by root accounts.");

        var own = Signing.session(claviger.sts(alice, "GetSessionToken"));
        assertDone(assume(own, "R"));
        assertThat(claviger.iam(own, "GetUser").error()).isEqualTo("InvalidClientTokenId");
        assertError(
                claviger.sts(own, "GetSessionToken"),
                403,
                "AccessDenied",
                "Cannot call GetSessionToken with session credentials");

        var federated = Signing.session(claviger.sts(alice, "GetFederationToken", "Name", "Bob", "Policy", MAY_ASSUME));
        assertThat(assume(federated, "R").error()).isEqualTo("AccessDenied");
        assertThat(claviger.iam(federated, "GetUser").error()).isEqualTo("InvalidClientTokenId");

        var assumed = Signing.session(assume(alice, "R"));
        assertThat(claviger.sts(assumed, "GetFederationToken", "Name", "Bob").error())
                .isEqualTo("AccessDenied");
        assertThat(claviger.sts(assumed, "GetSessionToken").error()).isEqualTo("AccessDenied");
    }

    @Test
    void a_federation_token_needs_a_permission_and_a_session_token_none() {
        var alice = user("alice");
        assertDone(claviger.sts(alice, "GetSessionToken"));
        assertError(
                claviger.sts(alice, "GetFederationToken", "Name", "Bob"),
                403,
                "AccessDenied",
                "User: " + arn("user/alice") + " is not authorized to perform: sts:GetFederationToken on resource:"
                        + " arn:aws:sts::" + account + ":federated-user/Bob because no identity-based policy allows the"
                        + " sts:GetFederationToken action");
        assertThat(claviger.sts(alice, "GetAccessKeyInfo", "AccessKeyId", alice.accessKeyId())
                        .error())
                .isEqualTo("AccessDenied");
        put("alice", MAY_ASSUME);
        assertDone(claviger.sts(alice, "GetFederationToken", "Name", "Bob"));
        assertThat(claviger.sts(alice, "GetAccessKeyInfo", "AccessKeyId", alice.accessKeyId())
                        .xml("Account"))
                .isEqualTo(account);
        assertThat(claviger.sts(alice, "DecodeAuthorizationMessage", "EncodedMessage", "x")
                        .error())
                .isEqualTo("InvalidAuthorizationMessageException");
    }

    @Test
    void an_account_without_anything_can_have_a_session_of_its_root_user() {
        var session = Signing.session(claviger.sts(root, "GetSessionToken"));
        assertThat(whoIs(session).xml("Arn")).isEqualTo(arn("root"));
        assertThat(whoIs(Signing.session(claviger.sts(root, "GetSessionToken"))).xml("UserId"))
                .isEqualTo(account);
    }

    @Test
    void the_trail_shows_the_session_and_whose_it_is() {
        var alice = user("alice");
        var roleId = role("R", trusting(arn("user/alice"), ""));
        var opened = assume(alice, "R", "SourceIdentity", "al");
        var opening = claviger.auditRecord(opened.requestId());
        assertThat(opening.at("/eventSource").asString()).isEqualTo("sts.amazonaws.com");
        assertThat(opening.at("/requestParameters/roleArn").asString()).isEqualTo(arn("role/R"));
        assertThat(opening.at("/responseElements/credentials/accessKeyId").asString())
                .isEqualTo(opened.xml("AccessKeyId"));
        assertThat(opening.at("/responseElements/credentials/sessionToken").isMissingNode())
                .isTrue();

        var session = Signing.session(opened);
        var identity = claviger.auditRecord(whoIs(session).requestId()).at("/userIdentity");
        assertThat(identity.at("/type").asString()).isEqualTo("AssumedRole");
        assertThat(identity.at("/principalId").asString()).isEqualTo(roleId + ":s1");
        assertThat(identity.at("/accessKeyId").asString()).isEqualTo(session.accessKeyId());
        assertThat(identity.at("/sessionContext/sessionIssuer/type").asString()).isEqualTo("Role");
        assertThat(identity.at("/sessionContext/sessionIssuer/arn").asString()).isEqualTo(arn("role/R"));
        assertThat(identity.at("/sessionContext/sessionIssuer/userName").asString())
                .isEqualTo("R");
        assertThat(identity.at("/sessionContext/attributes/mfaAuthenticated").asString())
                .isEqualTo("false");
        assertThat(identity.at("/sessionContext/sourceIdentity").asString()).isEqualTo("al");
    }

    @Test
    void the_sdk_assumes_a_role_and_renews_nothing_before_time() {
        var alice = user("alice");
        var roleId = role("R", trusting(arn("user/alice"), """
                ,"Condition":{"StringEquals":{"sts:ExternalId":"42-x"}}"""));
        var own = StaticCredentialsProvider.create(AwsBasicCredentials.create(alice.accessKeyId(), alice.secret()));
        try (var sts = client(own);
                var provider = StsAssumeRoleCredentialsProvider.builder()
                        .stsClient(sts)
                        .refreshRequest(request -> request.roleArn(arn("role/R"))
                                .roleSessionName("sdk")
                                .externalId("42-x")
                                .durationSeconds(900))
                        .build();
                var session = client(provider)) {
            assertThat(session.getCallerIdentity().userId()).isEqualTo(roleId + ":sdk");
            assertThat(provider.resolveCredentials()).isEqualTo(provider.resolveCredentials());
        }
    }

    private static StsClient client(AwsCredentialsProvider credentials) {
        return StsClient.builder()
                .endpointOverride(claviger.endpoint())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(credentials)
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @Test
    void a_code_of_an_mfa_device_is_good_once_and_shows_in_the_session() {
        var alice = user("alice");
        role("M", trusting(arn("user/alice"), """
                ,"Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}"""));
        assertRefused(assume(alice, "M"), arn("user/alice"), "sts:AssumeRole", "M");
        var made = root("CreateVirtualMFADevice", "VirtualMFADeviceName", "d");
        var serial = made.xml("SerialNumber");
        // In an answer, bytes are in base64; these are the seed in base 32.
        var seed = new String(Base64.getDecoder().decode(made.xml("Base32StringSeed")), StandardCharsets.US_ASCII);
        long step = Instant.now().getEpochSecond() / 30;
        assertDone(root(
                "EnableMFADevice",
                "UserName",
                "alice",
                "SerialNumber",
                serial,
                "AuthenticationCode1",
                code(seed, step - 2),
                "AuthenticationCode2",
                code(seed, step - 1)));

        var wrong = "MultiFactorAuthentication failed with invalid MFA one time pass code. ";
        assertError(mfa(alice, serial, code(seed, step - 1)), 403, "AccessDenied", wrong);
        var opened = mfa(alice, serial, code(seed, step));
        assertDone(opened);
        assertError(mfa(alice, serial, code(seed, step)), 403, "AccessDenied", wrong);
        var own = Signing.session(opened);
        assertDone(assume(own, "M"));
        var who = whoIs(own);
        assertThat(claviger.auditRecord(who.requestId())
                        .at("/userIdentity/sessionContext/attributes/mfaAuthenticated")
                        .asString())
                .isEqualTo("true");
        // With a device, IAM knows the session.
        assertThat(claviger.iam(own, "ListUsers").error()).isEqualTo("AccessDenied");

        assertThat(mfa(user("bob"), serial, "123456").message())
                .startsWith("MultiFactorAuthentication failed, unable to validate MFA code.");
        for (int i = 0; i < 10; i++) {
            assertThat(mfa(alice, serial, "000000").error()).isEqualTo("AccessDenied");
        }
        assertError(mfa(alice, serial, code(seed, step + 1)), 403, "AccessDenied", wrong);
    }

    private static Answer mfa(Signing by, String serial, String code) {
        return claviger.sts(by, "GetSessionToken", "SerialNumber", serial, "TokenCode", code);
    }

    /// RFC 6238, written anew.
    private static String code(String base32, long step) {
        try {
            long bits = 0;
            int count = 0;
            var key = new ByteArrayOutputStream();
            for (var c : base32.replace("=", "").toCharArray()) {
                bits = (bits << 5) + "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c);
                count += 5;
                if (count >= 8) {
                    count -= 8;
                    key.write((int) (bits >> count));
                }
            }
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key.toByteArray(), "HmacSHA1"));
            var hash = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
            int number = ByteBuffer.wrap(hash).getInt(hash[19] & 15) & 0x7FFF_FFFF;
            return "%06d".formatted(number % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "arn:aws:iam::555500000000:user/alice|arn:aws:iam::555500000000:user/alice is invalid",
                "not-an-arn-but-long-enough|not-an-arn-but-long-enough is invalid",
            })
    void what_is_no_arn_of_a_role_is_told(String arn, String message) {
        var alice = user("alice");
        assertError(
                claviger.sts(alice, "AssumeRole", "RoleArn", arn, "RoleSessionName", "s1"),
                400,
                "ValidationError",
                message);
    }
}
