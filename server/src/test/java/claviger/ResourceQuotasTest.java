package claviger;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.kms.ResourceQuotas;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is beyond a quota is refused, up to it is not, and what goes makes room.
class ResourceQuotasTest {

    @TempDir
    static Path folder;

    private static TestClaviger claviger;

    @BeforeAll
    static void start() {
        claviger = TestClaviger.start(TestClaviger.config(folder).with(new ResourceQuotas(3, 2, 2, 400), false));
    }

    @AfterAll
    static void stop() {
        claviger.close();
    }

    @Test
    void the_standard_quotas_are_those_of_aws() {
        assertThat(ResourceQuotas.STANDARD).isEqualTo(new ResourceQuotas(100_000, 50, 50_000, 32_768));
    }

    @Test
    void keys_in_a_region() {
        for (int i = 0; i < 3; i++) {
            key("111111111111");
        }
        assertRefused(
                claviger.call("111111111111", "us-east-1", "CreateKey", "{}"),
                "Key quota for this account in this region is 3, current usage is 3.");
        assertThat(claviger.call("111111111111", "eu-west-1", "CreateKey", "{}").status())
                .isEqualTo(200);
    }

    @Test
    void aliases_of_a_key() {
        var account = "222222222222";
        var key = key(account);
        var other = key(account);
        for (int i = 0; i < 2; i++) {
            assertThat(alias(account, "CreateAlias", "alias/" + i, key).status())
                    .isEqualTo(200);
        }
        var words = "Aliases per key quota for this account in this region is 2, current usage is 2.";
        assertRefused(alias(account, "CreateAlias", "alias/2", key), words);
        assertThat(alias(account, "CreateAlias", "alias/2", other).status()).isEqualTo(200);
        assertRefused(alias(account, "UpdateAlias", "alias/2", key), words);
        assertThat(alias(account, "UpdateAlias", "alias/1", key).status())
                .as("an alias that it has already")
                .isEqualTo(200);
        assertThat(alias(account, "UpdateAlias", "alias/1", other).status()).isEqualTo(200);
        assertThat(alias(account, "CreateAlias", "alias/3", key).status()).isEqualTo(200);
    }

    @Test
    void grants_on_a_key() {
        var account = "333333333333";
        var key = key(account);
        var first = grant(account, key, ",\"Name\":\"n\"");
        assertThat(grant(account, key, "").status()).isEqualTo(200);
        var words = "Grants per key quota for this account in this region is 2, current usage is 2.";
        assertRefused(grant(account, key, ""), words);
        assertRefused(grant(account, key, ",\"DryRun\":true"), words);
        var id = first.json().get("GrantId").asString();
        var again = grant(account, key, ",\"Name\":\"n\"");
        assertThat(again.json().get("GrantId").asString())
                .as("one that is there already")
                .isEqualTo(id);
        assertThat(grant(account, key(account), "").status()).isEqualTo(200);
        claviger.call(account, "us-east-1", "RevokeGrant", "{\"KeyId\":\"" + key + "\",\"GrantId\":\"" + id + "\"}");
        assertThat(grant(account, key, "").status()).isEqualTo(200);
    }

    @Test
    void bytes_of_a_key_policy() {
        var account = "444444444444";
        var key = key(account);
        var words = "The key policy is larger than 400 bytes.";
        assertThat(policy(account, key, 400).status()).isEqualTo(200);
        assertRefused(policy(account, key, 401), words);
        assertRefused(
                claviger.call(account, "us-east-1", "CreateKey", "{\"Policy\":\"" + " ".repeat(401) + "\"}"), words);
    }

    private static void assertRefused(TestClaviger.Answer answer, String words) {
        assertThat(answer.error()).isEqualTo("LimitExceededException");
        assertThat(answer.message()).isEqualTo(words);
    }

    private static String key(String account) {
        return claviger.call(account, "us-east-1", "CreateKey", "{}")
                .json()
                .at("/KeyMetadata/KeyId")
                .asString();
    }

    private static TestClaviger.Answer alias(String account, String operation, String name, String key) {
        return claviger.call(
                account, "us-east-1", operation, "{\"AliasName\":\"" + name + "\",\"TargetKeyId\":\"" + key + "\"}");
    }

    private static TestClaviger.Answer grant(String account, String key, String more) {
        return claviger.call(
                account,
                "us-east-1",
                "CreateGrant",
                "{\"KeyId\":\"" + key + "\",\"GranteePrincipal\":\"a.amazonaws.com\",\"Operations\":[\"Decrypt\"]"
                        + more + "}");
    }

    private static TestClaviger.Answer policy(String account, String key, int length) {
        var text = TestClaviger.ROOT_POLICY.formatted(account);
        var policy = text + " ".repeat(length - text.replace("\\", "").length());
        return claviger.call(
                account, "us-east-1", "PutKeyPolicy", "{\"KeyId\":\"" + key + "\",\"Policy\":\"" + policy + "\"}");
    }
}
