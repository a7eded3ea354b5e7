package claviger.acceptance.clients;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.acceptance.Claviger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The page of what works has the tables of which each cell is a test of the server.
final class CompatibilityTest {

    private static final Path TABLES = Claviger.root().resolve("server/src/test/resources");

    private static final Map<String, String> WORDS = Map.of(
            "ok", "yes",
            "-", "",
            "1", "DisabledException",
            "3", "KMSInvalidStateException",
            "4", "KMSInvalidStateException",
            "5", "KMSInvalidStateException",
            "7", "UnsupportedOperationException",
            "11", "KMSInvalidStateException",
            "14", "KMSInvalidStateException",
            "15", "KMSInvalidStateException");

    private static final Map<String, String> KINDS =
            Map.of("ok", "yes", "usage", "InvalidKeyUsageException", "kind", "UnsupportedOperationException");

    @Test
    void it_shows_every_operation_with_every_state() throws IOException {
        Compatibility.requireTable("states", table("key-states.txt", WORDS));
    }

    @Test
    void it_shows_every_operation_with_every_key_spec() throws IOException {
        Compatibility.requireTable("specs", table("key-specs.txt", KINDS));
    }

    private static List<List<String>> table(String file, Map<String, String> words) throws IOException {
        var rows = new ArrayList<List<String>>();
        for (var line : Files.readAllLines(TABLES.resolve(file))) {
            if (line.startsWith("# operation ")) {
                var head = new ArrayList<>(List.of(line.substring(2).split(" +")));
                head.set(0, "Operation");
                rows.add(head);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                var cells = line.split(" +");
                var row = new ArrayList<>(List.of(cells[0]));
                Arrays.stream(cells).skip(1).map(cell -> word(cell, words)).forEach(row::add);
                rows.add(row);
            }
        }
        return rows;
    }

    private static String word(String cell, Map<String, String> words) {
        assertThat(words).containsKey(cell);
        return words.get(cell);
    }
}
