package claviger.acceptance.crash;

import claviger.acceptance.Kms;
import claviger.acceptance.crash.Shown.KeyValues;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The state as the audit trail tells of it: all its changes, done again from the first to the last.
final class AuditFold {

    private static final Set<String> CHANGES = Set.of(
            "CreateKey",
            "CreateAlias",
            "UpdateAlias",
            "DeleteAlias",
            "UpdateKeyDescription",
            "EnableKey",
            "DisableKey",
            "PutKeyPolicy");

    private static final Read NOTHING = new Read(0, "");

    final Map<String, KeyValues> keys = new HashMap<>();
    final Map<String, String> aliases = new TreeMap<>();
    long records;
    long lastChange;

    private final Path folder;
    private final Map<Path, Read> read = new HashMap<>();
    private final Set<String> requestIds = new HashSet<>();
    private List<String> violations = new ArrayList<>();

    AuditFold(Path folder) {
        this.folder = folder;
    }

    /// How far a segment has been read.
    ///
    /// @param lastLine with its end, which must still be there the next time
    private record Read(long end, String lastLine) {}

    /// A record in the trail.
    ///
    /// @param outcome `ok`, or the error by its name
    record Recorded(String requestId, String operation, String outcome) {}

    /// Takes in the lines that are new since the last call. The server must be up, since it may still have to
    /// bring the trail up to what it had promised.
    ///
    /// @param each shown all records
    /// @return what can only be wrong
    List<String> news(Consumer<Recorded> each) throws IOException {
        violations = new ArrayList<>();
        for (var segment : segments()) {
            var from = read.getOrDefault(segment, NOTHING);
            var text = wholeLines(segment, from);
            if (text == null) {
                violations.add("REWRITTEN: %s is not what it was when it was read last".formatted(segment));
                continue;
            }
            var lines = text.lines().toList();
            lines.forEach(line -> take(Kms.JSON.readTree(line), each));
            if (!lines.isEmpty()) {
                var length = text.getBytes(StandardCharsets.UTF_8).length;
                read.put(segment, new Read(from.end + length, lines.getLast() + "\n"));
            }
        }
        return violations;
    }

    List<Path> segments() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList();
        }
    }

    /// The whole lines after what was read, `null` if what was read has changed.
    private static @Nullable String wholeLines(Path segment, Read before) throws IOException {
        var lastLine = before.lastLine.getBytes(StandardCharsets.UTF_8);
        try (var file = new RandomAccessFile(segment.toFile(), "r")) {
            var start = before.end - lastLine.length;
            var bytes = new byte[Math.toIntExact(Math.max(0, file.length() - start))];
            file.seek(start);
            file.readFully(bytes);
            var text = new String(bytes, StandardCharsets.UTF_8);
            return text.startsWith(before.lastLine)
                    ? text.substring(
                            before.lastLine.length(), Math.max(before.lastLine.length(), text.lastIndexOf('\n') + 1))
                    : null;
        }
    }

    private void take(JsonNode line, Consumer<Recorded> each) {
        var told = line.get("record");
        if (told == null) {
            return;
        }
        records++;
        var operation = told.get("eventName").asString();
        var outcome = told.path("errorCode").asString("ok");
        var requestId = told.path("requestID").asString("");
        if (!requestId.isEmpty() && !requestIds.add(requestId)) {
            violations.add("request %s has two records".formatted(requestId));
        }
        var change = line.path("changeNumber").asLong(0);
        if (change != 0) {
            if (change != lastChange + 1) {
                violations.add("change %d follows change %d in the trail".formatted(change, lastChange));
            }
            lastChange = change;
            if (!outcome.equals("ok")) {
                violations.add("change %d is the record of a refusal: %s".formatted(change, told));
            }
            apply(operation, told);
        } else if (outcome.equals("ok") && CHANGES.contains(operation)) {
            violations.add("a %s that succeeded has no change number: %s".formatted(operation, told));
        }
        each.accept(new Recorded(requestId, operation, outcome));
    }

    private void apply(String operation, JsonNode told) {
        var asked = told.get("requestParameters");
        switch (operation) {
            case "CreateKey" ->
                keys.put(createdKey(told), new KeyValues(text(asked, "description"), "Enabled", text(asked, "policy")));
            case "CreateAlias", "UpdateAlias" -> aliases.put(text(asked, "aliasName"), text(asked, "targetKeyId"));
            case "DeleteAlias" -> aliases.remove(text(asked, "aliasName"));
            case "UpdateKeyDescription" ->
                change(asked, key -> new KeyValues(text(asked, "description"), key.state(), key.policy()));
            case "PutKeyPolicy" ->
                change(asked, key -> new KeyValues(key.description(), key.state(), text(asked, "policy")));
            case "EnableKey" -> change(asked, key -> new KeyValues(key.description(), "Enabled", key.policy()));
            case "DisableKey" -> change(asked, key -> new KeyValues(key.description(), "Disabled", key.policy()));
            default -> {} // what the server does by itself changes nothing that the load can see
        }
    }

    private void change(JsonNode asked, UnaryOperator<KeyValues> how) {
        var id = text(asked, "keyId");
        var key = keys.get(id);
        if (key == null) {
            violations.add("the trail changes a key of whose making it does not tell: " + id);
        } else {
            keys.put(id, how.apply(key));
        }
    }

    private static String createdKey(JsonNode told) {
        for (var resource : told.get("resources")) {
            var arn = resource.get("ARN").asString();
            if (arn.contains(":key/")) {
                return arn.substring(arn.lastIndexOf('/') + 1);
            }
        }
        return "";
    }

    private static String text(@Nullable JsonNode asked, String name) {
        return asked == null ? "" : asked.path(name).asString("");
    }
}
