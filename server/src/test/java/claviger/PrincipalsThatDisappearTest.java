package claviger;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.TestClaviger.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A policy or grant means the user or role that it named when it was made, and nobody who comes
/// later under the same name.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html>
class PrincipalsThatDisappearTest {

    @TempDir
    static Path folder;

    private static TestClaviger claviger;

    private final TestWorld world = new TestWorld(claviger);
    private final String key = world.key("K1", "");

    @BeforeAll
    static void start() {
        claviger = TestClaviger.start(folder);
    }

    @AfterAll
    static void stop() {
        claviger.close();
    }

    private Answer encrypt(String who) {
        return world.kms(world.as(who), "Encrypt", "{\"KeyId\":\"" + key + "\",\"Plaintext\":\"aGVsbG8=\"}");
    }

    private void assertDenied(String who) {
        assertThat(encrypt(who).error()).isEqualTo("AccessDeniedException");
    }

    private void assertDone(String who) {
        var answer = encrypt(who);
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    }

    private String policy() {
        return world.kms("GetKeyPolicy", "{\"KeyId\":\"" + key + "\"}")
                .json()
                .get("Policy")
                .asString();
    }

    private Answer put(String policy) {
        var text = TestClaviger.JSON.writeValueAsString(policy);
        return world.kms(world.root(), "PutKeyPolicy", "{\"KeyId\":\"" + key + "\",\"Policy\":" + text + "}");
    }

    /// @param who a user, or a role by one of its sessions
    @ParameterizedTest
    @ValueSource(strings = {"a1", "r/s1"})
    void a_policy_shows_the_arn_then_the_unique_id_and_never_means_a_namesake(String who) {
        var name = who.equals("a1") ? "a1" : "r";
        var id = world.uniqueId(name);
        world.keyPolicy(key, "allow root(A) kms:*", "allow " + name + " kms:Encrypt");
        var arn = world.named(name);
        assertThat(policy()).contains("\"" + arn + "\"").doesNotContain(id);
        assertDone(who);

        world.delete(name);
        assertThat(policy()).contains("\"" + id + "\"").doesNotContain(arn);
        assertThat(world.uniqueId(name)).isNotEqualTo(id);
        assertThat(policy()).contains("\"" + id + "\"").doesNotContain(arn);
        assertDenied(who);

        var unchanged = policy();
        var refused = put(unchanged);
        assertThat(refused.error()).isEqualTo("MalformedPolicyDocumentException");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.message()).isEqualTo("Policy contains a statement with one or more invalid principals.");
        assertThat(policy()).isEqualTo(unchanged);

        assertThat(put(unchanged.replace(id, arn)).status()).isEqualTo(200);
        assertDone(who);
    }

    @Test
    void a_policy_cannot_be_put_that_names_nobody() {
        var before = policy();
        for (var nobody : new String[] {
            "arn:aws:iam::" + world.a + ":user/nobody",
            "arn:aws:iam::" + world.a + ":role/nobody",
            "arn:aws:iam::639999999999:root",
            "AIDAAAAAAAAAAAAAAAAAA"
        }) {
            var text = before.replaceFirst("arn:aws:iam::[0-9]+:root", nobody);
            assertThat(text).isNotEqualTo(before);
            assertThat(put(text).error()).as(nobody).isEqualTo("MalformedPolicyDocumentException");
        }
        assertThat(policy()).isEqualTo(before);
    }

    @Test
    void a_denied_user_that_is_made_anew_is_not_denied() {
        world.identityPolicy("a1", "allow kms:*");
        world.keyPolicy(key, "allow root(A) kms:*", "deny a1 kms:Encrypt");
        assertDenied("a1");
        world.keyPolicy(key, "allow root(A) kms:*", "deny a2 kms:Encrypt");
        world.delete("a2");
        world.identityPolicy("a2", "allow kms:*");
        assertDone("a2");
    }

    @Test
    void a_renamed_user_keeps_what_the_policy_gives_it() {
        world.keyPolicy(key, "allow root(A) kms:*", "allow b1 kms:Encrypt", "allow a2 kms:Encrypt");
        var a2 = world.as("a2");
        world.iam("a2", "UpdateUser", "UserName", "a2", "NewUserName", "renamed");
        assertThat(policy()).contains("user/renamed\"").doesNotContain("user/a2\"");
        var answer = world.kms(a2, "Encrypt", "{\"KeyId\":\"" + key + "\",\"Plaintext\":\"aGVsbG8=\"}");
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    }

    @Test
    void a_condition_is_text_and_means_whoever_has_the_name() {
        world.keyPolicy(
                key, "allow root(A) kms:*", "allow * kms:Encrypt if ArnEquals aws:PrincipalArn " + world.named("a1"));
        assertDone("a1");
        world.deleteAndMakeAnew("a1");
        assertDone("a1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a1", "r/s1"})
    void a_grant_shows_the_arn_then_the_unique_id_and_never_means_a_namesake(String who) {
        var name = who.equals("a1") ? "a1" : "r";
        var id = world.uniqueId(name);
        var principal = world.named(name);
        var grant = world.kms(
                "CreateGrant",
                "{\"KeyId\":\"%s\",\"GranteePrincipal\":\"%s\",\"RetiringPrincipal\":\"%s\",\"Operations\":[\"Encrypt\",\"RetireGrant\"]}"
                        .formatted(key, principal, principal));
        assertDone(who);
        assertThat(grants())
                .contains("\"GranteePrincipal\":\"" + principal + "\"")
                .doesNotContain(id);

        world.deleteAndMakeAnew(name);
        assertThat(grants())
                .contains("\"GranteePrincipal\":\"" + id + "\"", "\"RetiringPrincipal\":\"" + id + "\"")
                .doesNotContain(principal);
        assertDenied(who);
        var retired = world.kms(
                world.as(who),
                "RetireGrant",
                "{\"KeyId\":\"" + key + "\",\"GrantId\":" + grant.json().get("GrantId") + "}");
        assertThat(retired.error()).isEqualTo("AccessDeniedException");
        assertThat(grants()).contains(id);
    }

    private String grants() {
        return world.kms("ListGrants", "{\"KeyId\":\"" + key + "\"}").text();
    }
}
