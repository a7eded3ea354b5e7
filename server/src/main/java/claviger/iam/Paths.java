package claviger.iam;

import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The paths of names.
public final class Paths {

    private Paths() {}

    /// A path, or the root if there is none.
    public static String of(@Nullable String path) {
        return path == null ? "/" : path;
    }

    /// All that stand under a path, in the order of their names.
    ///
    /// @param prefix `null` for all
    public static <N extends Named> NavigableMap<String, N> under(@Nullable String prefix, Register<N> all) {
        if (prefix == null || prefix.equals("/")) {
            return all.byName();
        }
        var under = new TreeMap<>(all.byName());
        under.values().removeIf(named -> !named.path().startsWith(prefix));
        return under;
    }
}
