package claviger.call;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A page of a list that goes on after the last name it showed, so that nothing is repeated or left
/// out while the list changes.
///
/// @param nextMarker where the next page begins, `null` on the last
public record Page<T>(List<T> items, @Nullable String nextMarker) {

    /// At most `limit` items after the marker.
    ///
    /// @return empty if the marker is none that [#nextMarker] ever was
    public static <T> Optional<Page<T>> of(NavigableMap<String, T> all, @Nullable String marker, int limit) {
        var rest = all;
        if (marker != null) {
            var last = lastName(marker);
            if (last.isEmpty()) {
                return Optional.empty();
            }
            rest = all.tailMap(last.get(), false);
        }
        var items = new ArrayList<T>(limit);
        String lastShown = null;
        for (var entry : rest.entrySet()) {
            if (items.size() == limit) {
                return Optional.of(new Page<>(List.copyOf(items), marker(String.valueOf(lastShown))));
            }
            items.add(entry.getValue());
            lastShown = entry.getKey();
        }
        return Optional.of(new Page<>(List.copyOf(items), null));
    }

    public boolean truncated() {
        return nextMarker != null;
    }

    private static String marker(String lastName) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("1:" + lastName).getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<String> lastName(String marker) {
        try {
            var text = new String(Base64.getUrlDecoder().decode(marker), StandardCharsets.UTF_8);
            return text.startsWith("1:") ? Optional.of(text.substring(2)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
