package claviger.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Where options get their values when the command line does not give them: first from the environment,
/// then from the configuration file. A name that no option has stops the start.
final class Settings implements CommandLine.IDefaultValueProvider {

    private static final String PREFIX = "CLAVIGER_";

    /// Read by the launcher, not by Java.
    private static final Set<String> OF_THE_LAUNCHER = Set.of("CLAVIGER_JAVA_OPTS");

    private final Map<String, String> environment;
    private final Map<String, String> file;

    private Settings(Map<String, String> environment, Map<String, String> file) {
        this.environment = environment;
        this.file = file;
    }

    /// @throws IllegalArgumentException saying which line or variable is wrong
    static Settings of(CommandLine root, String[] arguments, Map<String, String> environment) {
        for (var name : environment.keySet()) {
            if (name.startsWith(PREFIX) && !OF_THE_LAUNCHER.contains(name) && !isKnown(root, optionName(name))) {
                throw new IllegalArgumentException(
                        "There is no setting " + name + "; see 'claviger help' for what there is.");
            }
        }
        var path = configPath(arguments, environment);
        var server = root.getSubcommands().get("server");
        if (path == null || server == null) {
            return new Settings(environment, Map.of());
        }
        return new Settings(environment, read(Path.of(path), optionNames(server).collect(Collectors.toSet())));
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option)) {
            return null;
        }
        var name = option.longestName().substring("--".length());
        var fromEnvironment = environment.get(PREFIX + name.replace('-', '_').toUpperCase(Locale.ROOT));
        if (fromEnvironment != null) {
            return fromEnvironment;
        }
        return isServer(option.command()) ? file.get(name) : null;
    }

    /// Whether the subcommand that is to run has an option of this name, or else any other.
    private static boolean isKnown(CommandLine root, String name) {
        return Stream.of(root, ClavigerCommand.whole())
                .flatMap(line -> line.getSubcommands().values().stream())
                .flatMap(Settings::optionNames)
                .anyMatch(name::equals);
    }

    private static boolean isServer(CommandSpec command) {
        return command.name().equals("server");
    }

    private static Stream<String> optionNames(CommandLine command) {
        var own = command.getCommandSpec().options().stream()
                .map(option -> option.longestName().substring("--".length()));
        return Stream.concat(own, command.getSubcommands().values().stream().flatMap(Settings::optionNames));
    }

    private static String optionName(String variable) {
        return variable.substring(PREFIX.length()).replace('_', '-').toLowerCase(Locale.ROOT);
    }

    private static @Nullable String configPath(String[] arguments, Map<String, String> environment) {
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].equals("--config") && i + 1 < arguments.length) {
                return arguments[i + 1];
            }
            if (arguments[i].startsWith("--config=")) {
                return arguments[i].substring("--config=".length());
            }
        }
        return environment.get(PREFIX + "CONFIG");
    }

    private static Map<String, String> read(Path path, Set<String> known) {
        var values = new HashMap<String, String>();
        try {
            int number = 0;
            for (var line : Files.readAllLines(path)) {
                number++;
                var text = line.strip();
                if (text.isEmpty() || text.startsWith("#")) {
                    continue;
                }
                var where = path + ", line " + number + ": ";
                int equals = text.indexOf('=');
                if (equals < 1) {
                    throw new IllegalArgumentException(where + "write 'option = value', or '# comment'.");
                }
                var name = text.substring(0, equals).strip();
                if (!known.contains(name) || name.equals("config")) {
                    throw new IllegalArgumentException(
                            where + "there is no setting '" + name + "'; there are " + new TreeSet<>(known) + ".");
                }
                if (values.put(name, text.substring(equals + 1).strip()) != null) {
                    throw new IllegalArgumentException(where + "'" + name + "' is set twice.");
                }
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("The configuration file " + path + " cannot be read: " + e, e);
        }
        return values;
    }
}
