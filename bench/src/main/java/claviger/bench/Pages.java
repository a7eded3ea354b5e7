package claviger.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// A list that was paged through from its beginning to its end.
///
/// @param markers where each page but the first began
record Pages(int items, List<String> markers) {

    /// Makes the call for a page.
    interface Lister extends BiFunction<Integer, @Nullable String, Call> {}

    /// @param limit of items per page
    /// @param items where a page has them, a JSON pointer
    /// @param id what tells an item from all others
    /// @throws FailedRunException if an item came twice
    static Pages through(Server server, Client client, int limit, Lister lister, String items, String id)
            throws IOException, InterruptedException {
        var seen = new HashSet<String>();
        var markers = new ArrayList<String>();
        String marker = null;
        do {
            var page = client.send(server, lister.apply(limit, marker));
            for (var item : page.at(items)) {
                if (!seen.add(item.at(id).asString())) {
                    throw new FailedRunException("An item was listed twice: " + item);
                }
            }
            marker = page.path("NextMarker").asString(null);
            if (marker != null) {
                markers.add(marker);
            }
        } while (marker != null);
        return new Pages(seen.size(), markers);
    }

    /// A page in the middle: where its marker stands.
    String middle() {
        return markers.get(markers.size() / 2);
    }
}
