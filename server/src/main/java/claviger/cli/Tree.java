package claviger.cli;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A part of an answer, read by the names of its members.
record Tree(Map<?, ?> members) {

    private static final Tree NOTHING = new Tree(Map.of());

    /// Empty if it is not there.
    String text(String name) {
        var value = members.get(name);
        return value == null ? "" : String.valueOf(value);
    }

    boolean is(String name) {
        return Boolean.TRUE.equals(members.get(name));
    }

    boolean has(String name) {
        return members.get(name) != null;
    }

    Tree part(String name) {
        return of(members.get(name));
    }

    /// Empty if it is not there.
    List<Tree> parts(String name) {
        return list(name).stream().map(Tree::of).toList();
    }

    /// Empty if it is not there.
    List<String> texts(String name) {
        return list(name).stream().<String>map(String::valueOf).toList();
    }

    /// A time that is seconds on the wire, to the second.
    String time(String name) {
        return has(name)
                ? Instant.ofEpochSecond(new BigDecimal(text(name)).longValue())
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString()
                : "";
    }

    private List<?> list(String name) {
        return members.get(name) instanceof List<?> list ? list : List.of();
    }

    private static Tree of(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? new Tree(map) : NOTHING;
    }
}
