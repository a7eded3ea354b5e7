package claviger.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/// The `claviger` command itself, which only leads to its subcommands.
@Command(
        name = "claviger",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "A key management service that speaks the AWS KMS API.",
        footer = {
            "",
            "To try it:   claviger dev, and what it prints to type next",
            "To run it:   claviger init --data-dir D, then claviger server --data-dir D …",
            "",
            "Every option of a subcommand can also be set as CLAVIGER_<OPTION> in the environment;",
            "those of server also in the file named by --config, a line `option = value` each."
        })
final class ClavigerCommand {

    private static final Map<String, Class<?>> SUBCOMMANDS = subcommands();

    private ClavigerCommand() {}

    private static Map<String, Class<?>> subcommands() {
        var all = new LinkedHashMap<String, Class<?>>();
        all.put("dev", DevCommand.class);
        all.put("env", EnvCommand.class);
        all.put("init", InitCommand.class);
        all.put("server", ServerCommand.class);
        all.put("seed", SeedCommand.class);
        all.put("status", StatusCommand.class);
        all.put("clock", ClockCommand.class);
        all.put("audit", AuditCommand.class);
        all.put("explain", ExplainCommand.class);
        all.put("who-can", WhoCanCommand.class);
        all.put("what-if", WhatIfCommand.class);
        all.put("help", HelpCommand.class);
        return all;
    }

    /// The command line with all subcommands.
    static CommandLine whole() {
        var line = new CommandLine(new ClavigerCommand());
        SUBCOMMANDS.forEach((name, command) -> line.addSubcommand(name, command));
        return line;
    }

    /// The command line for these arguments. Where they name a subcommand at once it has only that one:
    /// to look through the others would be a good part of a start.
    static CommandLine of(String[] arguments) {
        var name = arguments.length == 0 ? "" : arguments[0];
        var command = SUBCOMMANDS.get(name);
        return command == null || name.equals("help")
                ? whole()
                : new CommandLine(new ClavigerCommand()).addSubcommand(name, command);
    }
}
