package claviger.seed;

import claviger.call.AwsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// What is wrong with a seed file, where, and what would be right: as much of it as one can read at once.
final class Problems {

    private static final int MOST = 20;

    private final Path file;
    private final List<Problem> found = new ArrayList<>();
    private final IdentityHashMap<Record, Place> places = new IdentityHashMap<>();

    Problems(Path file) {
        this.file = file;
    }

    private record Problem(Spot spot, String field, String text) {}

    /// Where the value of a record stands, and its members: those of a list as `Aliases[0]`.
    record Place(Spot spot, String field, Map<String, Spot> members) {}

    void locate(Record entry, Place place) {
        places.put(entry, place);
    }

    /// @param field such as `Keys[0].KeySpec`, empty for the whole file
    void add(Spot spot, String field, String text) {
        found.add(new Problem(spot, field, text));
    }

    /// Something wrong with a member of an entry, told where the entry is if the member is not there.
    ///
    /// @param member empty for the entry as a whole
    void add(Record entry, String member, String text) {
        var place = place(entry);
        var spot = place.members().get(member);
        var field = member.isEmpty() ? place.field() : place.field() + "." + member;
        add(spot == null ? place.spot() : spot, field, text);
    }

    /// Something wrong with an entry as a whole.
    void add(Record entry, String text) {
        add(entry, "", text);
    }

    /// Runs what applies a rule of AWS's, and notes the refusal.
    ///
    /// @return whether the rule holds
    boolean check(Record entry, String member, Runnable rule) {
        try {
            rule.run();
            return true;
        } catch (AwsException e) {
            add(entry, member, e.text().isEmpty() ? e.error().code() : e.error().code() + ": " + e.text());
            return false;
        }
    }

    Spot spot(Record entry, String member) {
        var place = place(entry);
        return place.members().getOrDefault(member, place.spot());
    }

    /// @throws SeedException if anything is wrong
    void raise() {
        if (found.isEmpty()) {
            return;
        }
        found.sort(Comparator.<Problem>comparingInt(problem -> problem.spot.line())
                .thenComparingInt(problem -> problem.spot.column()));
        var lines = new ArrayList<String>();
        for (var problem : found.subList(0, Math.min(found.size(), MOST))) {
            var field = problem.field.isEmpty() ? "" : problem.field + ": ";
            lines.add(file + ":" + problem.spot + ": " + field + problem.text);
        }
        if (found.size() > MOST) {
            lines.add("and " + (found.size() - MOST) + " more");
        }
        throw new SeedException(lines);
    }

    /// @throws SeedException with this and all that was wrong before
    SeedException fatal(Spot spot, String text) {
        add(spot, "", text);
        raise();
        throw new IllegalStateException("a problem was just added");
    }

    private Place place(Record entry) {
        var place = places.get(entry);
        if (place == null) {
            throw new IllegalArgumentException("was not read from the file: " + entry.getClass());
        }
        return place;
    }
}
