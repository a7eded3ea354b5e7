package claviger.acceptance.clients;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.acceptance.Claviger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.json.JsonMapper;

/// The page of what works, `docs/compatibility.md`. Its tables are made by the tests that prove them; a table that is
/// not
/// what the tests found fails them, or is written anew where the system property `claviger.compatibility` is `write`.
final class Compatibility {

    private static final Path PAGE = Claviger.root().resolve("docs/compatibility.md");
    private static final JsonMapper JSON = JsonMapper.shared();

    private Compatibility() {}

    /// Fails unless the page has this table.
    ///
    /// @param name between `<!-- name -->` and `<!-- end of name -->`
    static void requireTable(String name, List<List<String>> rows) throws IOException {
        var begin = "<!-- " + name + " -->\n";
        var end = "<!-- end of " + name + " -->";
        var page = Files.readString(PAGE);
        var from = page.indexOf(begin) + begin.length();
        var to = page.indexOf(end, from);
        assertThat(to).as("the place of the table '%s' in %s", name, PAGE).isPositive();
        var table = "\n" + markdown(rows) + "\n";
        if ("write".equals(System.getProperty("claviger.compatibility"))) {
            Files.writeString(PAGE, page.substring(0, from) + table + page.substring(to));
        } else {
            assertThat(page.substring(from, to))
                    .as("the table '%s' of %s; to write it anew: bin/verify -Dclaviger.compatibility=write", name, PAGE)
                    .isEqualTo(table);
        }
    }

    private static String markdown(List<List<String>> rows) {
        var text = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            text.append("| ").append(String.join(" | ", rows.get(i))).append(" |\n");
            if (i == 0) {
                text.append("|---".repeat(rows.getFirst().size())).append("|\n");
            }
        }
        return text.toString();
    }

    /// A row for each operation that any client has used with success, a column for each client.
    static List<List<String>> table(Map<String, SortedSet<String>> usedByClient) {
        var operations = new TreeSet<String>();
        usedByClient.values().forEach(operations::addAll);
        var rows = new ArrayList<List<String>>();
        var head = new ArrayList<>(List.of("Operation"));
        head.addAll(usedByClient.keySet());
        rows.add(head);
        for (var operation : operations) {
            var row = new ArrayList<>(List.of(operation));
            usedByClient.values().forEach(used -> row.add(used.contains(operation) ? "yes" : ""));
            rows.add(row);
        }
        return rows;
    }

    /// The operations that succeeded, by the client that calls itself so, as the audit trail has them.
    ///
    /// @param clients the clients' names, by how their User-Agent begins
    static Map<String, SortedSet<String>> used(Path dataDir, Map<String, String> clients) throws IOException {
        var used = new TreeMap<String, SortedSet<String>>();
        try (var segments = Files.newDirectoryStream(dataDir.resolve("audit"), "audit-*.jsonl")) {
            for (var segment : segments) {
                for (var line : Files.readAllLines(segment)) {
                    var event = JSON.readTree(line).path("record");
                    var agent = event.path("userAgent").asString("");
                    for (var client : clients.entrySet()) {
                        if (agent.startsWith(client.getKey()) && !event.has("errorCode")) {
                            used.computeIfAbsent(client.getValue(), _ -> new TreeSet<>())
                                    .add(event.get("eventName").asString());
                        }
                    }
                }
            }
        }
        return used;
    }
}
