package claviger;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.TestClaviger.Answer;
import claviger.TestClaviger.Signing;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// IAM's policy simulator, over the wire.
class SimulatorTest {

    private static final String ACCOUNT = "888800000001";
    private static final String BOB = "arn:aws:iam::" + ACCOUNT + ":user/bob";
    private static final String STATEMENT = "{\"Version\":\"2012-10-17\",\"Statement\":[%s]}";
    private static final String ALLOW_ENCRYPT =
            STATEMENT.formatted("{\"Effect\":\"Allow\",\"Action\":\"kms:Encrypt\",\"Resource\":\"*\"}");
    private static final String ALLOW_ALL =
            STATEMENT.formatted("{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}");
    private static final String DENY_ENCRYPT =
            STATEMENT.formatted("{\"Effect\":\"Deny\",\"Action\":\"kms:Encrypt\",\"Resource\":\"*\"}");
    private static final String WITH_MFA = STATEMENT.formatted("{\"Effect\":\"Allow\",\"Action\":\"kms:Encrypt\","
            + "\"Resource\":\"*\",\"Condition\":{\"Bool\":{\"aws:MultiFactorAuthPresent\":\"true\"}}}");

    @TempDir
    static Path folder;

    private static TestClaviger claviger;
    private static final Signing ROOT = Signing.root(ACCOUNT);

    @BeforeAll
    static void start() {
        claviger = TestClaviger.start(folder);
        done(claviger.iam(ROOT, "CreateUser", "UserName", "bob"));
        done(claviger.iam(
                ROOT, "PutUserPolicy", "UserName", "bob", "PolicyName", "crypto", "PolicyDocument", ALLOW_ENCRYPT));
    }

    @AfterAll
    static void stop() {
        claviger.close();
    }

