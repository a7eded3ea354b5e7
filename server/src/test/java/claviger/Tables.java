package claviger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// Tables of what is to be: a row on a line, cells between blanks, comments behind `#`.
final class Tables {

    private Tables() {}

    static List<String[]> rows(String name) {
        try (var table = Tables.class.getResourceAsStream("/" + name)) {
            var text = new String(Objects.requireNonNull(table).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" +"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
