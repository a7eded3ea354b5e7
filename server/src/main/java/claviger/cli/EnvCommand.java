package claviger.cli;

import claviger.iam.DevCredentials;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Prints what a shell must know to use `claviger dev`.
@Command(
        name = "env",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the shell exports that point AWS clients at 'claviger dev'.",
            "Use it as: eval \"$(claviger env)\""
        })
final class EnvCommand implements Runnable {

    @Option(names = "--port", defaultValue = "4566", description = "the port of the server (default: ${DEFAULT-VALUE})")
    private int port;

    @Option(names = "--region", defaultValue = "us-east-1", description = "default: ${DEFAULT-VALUE}")
    private String region = "";

    @Override
    public void run() {
        System.out.println("export AWS_ENDPOINT_URL=http://127.0.0.1:" + port);
        System.out.println("export AWS_ACCESS_KEY_ID=" + DevCredentials.TEST);
        System.out.println("export AWS_SECRET_ACCESS_KEY=" + DevCredentials.TEST);
        System.out.println("export AWS_REGION=" + region);
        System.out.println("export AWS_DEFAULT_REGION=" + region);
        System.out.println("unset AWS_SESSION_TOKEN AWS_PROFILE");
        // AWS CLI 2 before 2.13 does not read AWS_ENDPOINT_URL: there the command is told by an option.
        System.out.println("case \"$(command aws --version 2>/dev/null)\" in aws-cli/2.?.*|aws-cli/2.1[0-2].*)"
                + " aws() { command aws --endpoint-url \"$AWS_ENDPOINT_URL\" \"$@\"; };; esac");
    }
}
