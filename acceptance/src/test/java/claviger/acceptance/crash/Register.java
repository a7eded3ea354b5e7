package claviger.acceptance.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// One value that writers set: what it can be now.
final class Register {

    private static final long NEVER = Long.MAX_VALUE;

    private final List<Write> writes = new ArrayList<>();

    /// @param done when it was acknowledged, [#NEVER] if it was not
    private record Write(String value, long sent, long done) {}

    void acknowledged(String value, long sent, long done) {
        writes.add(new Write(value, sent, done));
    }

    void unknown(String value, long sent) {
        writes.add(new Write(value, sent, NEVER));
    }

    /// All values that the last write can have left: a write is surely overwritten only by one that was sent
    /// after its acknowledgement, and was acknowledged itself.
    Set<String> possible() {
        return writes.stream()
                .filter(write -> writes.stream().noneMatch(later -> later.done != NEVER && later.sent > write.done))
                .map(Write::value)
                .collect(Collectors.toSet());
    }

    /// The server was seen with this value while nobody wrote: it must never have another again by itself.
    void settle(String value, long line) {
        writes.clear();
        writes.add(new Write(value, line, line));
    }

    /// The one value that it can have.
    String settled() {
        var possible = possible();
        if (possible.size() != 1) {
            throw new IllegalStateException("not settled: " + possible);
        }
        return possible.iterator().next();
    }
}