    private static Answer done(Answer answer) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer;
    }

    private static Answer custom(String... more) {
        var parameters = new String[more.length + 2];
        parameters[0] = "ActionNames.member.1";
        parameters[1] = "kms:Encrypt";
        System.arraycopy(more, 0, parameters, 2, more.length);
        return claviger.iam(ROOT, "SimulateCustomPolicy", parameters);
    }

    @Test
    void each_action_on_each_resource_is_decided_and_the_statements_that_decide_are_named() {
        var answer = done(claviger.iam(
                ROOT,
                "SimulatePrincipalPolicy",
                "PolicySourceArn",
                BOB,
                "ActionNames.member.1",
                "kms:Encrypt",
                "ActionNames.member.2",
                "kms:Decrypt",
                "ResourceArns.member.1",
                "arn:aws:kms:us-east-1:" + ACCOUNT + ":key/1",
                "ResourceArns.member.2",
                "arn:aws:kms:us-east-1:" + ACCOUNT + ":key/2"));
        assertThat(answer.xmls("EvalActionName"))
                .containsExactly("kms:Encrypt", "kms:Encrypt", "kms:Decrypt", "kms:Decrypt");
        assertThat(answer.xmls("EvalDecision")).containsExactly("allowed", "allowed", "implicitDeny", "implicitDeny");
        assertThat(answer.xmls("SourcePolicyId")).containsExactly("crypto", "crypto");
        assertThat(answer.xml("IsTruncated")).isEqualTo("false");
    }

    @Test
    void policies_that_the_request_gives_count_beside_those_of_the_principal() {
        var answer = done(claviger.iam(
                ROOT,
                "SimulatePrincipalPolicy",
                "PolicySourceArn",
                BOB,
                "ActionNames.member.1",
                "kms:Encrypt",
                "PolicyInputList.member.1",
                DENY_ENCRYPT));
        assertThat(answer.xml("EvalResourceName")).isEqualTo("*");
        assertThat(answer.xml("EvalDecision")).isEqualTo("explicitDeny");
        assertThat(answer.xmls("SourcePolicyId")).containsExactly("PolicyInputList.1");
    }

    @Test
    void a_boundary_limits_and_its_part_is_told() {
        var answer = done(
                custom("PolicyInputList.member.1", ALLOW_ALL, "PermissionsBoundaryPolicyInputList.member.1", WITH_MFA));
        assertThat(answer.xml("EvalDecision")).isEqualTo("implicitDeny");
        assertThat(answer.xml("AllowedByPermissionsBoundary")).isEqualTo("false");
        assertThat(answer.text()).contains("<MissingContextValues><member>aws:MultiFactorAuthPresent</member>");
        var present = done(custom(
                "PolicyInputList.member.1",
                ALLOW_ALL,
                "PermissionsBoundaryPolicyInputList.member.1",
                WITH_MFA,
                "ContextEntries.member.1.ContextKeyName",
                "aws:MultiFactorAuthPresent",
                "ContextEntries.member.1.ContextKeyValues.member.1",
                "true",
                "ContextEntries.member.1.ContextKeyType",
                "boolean"));
        assertThat(present.xml("EvalDecision")).isEqualTo("allowed");
    }

    @Test
    void a_resource_policy_must_allow_what_is_of_kms_and_may_allow_what_is_not() {
        var nobody = STATEMENT.formatted("{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"999900000001\"},"
                + "\"Action\":\"kms:*\",\"Resource\":\"*\"}");
        var bob = STATEMENT.formatted(
                "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"" + BOB + "\"},\"Action\":\"*\",\"Resource\":\"*\"}");
        assertThat(done(custom("PolicyInputList.member.1", ALLOW_ALL, "ResourcePolicy", nobody))
                        .xml("EvalDecision"))
                .isEqualTo("implicitDeny");
        assertThat(done(custom("PolicyInputList.member.1", DENY_ENCRYPT, "ResourcePolicy", bob, "CallerArn", BOB))
                        .xml("EvalDecision"))
                .isEqualTo("explicitDeny");
        var other = done(claviger.iam(
                ROOT,
                "SimulateCustomPolicy",
                "ActionNames.member.1",
                "s3:GetObject",
                "PolicyInputList.member.1",
                ALLOW_ALL,
                "ResourcePolicy",
                nobody));
        assertThat(other.xml("EvalDecision")).isEqualTo("allowed");
    }

    @Test
    void pages_go_on_where_the_last_ended() {
        var first = done(custom(
                "ActionNames.member.2", "kms:Decrypt", "PolicyInputList.member.1", ALLOW_ENCRYPT, "MaxItems", "1"));
        assertThat(first.xmls("EvalActionName")).containsExactly("kms:Encrypt");
        assertThat(first.xml("IsTruncated")).isEqualTo("true");
        var second = done(custom(
                "ActionNames.member.2",
                "kms:Decrypt",
                "PolicyInputList.member.1",
                ALLOW_ENCRYPT,
                "Marker",
                first.xml("Marker")));
        assertThat(second.xmls("EvalActionName")).containsExactly("kms:Decrypt");
    }

    @Test
    void what_cannot_be_simulated_is_refused() {
        assertThat(custom("PolicyInputList.member.1", "{}").error()).isEqualTo("InvalidInput");
        assertThat(custom("PolicyInputList.member.1", ALLOW_ALL, "CallerArn", "arn:aws:iam::1:role/x")
                        .error())
                .isEqualTo("InvalidInput");
        var unknown = claviger.iam(
                ROOT, "SimulatePrincipalPolicy", "PolicySourceArn", BOB + "by", "ActionNames.member.1", "kms:Encrypt");
        assertThat(unknown.error()).isEqualTo("NoSuchEntity");
        assertThat(unknown.status()).isEqualTo(404);
        var foreign = claviger.iam(
                ROOT,
                "SimulatePrincipalPolicy",
                "PolicySourceArn",
                "arn:aws:iam::999900000001:user/eve",
                "ActionNames.member.1",
                "kms:Encrypt");
        assertThat(foreign.error()).isEqualTo("AccessDenied");
    }
}
