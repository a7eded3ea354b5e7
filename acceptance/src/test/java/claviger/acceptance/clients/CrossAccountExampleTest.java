package claviger.acceptance.clients;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.acceptance.Claviger;
import claviger.acceptance.Ended;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `examples/cross-account`, as a user runs it.
final class CrossAccountExampleTest {

    private static final int DENIALS = 4;

    @Test
    void a_role_of_another_account_uses_a_key_only_after_both_sides_allow_it_and_every_denial_is_explained(
            @TempDir Path folder) throws IOException, InterruptedException {
        Clients.requireAwsCli();
        var server = Claviger.dev(folder.resolve("data"));
        try {
            var script = Claviger.root().resolve("examples/cross-account/cross-account.sh");
            var command = new ProcessBuilder("bash", script.toString());
            var environment = command.environment();
            environment.keySet().removeIf(name -> name.startsWith("AWS_"));
            environment.put("AWS_CONFIG_FILE", "/dev/null");
            environment.put("AWS_ENDPOINT_URL", server.endpoint().toString());
            environment.put("PATH", "/usr/bin:" + environment.get("PATH"));
            var ended = Ended.of(command);

            assertThat(ended.exitCode()).as(ended.output() + ended.errors()).isZero();
            var output = ended.output();
            assertThat(output.lines().filter(line -> line.startsWith("An error occurred (AccessDenied")))
                    .hasSize(DENIALS);
            // Whom who-can names: the root user of the key's account, the role and carol.
            var named = output.substring(output.indexOf("== Who can decrypt"), output.indexOf("== What would change"));
            assertThat(named.lines().filter(line -> line.startsWith("arn:aws:iam::")))
                    .satisfiesExactlyInAnyOrder(
                            line -> assertThat(line).startsWith("arn:aws:iam::111122223333:root"),
                            line -> assertThat(line).startsWith("arn:aws:iam::111122223333:user/carol"),
                            line -> assertThat(line).startsWith("arn:aws:iam::444455556666:role/reports"));
            assertThat(output)
                    .contains(
                            "kms:Encrypt by arn:aws:sts::444455556666:assumed-role/reports/nightly: allowed, would be denied")
                    .contains("DENIED   kms:Decrypt");
            assertThat(output.substring(output.indexOf("== Why the role was denied")))
                    .doesNotContain("Enable IAM User Permissions");
        } finally {
            server.stop();
        }
    }
}
