package claviger.cli;

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
        },
        subcommands = {
            DevCommand.class,
            EnvCommand.class,
            InitCommand.class,
            ServerCommand.class,
            StatusCommand.class,
            ClockCommand.class,
            AuditCommand.class,
            HelpCommand.class
        })
public final class ClavigerCommand {}
