package claviger.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Runs the command line: settings, errors that say what to do, exit codes.
///
/// Exit codes: 0 done, 1 failed, 2 used wrongly.
public final class Cli {

    private Cli() {}

    /// @param environment the environment variables
    /// @return the exit code
    public static int run(String[] arguments, Map<String, String> environment) {
        var line = ClavigerCommand.of(arguments);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        line.setErr(err);
        line.setExecutionExceptionHandler((e, _, _) -> {
            err.println("claviger: " + message(e));
            return 1;
        });
        try {
            line.setDefaultValueProvider(Settings.of(line, arguments, environment));
        } catch (IllegalArgumentException e) {
            err.println("claviger: " + e.getMessage());
            return 2;
        }
        if (arguments.length == 0) {
            line.usage(System.out);
            return 2;
        }
        return line.execute(arguments);
    }

    /// What went wrong, without Java's names where there are words.
    private static String message(Throwable e) {
        var text = e.getMessage();
        return text == null || text.isBlank() ? e.getClass().getSimpleName() : text;
    }
}
