package claviger.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DecisionContextTest {

    private static final List<String> OF_THE_SERVER = List.of(
            "aws:PrincipalArn",
            "aws:PrincipalTag/team",
            "aws:ResourceTag/team",
            "aws:SourceIp",
            "aws:CurrentTime",
            "aws:MultiFactorAuthPresent",
            "aws:SecureTransport",
            "aws:username",
            "aws:SourceArn",
            "kms:CallerAccount",
            "kms:ViaService",
            "kms:GrantIsForAWSResource",
            "kms:KeySpec",
            "kms:ResourceAliases",
            "kms:RecipientAttestation:ImageSha384",
            "iam:PermissionsBoundary",
            "accounts.google.com:sub",
            "something:new");

    private static final List<String> OF_THE_REQUEST = List.of(
            "kms:EncryptionContext:a",
            "kms:EncryptionContextKeys",
            "aws:RequestTag/team",
            "aws:TagKeys",
            "kms:GranteePrincipal",
            "KMS:SigningAlgorithm",
            "sts:ExternalId");

    /// A request that claims to know whatever it is asked.
    private static final RequestContext LIAR = new RequestContext() {
        @Override
        public ContextValue said(ConditionKey key) {
            return new ContextValue.Single("claimed");
        }

        @Override
        public Map<String, String> encryptionContext() {
            return Map.of();
        }
    };

    @Test
    void a_request_can_set_no_key_of_the_servers_not_even_one_that_the_server_has_no_value_for() {
        var silent = new DecisionContext(LIAR, _ -> null);
        var knowing = new DecisionContext(LIAR, _ -> new ContextValue.Single("known"));
        for (var name : OF_THE_SERVER) {
            assertThat(silent.value(ConditionKey.of(name))).as(name).isNull();
            assertThat(knowing.value(ConditionKey.of(name))).as(name).isEqualTo(new ContextValue.Single("known"));
        }
        for (var name : OF_THE_REQUEST) {
            assertThat(silent.value(ConditionKey.of(name))).as(name).isEqualTo(new ContextValue.Single("claimed"));
            assertThat(knowing.value(ConditionKey.of(name))).as(name).isEqualTo(new ContextValue.Single("claimed"));
        }
    }

    @Test
    void parameters_under_a_name_of_the_servers_are_not_seen() {
        var facts = new RequestFacts(
                Map.of("aws:PrincipalArn", "x"),
                Map.of("aws:PrincipalTag/team", "x"),
                Map.of("aws:principalarn", new ContextValue.Single("x")));
        var context = new DecisionContext(facts, _ -> null);
        for (var name : OF_THE_SERVER) {
            assertThat(context.value(ConditionKey.of(name))).as(name).isNull();
        }
    }

    @Test
    void names_are_found_in_any_case_and_listed_in_their_own() {
        var facts = new RequestFacts(
                Map.of("Dept", "IT"), Map.of("Team", "red"), Map.of("kms:macalgorithm", new ContextValue.Single("M")));
        assertThat(facts.said(ConditionKey.of("kms:encryptionCONTEXT:dEPT"))).isEqualTo(new ContextValue.Single("IT"));
        assertThat(facts.said(ConditionKey.of("kms:EncryptionContext:App"))).isNull();
        assertThat(facts.said(ConditionKey.of("aws:RequestTag/team"))).isEqualTo(new ContextValue.Single("red"));
        assertThat(facts.said(ConditionKey.of("aws:TagKeys"))).isEqualTo(Asking.many("Team"));
        assertThat(facts.said(ConditionKey.of("kms:EncryptionContextKeys"))).isEqualTo(Asking.many("Dept"));
        assertThat(facts.said(ConditionKey.of("KMS:MacAlgorithm"))).isEqualTo(new ContextValue.Single("M"));
    }
}
