package claviger;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.TestClaviger.Answer;
import claviger.TestClaviger.Signing;
import claviger.call.Header;
import claviger.sigv4.Signer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What only the server knows of a request, no request can say: the key lets `a1` in by any one of
/// many condition keys, each with a value that is not true of it.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html>
class InjectionTest {

    /// An operator, a condition key and a value that is not true here.
    private static final List<String> UNTRUE = List.of(
            "ArnEquals aws:PrincipalArn arn:aws:iam::111122223333:user/a2",
            "StringEquals aws:PrincipalAccount 444455556666",
            "StringEquals aws:PrincipalType Account",
            "StringEquals aws:userid 111122223333",
            "StringEquals aws:username a2",
            "StringEquals aws:PrincipalTag/team red",
            "StringEquals aws:PrincipalOrgID o-aaaaaaaaaa",
            "Bool aws:PrincipalIsAWSService true",
            "StringEquals aws:PrincipalServiceName s3.amazonaws.com",
            "Bool aws:ViaAWSService true",
            "ForAnyValue:StringEquals aws:CalledVia s3.amazonaws.com",
            "StringEquals aws:CalledViaFirst s3.amazonaws.com",
            "ArnEquals aws:SourceArn arn:aws:s3:::bucket",
            "StringEquals aws:SourceAccount 111122223333",
            "IpAddress aws:SourceIp 203.0.113.7",
            "IpAddress aws:VpcSourceIp 203.0.113.7",
            "StringEquals aws:SourceVpc vpc-1",
            "StringEquals aws:SourceVpce vpce-1",
            "Bool aws:SecureTransport true",
            "DateGreaterThan aws:CurrentTime 2999-01-01T00:00:00Z",
            "NumericGreaterThan aws:EpochTime 32472144000",
            "DateGreaterThan aws:TokenIssueTime 2020-01-01T00:00:00Z",
            "Bool aws:MultiFactorAuthPresent true",
            "NumericLessThan aws:MultiFactorAuthAge 3600",
            "StringEquals aws:SourceIdentity admin",
            "StringEquals aws:FederatedProvider issuer.example",
            "StringEquals aws:RequestedRegion eu-west-1",
            "StringEquals aws:ResourceAccount 444455556666",
            "StringEquals aws:ResourceTag/team red",
            "StringEquals kms:CallerAccount 444455556666",
            "StringEquals kms:ViaService s3.us-east-1.amazonaws.com",
            "StringEquals kms:KeySpec RSA_2048",
            "StringEquals kms:KeyUsage SIGN_VERIFY",
            "StringEquals kms:KeyOrigin EXTERNAL",
            "Bool kms:MultiRegion true",
            "StringEquals kms:MultiRegionKeyType PRIMARY",
            "StringEquals kms:RequestAlias alias/x",
            "ForAnyValue:StringEquals kms:ResourceAliases alias/x",
            "Bool kms:GrantIsForAWSResource true",
            "Bool kms:ReEncryptOnSameKey true",
            "NumericLessThan kms:TrailingDaysWithoutKeyUsage 5",
            "StringEquals kms:RecipientAttestation:ImageSha384 00");

    @TempDir
    static Path folder;

    private static TestClaviger claviger;

    private final TestWorld world = new TestWorld(claviger);
    private final String key = world.key("K1", "");
    private Signing a1 = Signing.root(world.a);

    @BeforeAll
    static void start() {
        claviger = TestClaviger.start(folder);
    }

    @AfterAll
    static void stop() {
        claviger.close();
    }

    @BeforeEach
    void letInByWhatIsNotTrue() {
        var statements = new ArrayList<>(List.of("allow root(A) kms:*"));
        UNTRUE.forEach(condition -> statements.add("allow a1 kms:Encrypt if " + world.ours(condition)));
        world.keyPolicy(key, statements.toArray(String[]::new));
        a1 = world.as("a1");
    }

    private String body(String more) {
        return "{\"KeyId\":\"" + key + "\",\"Plaintext\":\"aGVsbG8=\"" + more + "}";
    }

    private void assertDenied(Answer answer, String how) {
        assertThat(answer.error()).as("%s: %s", how, answer).isEqualTo("AccessDeniedException");
    }

    private interface Attempt {
        void with(String name, String value);
    }

