package claviger.cli;

import claviger.Config;
import claviger.SeedCheck;
import claviger.seed.JsonSchema;
import claviger.wire.Json;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Leads to what can be done with a seed file without a server.
@Command(
        name = "seed",
        mixinStandardHelpOptions = true,
        description = "Looks at seed files, which 'dev' and 'server' take with --seed.",
        subcommands = {SeedCommand.Check.class, SeedCommand.Schema.class})
final class SeedCommand {

    /// Prints the schema of seed files.
    @Command(
            name = "schema",
            mixinStandardHelpOptions = true,
            description = "Prints the JSON Schema of seed files, for editors and other tools.")
    static final class Schema implements Callable<Integer> {

        @Override
        public Integer call() {
            System.out.println(Json.indented(JsonSchema.tree()));
            return 0;
        }
    }

    /// Says whether a seed file could be applied to a new installation.
    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = {
                "Checks a seed file as a start would, against an empty installation; changes nothing.",
                "Exits with 1, and says every line that is wrong, if it would be refused."
            })
    static final class Check implements Callable<Integer> {

        @Parameters(paramLabel = "FILE", description = "the seed file")
        private Path file = Path.of("");

        @Option(
                names = "--regions",
                paramLabel = "REGION",
                split = ",",
                description = "the Regions that are served (default: all commercial ones)")
        private Set<String> regions = Config.COMMERCIAL_REGIONS;

        @Override
        public Integer call() {
            System.out.println(file + ": " + SeedCheck.check(file, regions));
            return 0;
        }
    }
}
