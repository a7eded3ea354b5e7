package claviger.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A server in a process of its own, which has said `ready URL` on its standard output.
final class Server implements AutoCloseable {

    /// /proc counts in hundredths of a second on all Linux systems (USER_HZ).
    private static final double TICKS_PER_SECOND = 100;

    private static final String OPTIMISED = "-XX:TieredStopAtLevel=4";

    private final Process process;
    private final URI endpoint;

    private Server(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /// Claviger itself, as a developer starts it.
    ///
    /// @param root the checkout
    /// @param data its data folder, made if absent
    static Server claviger(Path root, Path data) throws IOException, InterruptedException {
        return start(command(root, data), data.resolveSibling(data.getFileName() + ".log"));
    }

    /// The same, compiled as an operator's server is, which runs for long.
    static Server forLong(Path root, Path data) throws IOException, InterruptedException {
        return start(root, data, OPTIMISED);
    }

    /// The same again, but that `jcmd` may look into it; see [#liveMebibytes()].
    static Server open(Path root, Path data) throws IOException, InterruptedException {
        return start(root, data, OPTIMISED + " -XX:-DisableAttachMechanism");
    }

    private static Server start(Path root, Path data, String javaOptions) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("env", "CLAVIGER_JAVA_OPTS=" + javaOptions));
        command.addAll(command(root, data));
        return start(command, data.resolveSibling(data.getFileName() + ".log"));
    }

    private static List<String> command(Path root, Path data) {
        return List.of(root.resolve("bin/claviger").toString(), "dev", "--port", "0", "--data-dir", data.toString());
    }

    /// A handler that does nothing, under the same Java and the same flags as this server.
    Server empty(EmptyServer.Kind kind, Path log) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        for (var word :
                Files.readString(Path.of("/proc/" + process.pid() + "/cmdline")).split("\0", -1)) {
            if (word.equals("-jar")) {
                break;
            }
            // These name files that belong to Claviger alone.
            if (!word.startsWith("-XX:AOT") && !word.startsWith("-XX:StartFlightRecording")) {
                command.add(word);
            }
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), EmptyServer.class.getName(), kind.name()));
        return start(command, log);
    }

    private static Server start(List<String> command, Path log) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).redirectError(log.toFile());
        // Else settings of whoever runs this would change what is measured.
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("CLAVIGER_") && !name.equals("CLAVIGER_JAVA_OPTS"));
        var process = builder.start();
        var line = firstLine(process.inputReader(StandardCharsets.UTF_8));
        if (!line.startsWith("ready http://")) {
            process.destroyForcibly();
            throw new FailedRunException("%s did not start: it said '%s' and%n%s"
                    .formatted(command.getFirst(), line, Files.readString(log)));
        }
        return new Server(process, URI.create(line.substring("ready ".length())));
    }

    private static String firstLine(BufferedReader output) throws InterruptedException {
        try {
            return CompletableFuture.supplyAsync(
                            () -> output.lines().findFirst().orElse(""))
                    .get(300, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return "";
        }
    }

    /// Host and port, such as `127.0.0.1:4566`.
    String host() {
        return endpoint.getAuthority();
    }

    /// What all its threads have used of all cores since it started.
    double cpuSeconds() throws IOException {
        var stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        // The command's name may hold blanks; after its parenthesis, field 3 follows. See proc_pid_stat(5).
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[14 - 3]) + Long.parseLong(fields[15 - 3])) / TICKS_PER_SECOND;
    }

    double residentMebibytes() throws IOException {
        for (var line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0;
            }
        }
        throw new FailedRunException("The server is gone.");
    }

    /// What the objects need that are in use, after a full collection.
    double liveMebibytes() throws IOException, InterruptedException {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var process = new ProcessBuilder(jcmd, "" + this.process.pid(), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output.lines()
                .filter(line -> line.startsWith("Total"))
                .map(line -> Long.parseLong(line.trim().split(" +", -1)[2]) / 1048576.0)
                .findFirst()
                .orElseThrow(() -> new FailedRunException("jcmd told no total: " + output));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (process.waitFor(15, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
