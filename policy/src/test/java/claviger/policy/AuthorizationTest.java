package claviger.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AuthorizationTest {

    private static final String ROLE = "arn:aws:iam::111122223333:role/r";

    @Test
    void a_denial_says_which_kind_of_policy_denies_or_does_not_allow() {
        var start = "User: arn:aws:iam::111122223333:user/a1 is not authorized to perform: kms:Encrypt on ";
        var resource = start + "resource: " + Notation.KEY + " ";
        var root = "Allow root(A) kms:*";
        assertThat(message("a1", root, "-", "-", "-"))
                .isEqualTo(resource + "because no identity-based policy allows the kms:Encrypt action");
        assertThat(message("a1", "Allow a2 kms:*", "Allow *", "-", "-"))
                .isEqualTo(resource + "because no resource-based policy allows the kms:Encrypt action");
        assertThat(message("a1", root, "Allow *", "Allow s3:*", "-"))
                .isEqualTo(resource + "because no permissions boundary allows the kms:Encrypt action");
        assertThat(message("a1", root, "Allow *", "-", "Allow s3:*"))
                .isEqualTo(resource + "because no session policy allows the kms:Encrypt action");
        assertThat(message("a1", root + " ; Deny a1 kms:*", "Deny *", "Deny *", "Deny *"))
                .isEqualTo(resource + "with an explicit deny in a resource-based policy");
        assertThat(message("a1", root, "Deny *", "Deny *", "Deny *"))
                .isEqualTo(resource + "with an explicit deny in an identity-based policy");
        assertThat(message("a1", root, "Allow *", "Deny *", "Deny *"))
                .isEqualTo(resource + "with an explicit deny in a permissions boundary");
        assertThat(message("a1", root, "Allow *", "Allow *", "Deny *"))
                .isEqualTo(resource + "with an explicit deny in a session policy");
    }

    @Test
    void who_is_of_another_account_is_told_nothing_about_the_key() {
        var told = message("b1", "Allow root(A) kms:*", "Allow *", "-", "-");
        assertThat(told)
                .isEqualTo("User: arn:aws:iam::444455556666:user/b1 is not authorized to perform: kms:Encrypt on this"
                        + " resource because the resource does not exist in this Region, no resource-based"
                        + " policies allow access, or a resource-based policy explicitly denies access")
                .isEqualTo(message("b1", "Allow b1 kms:* ; Deny b1 kms:*", "Allow *", "-", "-"));
    }

    private static String message(String caller, String key, String identity, String boundary, String session) {
        var decision = decide(caller, key, identity, boundary, session, List.of(), List.of(), GrantSource.NONE);
        return ((Decision.Denied) decision).message();
    }

    private static Decision decide(
            String caller,
            String key,
            String identity,
            String boundary,
            String session,
            List<List<NamedPolicy>> serviceControl,
            List<List<NamedPolicy>> resourceControl,
            GrantSource grants) {
        return Authorization.decide(
                Notation.asking("kms:Encrypt").by(Notation.requester(caller)).request(),
                new Policies(
                        Notation.policy(PolicyKind.KEY, key),
                        Notation.policies(identity),
                        Notation.policy(PolicyKind.IDENTITY, boundary),
                        session.equals("-") ? null : Notation.policies(session),
                        serviceControl,
                        resourceControl),
                grants);
    }

    @Test
    void every_level_of_an_organization_must_allow_even_the_root_user() {
        var all = Notation.policies("Allow *");
        var s3 = Notation.policies("Allow s3:*");
        for (var caller : List.of("a1", "root(A)")) {
            var key = "Allow root(A) kms:* ; Allow a1 kms:*";
            assertThat(decide(caller, key, "-", "-", "-", List.of(all, all), List.of(all), GrantSource.NONE)
                            .isAllowed())
                    .isTrue();
            assertThat(decide(caller, key, "-", "-", "-", List.of(all, s3), List.of(), GrantSource.NONE))
                    .isInstanceOfSatisfying(Decision.Denied.class, denied -> {
                        assertThat(denied.explicit()).isFalse();
                        assertThat(denied.message())
                                .endsWith("because no service control policy allows the kms:Encrypt action");
                    });
            assertThat(decide(caller, key, "-", "-", "-", List.of(), List.of(s3), GrantSource.NONE)
                            .isAllowed())
                    .isFalse();
        }
    }

    @Test
    void grants_are_asked_for_by_grantee_and_only_if_policies_do_not_decide() {
        var asked = new ArrayList<String>();
        GrantSource grants = grantee -> {
            asked.add(grantee);
            return List.of();
        };
        decide("a1", "Allow a1 kms:*", "-", "-", "-", List.of(), List.of(), grants);
        decide("a1", "Allow a1 kms:*", "Deny *", "-", "-", List.of(), List.of(), grants);
        assertThat(asked).isEmpty();
        decide("r/s1", "Allow a1 kms:*", "Allow *", "-", "-", List.of(), List.of(), grants);
        assertThat(asked)
                .containsExactly(
                        "arn:aws:sts::111122223333:assumed-role/r/s1",
                        ROLE,
                        "AROA111122223333R",
                        "arn:aws:iam::111122223333:root");
    }

    @Test
    void the_reason_names_the_policy_and_the_statement_or_the_grant() {
        var key = "Deny a2 kms:* ; Allow a1 kms:*";
        assertThat(decide("a1", key, "-", "-", "-", List.of(), List.of(), GrantSource.NONE))
                .isEqualTo(new Decision.Allowed(new Reason.ByStatement(PolicySource.RESOURCE, "test", 1, null)));
        assertThat(decide("a1", "Allow a2 kms:*", "-", "-", "-", List.of(), List.of(), Notation.grants("a1 Encrypt")))
                .isEqualTo(new Decision.Allowed(new Reason.ByGrant("g1")));
    }

    @Test
    void a_service_needs_the_source_that_its_grant_names_and_nobody_else_does() {
        var terms = new GrantTerms("g", Set.of("Encrypt"), null, null, "arn:aws:s3:::b");
        GrantSource grants = _ -> List.of(terms);
        var policies = Policies.NONE.withResource(Notation.policy(PolicyKind.KEY, "Allow a2 kms:*"));
        var service = Notation.requester("s3.amazonaws.com");
        assertThat(Authorization.decide(
                                Notation.asking("kms:Encrypt").by(service).request(), policies, grants)
                        .isAllowed())
                .isFalse();
        for (var source : List.of("arn:aws:s3:::b", "arn:aws:s3:::c")) {
            var asking = Notation.asking("kms:Encrypt").by(service).with("aws:SourceArn", source);
            assertThat(Authorization.decide(asking.request(), policies, grants).isAllowed())
                    .isEqualTo(source.endsWith("b"));
        }
        assertThat(Authorization.decide(Notation.asking("kms:Encrypt").request(), policies, grants)
                        .isAllowed())
                .isTrue();
    }

    @Test
    void a_grant_made_under_a_grant_is_never_looser() {
        var parent = grant(Set.of("CreateGrant", "Decrypt", "Encrypt"), null, Map.of("Dept", "IT"));
        assertThat(GrantRules.isNarrower(parent, grant(Set.of("Decrypt"), null, Map.of("dept", "IT", "App", "x"))))
                .isTrue();
        assertThat(GrantRules.isNarrower(parent, grant(Set.of("Decrypt"), Map.of("Dept", "IT"), null)))
                .isTrue();
        assertThat(GrantRules.isNarrower(parent, grant(Set.of("Decrypt"), null, null)))
                .isFalse();
        assertThat(GrantRules.isNarrower(parent, grant(Set.of("Decrypt"), null, Map.of("Dept", "it"))))
                .isFalse();
        assertThat(GrantRules.isNarrower(parent, grant(Set.of("Sign"), null, Map.of("Dept", "IT"))))
                .isFalse();
        var exact = grant(Set.of("Decrypt"), Map.of("Dept", "IT"), null);
        assertThat(GrantRules.isNarrower(exact, exact)).isTrue();
        assertThat(GrantRules.isNarrower(exact, grant(Set.of("Decrypt"), null, Map.of("Dept", "IT"))))
                .isFalse();
        assertThat(GrantRules.isNarrower(exact, grant(Set.of("Decrypt"), Map.of("Dept", "IT", "a", "b"), null)))
                .isFalse();
        assertThat(GrantRules.isNarrower(grant(Set.of("Decrypt"), null, null), exact))
                .isTrue();
    }

    private static GrantTerms grant(Set<String> operations, Map<String, String> equals, Map<String, String> subset) {
        return new GrantTerms("g", operations, equals, subset, null);
    }

    @Test
    void names_that_differ_only_in_case_do_not_slip_past_an_exact_constraint() {
        var terms = grant(Set.of("Encrypt"), Map.of("Dept", "IT", "dept", "IT"), null);
        var asking = Notation.asking(
                "kms:Encrypt {\"kms:EncryptionContext:Dept\":\"IT\",\"kms:EncryptionContext:x\":\"y\"}");
        assertThat(terms.permit(asking.request())).isFalse();
    }

    @Test
    void trust_lets_who_it_names_assume_the_role_and_leaves_an_account_to_its_identity_policies() {
        assertThat(trusts("Allow a1 sts:AssumeRole", "a1", "-")).isTrue();
        assertThat(trusts("Allow a1 sts:AssumeRole", "a1", "Deny sts:*")).isFalse();
        assertThat(trusts("Allow a1 sts:AssumeRole", "a2", "Allow sts:*")).isFalse();
        assertThat(trusts("Allow root(A) sts:AssumeRole", "a1", "-")).isFalse();
        assertThat(trusts("Allow root(A) sts:AssumeRole", "a1", "Allow sts:AssumeRole on " + ROLE))
                .isTrue();
        assertThat(trusts("Allow root(A) sts:AssumeRole", "a1", "Allow sts:AssumeRole on " + ROLE + "2"))
                .isFalse();
        assertThat(trusts("Allow b1 sts:AssumeRole", "b1", "-")).isFalse();
        assertThat(trusts("Allow b1 sts:AssumeRole", "b1", "Allow sts:*")).isTrue();
        assertThat(trusts("Allow a1 sts:TagSession", "a1", "Allow sts:*")).isFalse();
    }

    @Test
    void a_role_assumes_itself_only_if_its_trust_policy_names_it() {
        assertThat(trusts("Allow root(A) sts:AssumeRole", "r/s1", "Allow sts:*"))
                .isFalse();
        assertThat(trusts("Allow r sts:AssumeRole", "r/s1", "-")).isTrue();
    }

    private static boolean trusts(String trust, String caller, String identity) {
        var request = new AccessRequest(
                Notation.requester(caller),
                "sts:AssumeRole",
                ROLE,
                Asking.A,
                Asking.of("sts:AssumeRole", ROLE).context());
        var policies = new Policies(
                Notation.policy(PolicyKind.TRUST, trust),
                Notation.policies(identity),
                null,
                null,
                List.of(),
                List.of());
        return Authorization.decideTrust(request, policies).isAllowed();
    }

    @Test
    void a_web_identity_is_trusted_by_its_provider() {
        var provider = "arn:aws:iam::111122223333:oidc-provider/issuer.example";
        var trust = Policy.parse(PolicyKind.TRUST, """
                {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Federated":"%s"},
                 "Action":"sts:AssumeRoleWithWebIdentity",
                 "Condition":{"StringEquals":{"issuer.example:sub":"job"}}}}""".formatted(provider));
        for (var sub : List.of("job", "other")) {
            for (var from : List.of(provider, provider + ".evil")) {
                var request = Asking.of("sts:AssumeRoleWithWebIdentity", ROLE)
                        .by(new Requester.WebIdentity(Asking.A, from))
                        .with("issuer.example:sub", sub)
                        .request();
                assertThat(Authorization.decideTrust(
                                        request, Policies.NONE.withResource(new NamedPolicy("trust", trust)))
                                .isAllowed())
                        .isEqualTo(sub.equals("job") && from.equals(provider));
            }
        }
    }

    @Test
    void a_key_policy_must_let_its_author_change_it_again() {
        assertThat(keepsControl("Allow a2 kms:*", "Allow *")).isFalse();
        assertThat(keepsControl("Allow a1 kms:*", "-")).isTrue();
        assertThat(keepsControl("Allow a1 kms:Put*", "-")).isTrue();
        assertThat(keepsControl("Allow a1 kms:Encrypt", "Allow *")).isFalse();
        assertThat(keepsControl("Allow root(A) kms:*", "-")).isFalse();
        assertThat(keepsControl("Allow root(A) kms:*", "Allow kms:PutKeyPolicy"))
                .isTrue();
        assertThat(keepsControl("Allow * kms:*", "-")).isTrue();
        assertThat(keepsControl("Allow a1 kms:* ; Deny * kms:PutKeyPolicy", "-"))
                .isFalse();
    }

    private static boolean keepsControl(String key, String identity) {
        return Authorization.keepsControl(
                Notation.asking("kms:PutKeyPolicy").request(),
                new Policies(
                        Notation.policy(PolicyKind.KEY, key),
                        Notation.policies(identity),
                        null,
                        null,
                        List.of(),
                        List.of()));
    }

    @Test
    void an_explanation_says_of_each_statement_what_it_lacked() {
        var policies = new Policies(
                Notation.policy(
                        PolicyKind.KEY,
                        "Allow a2 kms:Decrypt on arn:aws:kms:us-east-1:111122223333:key/other ; Allow a1 kms:* on NONE"
                                + " ; Allow a1 kms:* if {\"StringEquals\":{\"kms:ViaService\":\"s3\",\"kms:KeySpec\":[\"RSA\",\"EC\"]}}"),
                List.of(),
                null,
                null,
                List.of(),
                List.of());
        var request = Notation.asking("kms:Encrypt {\"kms:KeySpec\":\"SYMMETRIC_DEFAULT\"}")
                .request();
        var decision = Authorization.decide(request, policies, GrantSource.NONE);
        var statements = Explanation.of(decision, request, policies).statements();
        assertThat(statements).extracting(Explanation.Finding::applied).containsExactly(false, false, false);
        assertThat(statements.get(0).missing())
                .containsExactly(
                        new Explanation.Missing.Action("kms:Encrypt"),
                        new Explanation.Missing.Resource(Notation.KEY),
                        new Explanation.Missing.Principal("arn:aws:iam::111122223333:user/a1"));
        assertThat(statements.get(1).missing()).containsExactly(new Explanation.Missing.Element("Resource"));
        assertThat(statements.get(2).missing())
                .containsExactly(
                        new Explanation.Missing.Condition(
                                "StringEquals", "kms:ViaService", List.of("s3"), false, List.of()),
                        new Explanation.Missing.Condition(
                                "StringEquals",
                                "kms:KeySpec",
                                List.of("RSA", "EC"),
                                true,
                                List.of("SYMMETRIC_DEFAULT")));
    }

    @Test
    void who_could_be_let_is_listed_with_what_it_hangs_on() {
        var key = Notation.policy(
                PolicyKind.KEY,
                "Allow a1 kms:* ; Allow a2 kms:Decrypt ; Deny !r kms:Enc* if {\"StringEquals\":{\"aws:SourceVpc\":\"v\"}}"
                        + " ; Allow root(B) kms:* if {\"StringEquals\":{\"kms:KeySpec\":\"RSA\"}} ; Allow b1 kms:* on NONE"
                        + " ; Allow * kms:* if {\"StringEquals\":{\"kms:KeySpec\":\"S\",\"aws:username\":\"x\"}}");
        var request = Notation.asking("kms:Encrypt {\"kms:KeySpec\":\"S\"}").request();
        var possible = Possible.in(key.policy(), request, known -> known.name().equals("kms:keyspec"));
        assertThat(possible).extracting(Possible::index).containsExactly(0, 2, 5);
        assertThat(possible)
                .extracting(Possible::truth)
                .containsExactly(Possible.Truth.TRUE, Possible.Truth.DEPENDS, Possible.Truth.DEPENDS);
        assertThat(possible.get(1).except()).isTrue();
        assertThat(possible.get(1).named()).containsExactly(new NamedPrincipal.Role(ROLE));
        assertThat(possible.get(2).conditions())
                .containsExactly(new Possible.Remaining("StringEquals", "aws:username", List.of("x")));
    }
}
