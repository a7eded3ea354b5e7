package claviger.acceptance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A running `bin/claviger dev`.
public final class Claviger implements AutoCloseable {

    /// What a start takes where the command must build the server first.
    private static final long START_SECONDS = 600;

    private static final long STOP_SECONDS = 20;

    private static final String READY = "ready ";

    private final Process process;
    private final URI endpoint;
    private final long startedNanos;
    private final Machine before;

    private Claviger(Process process, URI endpoint, long startedNanos, Machine before) {
        this.process = process;
        this.endpoint = endpoint;
        this.startedNanos = startedNanos;
        this.before = before;
    }

    /// The server ended before it was ready.
    public static final class StartRefusedException extends IOException {
        StartRefusedException(String message) {
            super(message);
        }
    }

    /// The checkout.
    public static Path root() {
        return Path.of(System.getProperty("claviger.root"));
    }

    /// Starts a server on a free port; what it says besides goes to `server.err` beside the folder.
    public static Claviger dev(Path dataDir) throws IOException, InterruptedException {
        return dev(dataDir, List.of());
    }

    /// @param under a command that runs the server as its child, with its options
    /// @throws StartRefusedException with what the server said, if it ends instead
    public static Claviger dev(Path dataDir, List<String> under) throws IOException, InterruptedException {
        long started = System.nanoTime();
        var before = Machine.now();
        var log = log(dataDir);
        long said = Files.exists(log) ? Files.size(log) : 0;
        var process = launch(dataDir, under);
        try {
            var line = firstLine(process);
            if (line != null && line.startsWith(READY)) {
                return new Claviger(process, URI.create(line.substring(READY.length())), started, before);
            }
            process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
            throw new StartRefusedException("claviger dev printed '" + line + "' and said: " + tail(log, said));
        } catch (IOException | InterruptedException | RuntimeException e) {
            killAll(process);
            throw e;
        }
    }

    /// Starts a server and kills it, however far it has come by then.
    public static void killWhileStarting(Path dataDir, Duration after) throws IOException, InterruptedException {
        var process = launch(dataDir, List.of());
        try {
            Thread.sleep(after);
        } finally {
            killAll(process);
        }
    }

    /// Runs another subcommand to its end.
    public static Ended run(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(command()));
        command.addAll(List.of(arguments));
        return Ended.of(new ProcessBuilder(command));
    }

    public URI endpoint() {
        return endpoint;
    }

    /// How long ago the command was started.
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    /// The share of the machine that others had since then, 0 to 1.
    public double takenByOthers() throws IOException {
        return Machine.now().takenByOthersSince(before, process.toHandle());
    }

    /// SIGKILL; returns when the process is gone.
    public void kill() {
        killAll(process);
    }

    /// SIGTERM; returns when the process has ended by itself.
    public void stop() throws InterruptedException {
        var server = process.descendants().reduce((_, last) -> last).orElse(process.toHandle());
        server.destroy();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            killAll(process);
            throw new IllegalStateException("SIGTERM did not stop the server within " + STOP_SECONDS + " s");
        }
    }

    @Override
    public void close() {
        killAll(process);
    }

    private static String command() {
        return root().resolve("bin/claviger").toString();
    }

    private static Path log(Path dataDir) {
        return dataDir.resolveSibling("server.err");
    }

    private static Process launch(Path dataDir, List<String> under) throws IOException {
        var command = new ArrayList<>(under);
        command.addAll(List.of(command(), "dev", "--data-dir", dataDir.toString(), "--port", "0"));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log(dataDir).toFile()))
                .start();
    }

    private static @Nullable String firstLine(Process process) throws IOException, InterruptedException {
        BufferedReader reader = process.inputReader();
        var line = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return reader.readLine();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                task -> Thread.ofVirtual().start(task));
        try {
            return line.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new IOException("the server did not say that it is ready", e);
        }
    }

    private static void killAll(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
    }

    private static String tail(Path log, long from) throws IOException {
        var bytes = Files.readAllBytes(log);
        int start = (int) Math.min(from, bytes.length);
        return new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8);
    }
}
