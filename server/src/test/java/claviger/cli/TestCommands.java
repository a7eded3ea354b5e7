package claviger.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/// Runs the commands that ask a server, in an environment of one's own.
public final class TestCommands {

    private TestCommands() {}

    /// What a command wrote and how it ended.
    public record Result(int exitCode, String out, String err) {}

    public static Result run(Map<String, String> environment, String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var line = new CommandLine(CommandSpec.create().name("claviger"))
                .addSubcommand("explain", new ExplainCommand(environment))
                .addSubcommand("who-can", new WhoCanCommand(environment))
                .addSubcommand("what-if", new WhatIfCommand(environment));
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        line.setExecutionExceptionHandler((e, _, _) -> {
            err.write("claviger: " + e.getMessage());
            return 1;
        });
        return new Result(line.execute(arguments), out.toString(), err.toString());
    }
}
