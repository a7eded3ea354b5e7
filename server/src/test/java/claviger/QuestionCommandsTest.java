package claviger;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.TestClaviger.Signing;
import claviger.cli.TestCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands that ask a running server about authorization.
class QuestionCommandsTest {

    private static final String ACCOUNT = "777700000001";
    private static final String BOB = "arn:aws:iam::" + ACCOUNT + ":user/bob";

    @TempDir
    static Path folder;

    private static TestClaviger claviger;
    private static Map<String, String> environment;
    private static String keyId;
    private static String refused;

    @BeforeAll
    static void start() {
        claviger = TestClaviger.start(folder);
        var root = Signing.root(ACCOUNT);
        environment = Map.of(
                "AWS_ENDPOINT_URL",
                claviger.endpoint().toString(),
                "AWS_ACCESS_KEY_ID",
                root.accessKeyId(),
                "AWS_SECRET_ACCESS_KEY",
                root.secret(),
                "AWS_DEFAULT_REGION",
                "eu-central-1");
        claviger.iam(root, "CreateUser", "UserName", "bob");
        var bob = Signing.of(claviger.iam(root, "CreateAccessKey", "UserName", "bob"));
        keyId = claviger.kms(root, "eu-central-1", "CreateKey", "{}")
                .json()
                .get("KeyMetadata")
                .get("KeyId")
                .asString();
        refused = claviger.kms(bob, "eu-central-1", "DescribeKey", "{\"KeyId\":\"" + keyId + "\"}")
                .requestId();
    }

    @AfterAll
    static void stop() {
        claviger.close();
    }

    private static TestCommands.Result run(String... arguments) {
        return TestCommands.run(environment, arguments);
    }

    @Test
    void explain_says_who_was_denied_what_and_why() {
        var result = run("explain", refused);
        assertThat(result.exitCode()).as("%s", result).isZero();
        assertThat(result.out())
                .contains("DescribeKey by " + BOB + ": AccessDenied")
                .contains("DENIED   kms:DescribeKey on arn:aws:kms:eu-central-1:" + ACCOUNT + ":key/" + keyId)
                .contains("because no identity-based policy allows it")
                .contains("- Allow, statement 0 (Enable IAM User Permissions) of the key policy: applies");
        assertThat(TestClaviger.JSON
                        .readTree(run("explain", "--json", refused).out())
                        .get("RequestId")
                        .asString())
                .isEqualTo(refused);
    }

    @Test
    void who_can_lists_the_root_user_and_not_who_cannot() {
        var result = run("who-can", keyId, "--action", "kms:Decrypt");
        assertThat(result.exitCode()).as("%s", result).isZero();
        assertThat(result.out())
                .contains("arn:aws:iam::" + ACCOUNT + ":root  (root user)\n  can kms:Decrypt\n"
                        + "    by statement 0 (Enable IAM User Permissions) of the key policy\n")
                .doesNotContain(BOB);
        var json = TestClaviger.JSON.readTree(run("who-can", "--json", keyId).out());
        assertThat(json.get("Principals").size()).isEqualTo(1);
    }

    @Test
    void what_if_says_who_would_be_allowed_and_changes_nothing() throws IOException {
        var file = folder.resolve("policy.json");
        Files.writeString(file, """
                {"Version":"2012-10-17","Statement":[
                 {"Sid":"Bob","Effect":"Allow","Principal":{"AWS":"BOB"},"Action":"kms:DescribeKey","Resource":"*"}]}""".replace("BOB", BOB));
        var result = run("what-if", keyId, "--policy", file.toString());
        assertThat(result.exitCode()).as("%s", result).isZero();
        assertThat(result.out())
                .contains("1 requests on arn:aws:kms:eu-central-1:" + ACCOUNT + ":key/" + keyId)
                .contains("1 times  kms:DescribeKey by " + BOB
                        + ": denied, as nothing allows it, would be allowed\n"
                        + "    because statement 0 (Bob) of the key policy\n");
        assertThat(run("what-if", keyId, "--policy", "no-such-file").err()).contains("give the file of a key policy");
    }

    @Test
    void what_goes_wrong_says_what_to_do() {
        assertThat(TestCommands.run(Map.of(), "who-can", keyId).err())
                .contains("AWS_ACCESS_KEY_ID is not set")
                .contains("eval \"$(claviger env)\"");
        var wrong = new HashMap<>(environment);
        wrong.put("AWS_SECRET_ACCESS_KEY", "wrong");
        assertThat(TestCommands.run(wrong, "who-can", keyId).err()).contains("Look at AWS_ACCESS_KEY_ID");
        var nobody = run("who-can", keyId, "--endpoint", "http://127.0.0.1:1");
        assertThat(nobody.err()).contains("nothing answers at http://127.0.0.1:1: start 'claviger dev'");
        assertThat(nobody.exitCode()).isEqualTo(1);
        assertThat(run("who-can", "alias/none").err())
                .contains("NotFoundException")
                .contains("AWS_REGION");
        assertThat(run("explain").exitCode()).isEqualTo(2);
    }

    @Test
    void help_teaches() {
        for (var command : new String[] {"explain", "who-can", "what-if"}) {
            assertThat(run(command, "--help").out()).contains("Usage: claviger " + command, "AWS_ACCESS_KEY_ID");
        }
    }
}
