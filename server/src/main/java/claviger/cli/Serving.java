package claviger.cli;

import claviger.Claviger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// The life of a server process between its ready line and the signal that stops it.
final class Serving {

    private Serving() {}

    /// Prints the ready line, and returns when the process is to end and the server has stopped.
    ///
    /// @param temporary a folder to remove at the end, `null` for none
    /// @param greeting prints, on standard error, what a person should know
    static void untilStopped(Claviger server, @Nullable Path temporary, Runnable greeting) throws InterruptedException {
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            server.close();
                            if (temporary != null) {
                                remove(temporary);
                            }
                            stopped.countDown();
                        },
                        "claviger-stop"));
        greeting.run();
        // The one line on standard output: from here on a script may rely on the endpoint.
        System.out.println("ready " + server.endpoints().getFirst());
        System.out.flush();
        stopped.await();
    }

    private static void remove(Path folder) {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
