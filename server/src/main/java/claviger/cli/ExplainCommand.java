package claviger.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Shows why a request was allowed or denied.
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Tells why a request was allowed or denied: each check, the statement or grant that decided it,",
            "and for a denial what every statement would have needed."
        },
        footer = {
            "",
            "The id of a request is in its answer (x-amzn-RequestId), in the errors of AWS's clients and in the audit",
            "trail (requestID). It must be a request of the account that asks.",
            Questions.CREDENTIALS
        })
final class ExplainCommand implements Callable<Integer> {

    @Parameters(paramLabel = "REQUEST-ID", description = "such as 1b1d1c0a-6c7e-4d7c-9d5e-2f3b6b1f2a3c")
    private String requestId = "";

    @Mixin
    private final Questions questions;

    ExplainCommand() {
        this(System.getenv());
    }

    ExplainCommand(Map<String, String> environment) {
        questions = new Questions(environment);
    }

    @Override
    public Integer call() throws InterruptedException {
        var answer = questions.ask("Explain", Map.of("RequestId", requestId));
        if (questions.asJson()) {
            questions.print(answer);
        } else {
            print(new Tree(answer));
        }
        return 0;
    }

    private void print(Tree request) {
        var out = questions.out();
        var outcome = request.has("ErrorCode") ? request.text("ErrorCode") : "done";
        out.println(request.text("EventName") + " by " + request.text("Principal") + ": " + outcome);
        out.println(request.time("EventTime") + ", " + request.text("AwsRegion"));
        var checks = request.parts("Checks");
        if (checks.isEmpty()) {
            out.println("It was refused before anybody asked a policy.");
        }
        for (var check : checks) {
            out.println();
            boolean allowed = check.text("Decision").equals("allowed");
            out.println((allowed ? "allowed  " : "DENIED   ") + check.text("Action") + " on " + check.text("Resource"));
            out.println("         " + (allowed ? "by " : "because ")
                    + check.part("Cause").text("Text"));
            check.parts("Statements").forEach(this::printStatement);
            if (check.has("StatementsOmitted")) {
                out.println(
                        "         and " + check.text("StatementsOmitted") + " more statements that are farther off");
            }
        }
    }

    private void printStatement(Tree statement) {
        var out = questions.out();
        var applied = statement.is("Applied");
        out.println("         - " + statement.text("Effect") + ", " + statement.text("Text")
                + (applied ? ": applies" : ": does not apply"));
        statement.texts("Missing").forEach(missing -> out.println("             " + missing));
    }
}
