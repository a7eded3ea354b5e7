package claviger.seed;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/// Finds what somebody may have meant.
final class Likeness {

    /// Longer names are not compared: the work grows with the square.
    private static final int LONGEST = 64;

    private Likeness() {}

    /// `, did you mean 'KeySpec'?`, or nothing if no name is like it.
    static String hint(String written, Collection<String> names) {
        if (written.length() > LONGEST) {
            return "";
        }
        return names.stream()
                .min(Comparator.comparingInt(name -> distance(written, name)))
                .filter(name -> distance(written, name) <= Math.max(2, name.length() / 3))
                .map(name -> ", did you mean '" + name + "'?")
                .orElse("");
    }

    /// How many letters must be changed, added or left out, whatever their case and the marks between words.
    private static int distance(String one, String other) {
        var from = plain(one);
        var to = plain(other);
        var row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }

    private static String plain(String name) {
        return name.replaceAll("[-_ ]", "").toLowerCase(Locale.ROOT);
    }
}
