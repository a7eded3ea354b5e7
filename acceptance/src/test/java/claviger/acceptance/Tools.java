package claviger.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/// Programs that a test drives and that may not be installed.
public final class Tools {

    private Tools() {}

    /// Skips the test, by name, where the tool is missing; fails it there in CI.
    public static void require(String tool, boolean present) {
        if (present) {
            return;
        }
        var message = "SKIPPED: " + tool + " is not installed; bin/verify installs it where it may.";
        System.out.println(message);
        if ("true".equals(System.getenv("CI"))) {
            Assertions.fail(message);
        }
        Assumptions.abort(message);
    }

    public static boolean installed(String path) {
        return Files.isExecutable(Path.of(path));
    }

    /// Whether there is a program of that name on the path, and the command ends well.
    public static boolean runs(String... command) throws InterruptedException {
        try {
            return Ended.of(new ProcessBuilder(command)).exitCode() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
