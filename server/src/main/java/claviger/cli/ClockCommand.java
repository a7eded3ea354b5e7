package claviger.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Moves the clock of `claviger dev`.
@Command(
        name = "clock",
        mixinStandardHelpOptions = true,
        description = "Moves the clock of 'claviger dev'.",
        subcommands = ClockCommand.Advance.class)
final class ClockCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say how far: claviger clock advance 8d");
    }

    @Command(
            name = "advance",
            mixinStandardHelpOptions = true,
            description = "Moves the clock forward. What is due by then has happened when this returns.")
    static final class Advance implements Runnable {

        private static final Pattern SHORT = Pattern.compile("([0-9]{1,9})([dhms])");

        @Parameters(paramLabel = "DURATION", description = "such as 8d, 12h, 30m, 10s or ISO 8601 (P8DT1H)")
        private String duration = "";

        @Option(
                names = "--port",
                defaultValue = "4566",
                description = "the port of the server (default: ${DEFAULT-VALUE})")
        private int port;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public void run() {
            var body = "{\"advance\":\"" + parsed() + "\"}";
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/_claviger/clock"))
                    .timeout(Duration.ofMinutes(5))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body))
                    .build();
            try (var client = HttpClient.newHttpClient()) {
                var answer = client.send(request, BodyHandlers.ofString());
                if (answer.statusCode() != 200) {
                    throw new IllegalStateException("the clock of the server on port " + port
                            + " cannot be moved (only that of 'claviger dev' can): " + answer.body());
                }
                System.out.println(answer.body());
            } catch (IOException e) {
                throw new IllegalStateException(
                        "nothing answers on port " + port + ": start 'claviger dev', or give its --port", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private Duration parsed() {
            var matcher = SHORT.matcher(duration.toLowerCase(Locale.ROOT));
            if (matcher.matches()) {
                long count = Long.parseLong(matcher.group(1));
                return switch (matcher.group(2)) {
                    case "d" -> Duration.ofDays(count);
                    case "h" -> Duration.ofHours(count);
                    case "m" -> Duration.ofMinutes(count);
                    default -> Duration.ofSeconds(count);
                };
            }
            try {
                return Duration.parse(duration);
            } catch (DateTimeException e) {
                throw new ParameterException(
                        spec.commandLine(), "'" + duration + "' is no duration; write 8d, 12h, 30m, 10s or P8DT1H", e);
            }
        }
    }
}
