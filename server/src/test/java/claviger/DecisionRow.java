package claviger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// A row of `decision-table.txt`, whose head says what it means.
///
/// @param verdict `yes`, `no`, or `never`: denied by a statement
/// @param resource that the request is on, empty where nothing is said
record DecisionRow(String id, String verdict, String caller, String operation, String resource, List<String> facts) {

    static List<DecisionRow> all() {
        try (var lines = Files.lines(Path.of("../policy/src/test/resources/decision-table.txt"))) {
            return lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(DecisionRow::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DecisionRow of(String line) {
        var cells = Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
        var request = cells.get(2).split(" +", -1);
        return new DecisionRow(
                cells.get(0),
                cells.get(1),
                request[0],
                request[2],
                request.length > 4 ? request[4] : "",
                Arrays.stream(cells.get(3).split(";", -1))
                        .map(String::strip)
                        .filter(fact -> !fact.isEmpty())
                        .toList());
    }

    /// What stands behind the word of this kind in each fact that has it.
    List<String> facts(String kind) {
        return facts.stream()
                .filter(fact -> fact.startsWith(kind + " "))
                .map(fact -> fact.substring(kind.length() + 1))
                .toList();
    }

    boolean has(String kind) {
        return facts.stream().anyMatch(fact -> fact.equals(kind) || fact.startsWith(kind + " "));
    }
}
