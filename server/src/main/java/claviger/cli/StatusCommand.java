package claviger.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Asks a server how it is.
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Tells whether a server lives and is ready; exits with 0 only if it is.")
final class StatusCommand implements Callable<Integer> {

    @Option(
            names = "--endpoint",
            defaultValue = "http://127.0.0.1:4566",
            description = "the server (default: ${DEFAULT-VALUE})")
    private URI endpoint = URI.create("");

    @Override
    public Integer call() throws InterruptedException {
        try (var client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build()) {
            var live = ask(client, "live");
            var ready = ask(client, "ready");
            System.out.println("live   " + (live == 200 ? "yes" : "no"));
            System.out.println("ready  " + (ready == 200 ? "yes" : "no, see the server's log"));
            return live == 200 && ready == 200 ? 0 : 1;
        } catch (IOException e) {
            System.out.println("live   no: nothing answers at " + endpoint);
            return 1;
        }
    }

    private int ask(HttpClient client, String what) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(endpoint.resolve("/_claviger/health/" + what))
                .timeout(Duration.ofSeconds(10))
                .build();
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }
}
