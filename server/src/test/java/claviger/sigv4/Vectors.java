package claviger.sigv4;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads shared vectors. They are no part of the checkout: without them a test is skipped loudly,
/// and fails in CI.
final class Vectors {

    private static final JsonMapper JSON = new JsonMapper();

    private Vectors() {}

    /// The JSON files of one folder of vectors, in the order of their names.
    static List<Path> files(String folder) {
        var path = Path.of(System.getProperty("claviger.root"))
                .resolve("../shared/vectors")
                .resolve(folder);
        if (!Files.isDirectory(path)) {
            if ("true".equals(System.getenv("CI"))) {
                fail("no vectors at " + path);
            }
            System.out.println("SKIPPED: no vectors at " + path);
            Assumptions.abort("no vectors at " + path);
        }
        try (var files = Files.list(path)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode read(Path file) {
        return JSON.readTree(file.toFile());
    }
}
