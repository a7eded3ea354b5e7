package claviger.store;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Keeps one copy of each text that comes again and again while rows are read: of an account's
/// number, of a default policy that a million keys have. Bounded, so that texts that are all
/// different cost little; safe for
/// use by many threads.
final class Interned {

    private static final int LIMIT = 10_000;

    private final Map<String, String> known = new ConcurrentHashMap<>();

    String one(String text) {
        var first = known.get(text);
        if (first == null && known.size() < LIMIT) {
            first = known.putIfAbsent(text, text);
        }
        return first == null ? text : first;
    }
}
