package claviger.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows who can use a key.
@Command(
        name = "who-can",
        mixinStandardHelpOptions = true,
        description = {
            "Tells who can use a key: every root user, user and role of every account, and whom the key policy or a",
            "grant names, with the statements and grants that allow it and the conditions that remain."
        },
        footer = {"", "For example:  claviger who-can alias/payroll --action kms:Decrypt", Questions.CREDENTIALS})
final class WhoCanCommand implements Callable<Integer> {

    @Parameters(paramLabel = "KEY", description = "key id, key ARN, alias name or alias ARN")
    private String key = "";

    @Option(
            names = "--action",
            paramLabel = "ACTION",
            description = "such as kms:Decrypt (default: every action that makes sense with the key)")
    private @Nullable String action;

    @Mixin
    private final Questions questions;

    WhoCanCommand() {
        this(System.getenv());
    }

    WhoCanCommand(Map<String, String> environment) {
        questions = new Questions(environment);
    }

    @Override
    public Integer call() throws InterruptedException {
        var request = new LinkedHashMap<String, Object>();
        request.put("KeyId", key);
        if (action != null) {
            request.put("Action", action);
        }
        var principals = new ArrayList<Object>();
        var arn = "";
        while (true) {
            var page = new Tree(questions.ask("WhoCan", request));
            principals.addAll(
                    page.parts("Principals").stream().map(Tree::members).toList());
            arn = page.text("KeyArn");
            if (!page.is("Truncated")) {
                break;
            }
            request.put("Marker", page.text("NextMarker"));
        }
        var answer = Map.of("KeyArn", arn, "Principals", principals);
        if (questions.asJson()) {
            questions.print(answer);
        } else {
            print(new Tree(answer));
        }
        return 0;
    }

    private void print(Tree answer) {
        var out = questions.out();
        out.println(answer.text("KeyArn"));
        if (answer.parts("Principals").isEmpty()) {
            out.println("Nobody can.");
        }
        for (var principal : answer.parts("Principals")) {
            out.println();
            out.println(principal.text("Arn") + kind(principal.text("Type")));
            principal.parts("Access").forEach(this::printAccess);
        }
    }

    private static String kind(String type) {
        return switch (type) {
            case "Root" -> "  (root user)";
            case "Role" -> "  (any session of the role)";
            default -> "";
        };
    }

    private void printAccess(Tree access) {
        var out = questions.out();
        out.println("  can " + (access.is("Certain") ? "" : "under conditions ")
                + String.join(", ", access.texts("Actions")));
        for (var way : access.parts("Ways")) {
            out.println("    by " + step(way.part("By")));
            for (var need : way.parts("Needs")) {
                out.println("      and "
                        + need.parts("OneOf").stream()
                                .map(WhoCanCommand::step)
                                .collect(Collectors.joining("\n       or ")));
            }
        }
        access.parts("Unless").forEach(step -> out.println("    unless denied by " + step(step)));
    }

    private static String step(Tree step) {
        var conditions = step.parts("Conditions").stream()
                .map(condition -> condition.text("Text"))
                .collect(Collectors.joining(" and "));
        return step.part("Cause").text("Text") + (conditions.isEmpty() ? "" : ", if " + conditions);
    }
}
