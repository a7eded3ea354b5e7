package claviger.cli;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows what another key policy would change.
@Command(
        name = "what-if",
        mixinStandardHelpOptions = true,
        description = {
            "Decides the recorded requests on a key again as if it had another key policy, and tells which would come",
            "out otherwise. Nothing is changed."
        },
        footer = {
            "",
            "For example:  claviger what-if alias/payroll --policy new-policy.json",
            "Identity policies, grants and tags count as they are today.",
            Questions.CREDENTIALS
        })
final class WhatIfCommand implements Callable<Integer> {

    @Parameters(paramLabel = "KEY", description = "key id, key ARN, alias name or alias ARN")
    private String key = "";

    @Option(names = "--policy", paramLabel = "FILE", required = true, description = "the other key policy, in JSON")
    private Path policy = Path.of("");

    @Option(
            names = "--requests",
            paramLabel = "N",
            description = "how many of the newest requests on the key to decide again (default: 10000)")
    private @Nullable Integer requests;

    @Mixin
    private final Questions questions;

    WhatIfCommand() {
        this(System.getenv());
    }

    WhatIfCommand(Map<String, String> environment) {
        questions = new Questions(environment);
    }

    @Override
    public Integer call() throws InterruptedException {
        var request = new LinkedHashMap<String, Object>();
        request.put("KeyId", key);
        request.put("Policy", read());
        if (requests != null) {
            request.put("MaxRequests", BigDecimal.valueOf(requests));
        }
        var answer = questions.ask("WhatIf", request);
        if (questions.asJson()) {
            questions.print(answer);
        } else {
            print(new Tree(answer));
        }
        return 0;
    }

    private String read() {
        try {
            return Files.readString(policy);
        } catch (IOException e) {
            throw new IllegalStateException(policy + " cannot be read; give the file of a key policy with --policy", e);
        }
    }

    private void print(Tree answer) {
        var out = questions.out();
        var changes = answer.parts("Changes");
        out.println(answer.text("Requests") + " requests on " + answer.text("KeyArn") + " decided again"
                + (answer.has("Since") ? ", since " + answer.time("Since") : ""));
        if (!answer.text("Undecided").equals("0")) {
            out.println(answer.text("Undecided") + " more cannot be: their records do not hold all that they said, or"
                    + " are about grants alone");
        }
        if (changes.isEmpty()) {
            out.println("None would come out otherwise.");
        }
        for (var change : changes) {
            out.println();
            out.println(change.text("Count") + " times  " + change.text("Action") + " by " + change.text("Principal")
                    + ": " + words(change.text("From")) + ", would be " + words(change.text("To")));
            out.println("    because " + change.part("Why").text("Text"));
            if (change.text("Today").equals(change.text("To"))) {
                out.println("    It would be today, under the policy that the key has.");
            }
            out.println("    last seen " + change.time("LastSeen") + ", request " + change.text("LastRequestId"));
        }
        if (answer.is("Truncated")) {
            out.println();
            out.println("There are more; ask for fewer --requests.");
        }
    }

    private static String words(String decision) {
        return switch (decision) {
            case "allowed" -> "allowed";
            case "explicitDeny" -> "denied by a Deny";
            default -> "denied, as nothing allows it";
        };
    }
}
