package claviger;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.TestClaviger.Answer;
import claviger.TestClaviger.Signing;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The rows of the decision table that are more than one decision, as whole operations. Where
/// something is denied, the one permission that was missing is given and lets it through.
class SeveralChecksTest {

    @TempDir
    static Path folder;

    private static TestClaviger claviger;

    private final TestWorld world = new TestWorld(claviger);

    @BeforeAll
    static void start() {
        claviger = TestClaviger.start(folder);
    }

    @AfterAll
    static void stop() {
        claviger.close();
    }

    private static void assertDenied(Answer answer, String action) {
        assertThat(answer.error()).as("%s", answer).isEqualTo("AccessDeniedException");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message()).contains(" is not authorized to perform: kms:" + action + " on ");
    }

    private static void assertDone(Answer answer) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    }

    private static void assertMalformed(Answer answer, String message) {
        assertThat(answer.error()).as("%s", answer).isEqualTo("MalformedPolicyDocumentException");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message()).isEqualTo(message);
    }

    private static String encrypt(String key) {
        return "{\"KeyId\":\"" + key + "\",\"Plaintext\":\"aGVsbG8=\"}";
    }

    @Test
    void c16_a_user_that_is_made_anew_is_not_who_the_policy_named() {
        var key = world.key("K1", "");
        var before = world.uniqueId("a1");
        world.keyPolicy(key, "allow a1 kms:Encrypt");
        world.delete("a1");
        assertThat(world.uniqueId("a1")).isNotEqualTo(before);
        assertDenied(world.kms(world.as("a1"), "Encrypt", encrypt(key)), "Encrypt");
    }

    @Test
    void c44_a_bare_key_id_is_of_the_callers_own_account() {
        var key = world.key("K1", "");
        world.keyPolicy(key, "allow root(B) kms:Encrypt");
        world.identityPolicy("b1", "allow kms:*");
        var b1 = world.as("b1");
        assertDone(world.kms(b1, "Encrypt", encrypt(key)));
        var answer = world.kms(b1, "Encrypt", encrypt(key.substring(key.indexOf('/') + 1)));
        assertThat(answer.error()).isEqualTo("NotFoundException");
        assertThat(answer.message()).contains("arn:aws:kms:us-east-1:" + world.b + ":key/");
    }

    private Answer grant(Signing by, String key, String grantee, String operations, String constraint) {
        return world.kms(
                by,
                "CreateGrant",
                "{\"KeyId\":\"%s\",\"GranteePrincipal\":\"%s\",\"Operations\":[%s],\"Constraints\":{%s}}"
                        .formatted(key, world.named(grantee), operations, constraint));
    }

    @Test
    void c66_c67_who_grants_by_a_grant_grants_no_more_than_that_does() {
        var key = world.key("K1", "");
        var subset = "\"EncryptionContextSubset\":{\"Dept\":\"IT\"}";
        assertDone(grant(world.root(), key, "a1", "\"CreateGrant\",\"Decrypt\"", subset));
        var a1 = world.as("a1");
        assertDenied(grant(a1, key, "a2", "\"Encrypt\"", subset), "CreateGrant");
        assertDenied(grant(a1, key, "a2", "\"Decrypt\",\"Encrypt\"", subset), "CreateGrant");
        assertDenied(grant(a1, key, "a2", "\"Decrypt\"", ""), "CreateGrant");
        assertDenied(
                grant(a1, key, "a2", "\"Decrypt\"", "\"EncryptionContextSubset\":{\"Dept\":\"it\"}"), "CreateGrant");
        assertDone(grant(a1, key, "a2", "\"Decrypt\"", subset));
        assertDone(grant(a1, key, "a2", "\"Decrypt\"", "\"EncryptionContextEquals\":{\"Dept\":\"IT\",\"App\":\"x\"}"));
    }

    @Test
    void c69_who_is_named_to_retire_a_grant_retires_it_without_any_policy() {
        var key = world.key("K1", "");
        var made = world.kms(
                "CreateGrant",
                "{\"KeyId\":\"%s\",\"GranteePrincipal\":\"%s\",\"RetiringPrincipal\":\"%s\",\"Operations\":[\"Decrypt\"]}"
                        .formatted(key, world.named("a1"), world.named("a2")));
        var request = "{\"KeyId\":\"" + key + "\",\"GrantId\":" + made.json().get("GrantId") + "}";
        var a2 = world.as("a2");
        assertDenied(world.kms(world.as("a1"), "RetireGrant", request), "RetireGrant");
        assertDenied(world.kms(a2, "RevokeGrant", request), "RevokeGrant");
        assertDone(world.kms(a2, "RetireGrant", request));
    }

    @Test
    void c71_a_grant_token_is_of_no_use_to_who_is_not_the_grantee() {
        var key = world.key("K1", "");
        var token = grant(world.root(), key, "b1", "\"Encrypt\"", "").json().get("GrantToken");
        var request = "{\"KeyId\":\"" + key + "\",\"Plaintext\":\"aGVsbG8=\",\"GrantTokens\":[" + token + "]}";
        assertDenied(world.kms(world.as("b2"), "Encrypt", request), "Encrypt");
        assertDone(world.kms(world.as("b1"), "Encrypt", request));
    }

    private static String alias(String key) {
        return "{\"AliasName\":\"alias/orders\",\"TargetKeyId\":\"" + key + "\"}";
    }

    @Test
    void c74_the_key_must_also_let_itself_be_named_by_a_new_alias() {
        var key = world.key("K1", "");
        world.identityPolicy("a1", "allow kms:CreateAlias on ALIAS");
        var a1 = world.as("a1");
        assertDenied(world.kms(a1, "CreateAlias", alias(key)), "CreateAlias");
        world.identityPolicy("a1", "allow kms:CreateAlias on K1");
        assertDone(world.kms(a1, "CreateAlias", alias(key)));
    }

    @Test
    void c75_a_key_policy_does_not_speak_of_aliases() {
        var key = world.key("K1", "");
        world.keyPolicy(key, "allow a1 kms:CreateAlias");
        var a1 = world.as("a1");
        assertDenied(world.kms(a1, "CreateAlias", alias(key)), "CreateAlias");
        world.identityPolicy("a1", "allow kms:CreateAlias on ALIAS");
        assertDone(world.kms(a1, "CreateAlias", alias(key)));
    }

    @Test
    void c76_an_alias_is_moved_only_with_leave_of_itself_and_of_both_keys() {
        var from = world.key("K1", "");
        var to = world.key("K2", "");
        world.kms("CreateAlias", alias(from));
        world.identityPolicy("a1", "allow kms:UpdateAlias on ALIAS", "allow kms:UpdateAlias on K2");
        world.identityPolicy("a2", "allow kms:UpdateAlias on ALIAS", "allow kms:UpdateAlias on K1");
        var a1 = world.as("a1");
        assertDenied(world.kms(a1, "UpdateAlias", alias(to)), "UpdateAlias");
        assertDenied(world.kms(world.as("a2"), "UpdateAlias", alias(to)), "UpdateAlias");
        world.identityPolicy("a1", "allow kms:UpdateAlias on K1");
        assertDone(world.kms(a1, "UpdateAlias", alias(to)));
    }

    private String reEncrypt(String source, String destination) {
        var sealed = world.kms("Encrypt", encrypt(source)).json().get("CiphertextBlob");
        return "{\"CiphertextBlob\":" + sealed + ",\"SourceKeyId\":\"" + source + "\",\"DestinationKeyId\":\""
                + destination + "\"}";
    }

    @Test
    void c77_what_may_be_encrypted_anew_from_one_key_to_another_may_not_the_other_way() {
        var one = world.key("K1", "");
        var two = world.key("K2", "");
        var there = reEncrypt(one, two);
        var back = reEncrypt(two, one);
        world.keyPolicy(one, "allow a1 kms:ReEncryptFrom");
        world.keyPolicy(two, "allow a1 kms:ReEncryptTo");
        var a1 = world.as("a1");
        assertDone(world.kms(a1, "ReEncrypt", there));
        assertThat(world.kms(a1, "ReEncrypt", back).error()).isEqualTo("AccessDeniedException");
    }

    @Test
    void c78_a_replica_is_a_new_key_to_whoever_makes_it() {
        var key = world.key("K1", "\"MultiRegion\":true,");
        world.keyPolicy(key, "allow a1 kms:ReplicateKey");
        var a1 = world.as("a1");
        var request = "{\"KeyId\":\"" + key + "\",\"ReplicaRegion\":\"eu-west-1\"}";
        assertDenied(world.kms(a1, "ReplicateKey", request), "CreateKey");
        world.identityPolicy("a1", "allow kms:CreateKey if StringEquals aws:RequestedRegion eu-west-1");
        assertDone(world.kms(a1, "ReplicateKey", request));
    }

    @Test
    void c81_c82_nobody_locks_itself_out_but_who_says_so() {
        var key = world.key("K1", "");
        world.keyPolicy(key, "allow a1 kms:*");
        var a1 = world.as("a1");
        var statements = List.of("allow a2 kms:*");
        var locked = "The new key policy will not allow you to update the key policy in the future.";
        assertMalformed(world.kms(a1, "PutKeyPolicy", put(key, "", statements)), locked);
        var explicitly = "\"BypassPolicyLockoutSafetyCheck\":false,";
        assertMalformed(world.kms(a1, "PutKeyPolicy", put(key, explicitly, statements)), locked);
        assertDone(world.kms(a1, "Encrypt", encrypt(key)));
        assertDone(world.kms(a1, "PutKeyPolicy", put(key, "\"BypassPolicyLockoutSafetyCheck\":true,", statements)));
        assertDenied(world.kms(a1, "Encrypt", encrypt(key)), "Encrypt");
    }

    private String put(String key, String members, List<String> statements) {
        return world.putKeyPolicy(key, members, "2012-10-17", statements);
    }

    @Test
    void c83_identity_policies_count_for_who_could_change_the_policy_again() {
        var key = world.key("K1", "");
        var delegating = put(key, "", List.of("allow root(A) kms:*"));
        world.keyPolicy(key, "allow a1 kms:PutKeyPolicy");
        var a1 = world.as("a1");
        assertMalformed(
                world.kms(a1, "PutKeyPolicy", delegating),
                "The new key policy will not allow you to update the key policy in the future.");
        world.identityPolicy("a1", "allow kms:PutKeyPolicy");
        assertDone(world.kms(a1, "PutKeyPolicy", delegating));
    }
}
