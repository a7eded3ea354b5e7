package claviger;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.TestClaviger.Signing;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What somebody who is denied is told: which kind of policy it was, of its own account; of another
/// account, nothing.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html>
class DenialTextsTest {

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

    private void assertDenied(Signing by, String who, String named, String words) {
        var answer = world.kms(by, "Encrypt", "{\"KeyId\":\"" + named + "\",\"Plaintext\":\"aGVsbG8=\"}");
        assertThat(answer.status()).as("%s", answer).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("AccessDeniedException");
        assertThat(answer.message())
                .isEqualTo("User: " + world.named(who) + " is not authorized to perform: kms:Encrypt on " + words);
    }

    private String onKey(String why) {
        return "resource: " + key + " " + why;
    }

    private String missing(String kind) {
        return onKey("because no " + kind + " allows the kms:Encrypt action");
    }

    private String explicit(String kind) {
        return onKey("with an explicit deny in " + kind);
    }

    @Test
    void nothing_of_the_callers_own_allows() {
        assertDenied(world.as("a1"), "a1", key, missing("identity-based policy"));
        assertDenied(world.as("r/s1"), "r/s1", key, missing("identity-based policy"));
    }

    @Test
    void the_key_policy_names_others() {
        world.keyPolicy(key, "allow a2 kms:*");
        world.identityPolicy("a1", "allow kms:*");
        assertDenied(world.as("a1"), "a1", key, missing("resource-based policy"));
        assertDenied(world.root(), "root(A)", key, missing("resource-based policy"));
    }

    @Test
    void what_limits_the_caller_does_not_allow() {
        world.identityPolicy("a1", "allow kms:*");
        world.boundary("a1", List.of("allow s3:*"));
        assertDenied(world.as("a1"), "a1", key, missing("permissions boundary"));
        world.identityPolicy("r", "allow kms:*");
        var session = world.as("r/s1", List.of("Policy", world.notation.identityPolicy(List.of("allow s3:*"))));
        assertDenied(session, "r/s1", key, missing("session policy"));
    }

    @Test
    void a_statement_denies() {
        world.identityPolicy("a1", "allow kms:*", "deny kms:Encrypt");
        assertDenied(world.as("a1"), "a1", key, explicit("an identity-based policy"));
        world.identityPolicy("a2", "allow kms:*");
        world.boundary("a2", List.of("allow *", "deny kms:Encrypt"));
        assertDenied(world.as("a2"), "a2", key, explicit("a permissions boundary"));
        world.identityPolicy("r", "allow kms:*");
        var policy = world.notation.identityPolicy(List.of("allow *", "deny kms:Encrypt"));
        assertDenied(world.as("r/s1", List.of("Policy", policy)), "r/s1", key, explicit("a session policy"));
        world.keyPolicy(key, "allow root(A) kms:*", "deny * kms:Encrypt");
        assertDenied(world.root(), "root(A)", key, explicit("a resource-based policy"));
    }

    @Test
    void of_another_account_one_is_told_the_same_whether_the_key_is_there_silent_or_denying() {
        var unseen = "this resource because the resource does not exist in this Region, no resource-based policies"
                + " allow access, or a resource-based policy explicitly denies access";
        world.identityPolicy("b1", "allow kms:*");
        var b1 = world.as("b1");
        assertDenied(b1, "b1", key, unseen);
        assertDenied(b1, "b1", key.replaceFirst("key/.*", "key/00000000-0000-0000-0000-000000000000"), unseen);
        assertDenied(b1, "b1", world.named("ALIAS"), unseen);
        world.keyPolicy(key, "allow root(B) kms:*", "deny root(B) kms:Encrypt");
        assertDenied(b1, "b1", key, unseen);
    }
}