    private void each(Attempt attempt) {
        for (var condition : UNTRUE) {
            var words = world.ours(condition).split(" ", 3);
            attempt.with(words[1], words[2]);
        }
    }

    @Test
    void one_condition_that_comes_true_lets_in() {
        assertDenied(world.kms(a1, "Encrypt", body("")), "nothing said");
        world.tag("a1", "team", "red");
        assertThat(world.kms(a1, "Encrypt", body("")).status()).isEqualTo(200);
    }

    @Test
    void no_unknown_member_of_the_body_is_a_condition_key() {
        each((name, value) -> {
            var member = name.substring(name.indexOf(':') + 1);
            assertDenied(
                    world.kms(
                            a1, "Encrypt", body(",\"%s\":\"%s\",\"%s\":\"%s\"".formatted(name, value, member, value))),
                    name);
        });
    }

    @Test
    void no_pair_of_the_encryption_context_is_another_condition_key() {
        each((name, value) -> {
            var context = Map.of(name, value, "x:" + name, value, name.replace(':', '/'), value);
            var text = TestClaviger.JSON.writeValueAsString(context);
            assertDenied(world.kms(a1, "Encrypt", body(",\"EncryptionContext\":" + text)), name);
        });
    }

    @Test
    void no_grant_token_is_a_condition_key() {
        each((name, value) -> {
            var text = TestClaviger.JSON.writeValueAsString(List.of(name + "=" + value));
            assertDenied(world.kms(a1, "Encrypt", body(",\"GrantTokens\":" + text)), name);
        });
    }

    @Test
    void no_header_is_a_condition_key() {
        each((name, value) -> {
            var plain = name.replaceAll("[:/]", "-");
            var bare = plain.substring(plain.indexOf('-') + 1);
            assertDenied(
                    send("/", new Header(plain, value), new Header("X-Amz-" + bare, value), new Header(bare, value)),
                    name);
        });
        for (var forwarded : List.of("X-Forwarded-For", "X-Real-IP", "X-Client-IP", "True-Client-IP", "Via")) {
            assertDenied(send("/", new Header(forwarded, "203.0.113.7")), forwarded);
        }
        assertDenied(send("/", new Header("Forwarded", "for=203.0.113.7;proto=https")), "Forwarded");
        assertDenied(send("/", new Header("X-Forwarded-Proto", "https")), "X-Forwarded-Proto");
    }

    @Test
    void no_query_parameter_is_a_condition_key() {
        each((name, value) -> {
            var query = "/?" + URLEncoder.encode(name, StandardCharsets.UTF_8) + "="
                    + URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
            var answer = send(query);
            assertThat(answer.status()).as("%s: %s", name, answer).isBetween(400, 499);
        });
    }

    private Answer send(String target, Header... more) {
        var headers = new ArrayList<>(List.of(
                new Header("Host", claviger.endpoint().getAuthority()),
                new Header("Content-Type", "application/x-amz-json-1.1"),
                new Header("X-Amz-Target", "TrentService.Encrypt")));
        headers.addAll(List.of(more));
        var request = Signer.request("POST", target, headers, body("").getBytes(StandardCharsets.UTF_8));
        var signer = new Signer(a1.accessKeyId(), a1.secret(), null, TestWorld.REGION, "kms");
        return claviger.send(signer.sign(request, Instant.now()));
    }

    @Test
    void no_tag_is_a_condition_key_of_another_name() {
        for (var name : List.of("aws:PrincipalTag/team", "aws:ResourceTag/team", "AWS:ViaAWSService")) {
            var tag = "{\"KeyId\":\"%s\",\"Tags\":[{\"TagKey\":\"%s\",\"TagValue\":\"red\"}]}".formatted(key, name);
            assertThat(world.kms(world.root(), "TagResource", tag).status())
                    .as(name)
                    .isEqualTo(400);
        }
        each((name, value) -> {
            var tag = name.replace(':', '/');
            if (!name.startsWith("aws:ResourceTag/")) {
                world.kms(
                        "TagResource",
                        "{\"KeyId\":\"%s\",\"Tags\":[{\"TagKey\":\"%s\",\"TagValue\":\"%s\"}]}"
                                .formatted(key, tag, value));
                assertDenied(world.kms(a1, "Encrypt", body("")), name);
            }
        });
    }
}
