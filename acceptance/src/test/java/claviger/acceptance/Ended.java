package claviger.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;

/// A command that has ended, and what it printed.
public record Ended(int exitCode, String output, String errors) {

    private static final long LONGEST_SECONDS = 300;

    /// Runs a command to its end.
    ///
    /// @throws IllegalStateException if it has none within five minutes
    public static Ended of(ProcessBuilder command) throws IOException, InterruptedException {
        // Files, not pipes: who waits for the end of a pipe waits for ever for a command that hangs.
        var output = Files.createTempFile("claviger", ".out");
        var errors = Files.createTempFile("claviger", ".err");
        try {
            var process = command.redirectOutput(output.toFile())
                    .redirectError(errors.toFile())
                    .start();
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new IllegalStateException(command.command() + " does not end; so far it printed "
                        + Files.readString(output) + Files.readString(errors));
            }
            return new Ended(process.exitValue(), Files.readString(output), Files.readString(errors));
        } finally {
            Files.delete(output);
            Files.delete(errors);
        }
    }
}
