package claviger.policy;

import java.util.Arrays;
import java.util.HashMap;

/// A pattern of characters, asterisks (any run, also empty) and question marks (exactly one
/// character).
///
/// Matching takes time of at most the pattern's length times the text's, divided by 64, whatever
/// they hold. What is usual, no wildcard or one asterisk, is compared as text.
final class Glob {

    static final int ONE = -1;
    static final int RUN = -2;

    private final String prefix;
    private final String suffix;
    /// Between prefix and suffix; starts and ends with a wildcard, or is empty.
    private final int[] middle;

    private final int shortest;

    /// @param elements characters, or [#ONE] or [#RUN]
    Glob(int[] elements) {
        int first = 0;
        while (first < elements.length && elements[first] >= 0) {
            first++;
        }
        int last = elements.length;
        while (last > first && elements[last - 1] >= 0) {
            last--;
        }
        prefix = text(elements, 0, first);
        suffix = text(elements, last, elements.length);
        middle = Arrays.copyOfRange(elements, first, last);
        int counted = prefix.length() + suffix.length();
        for (int element : middle) {
            counted += element == RUN ? 0 : 1;
        }
        shortest = counted;
    }

    /// Reads asterisks and question marks as wildcards.
    static Glob of(String pattern) {
        return new Glob(elements(pattern, true));
    }

    static int[] elements(String text, boolean wildcards) {
        var elements = new int[text.length()];
        for (int i = 0; i < elements.length; i++) {
            char c = text.charAt(i);
            elements[i] = wildcards && c == '*' ? RUN : wildcards && c == '?' ? ONE : c;
        }
        return elements;
    }

    boolean matches(String text) {
        if (middle.length == 0) {
            return prefix.equals(text);
        }
        if (text.length() < shortest || !text.startsWith(prefix) || !text.endsWith(suffix)) {
            return false;
        }
        if (middle.length == 1 && middle[0] == RUN) {
            return true;
        }
        return middleMatches(text.substring(prefix.length(), text.length() - suffix.length()));
    }

    /// Keeps the set of positions of the text that what was read of the pattern may end at: bit i
    /// for "i characters are spoken for". A character keeps those before an equal one and moves
    /// them on; a question mark moves all; an asterisk adds everything after the first.
    private boolean middleMatches(String text) {
        int words = (text.length() >> 6) + 1;
        var where = new HashMap<Integer, long[]>();
        for (int i = 0; i < text.length(); i++) {
            where.computeIfAbsent((int) text.charAt(i), _ -> new long[words])[i >> 6] |= 1L << i;
        }
        var ends = new long[words];
        ends[0] = 1;
        for (int element : middle) {
            if (element == RUN) {
                fillUp(ends);
                continue;
            }
            if (element != ONE) {
                var equal = where.get(element);
                if (equal == null) {
                    return false;
                }
                for (int w = 0; w < words; w++) {
                    ends[w] &= equal[w];
                }
            }
            moveOn(ends);
        }
        return ((ends[words - 1] >>> text.length()) & 1) == 1;
    }

    private static void fillUp(long[] bits) {
        boolean found = false;
        for (int w = 0; w < bits.length; w++) {
            if (found) {
                bits[w] = -1;
            } else if (bits[w] != 0) {
                bits[w] = -Long.lowestOneBit(bits[w]);
                found = true;
            }
        }
    }

    private static void moveOn(long[] bits) {
        long carried = 0;
        for (int w = 0; w < bits.length; w++) {
            long carries = bits[w] >>> 63;
            bits[w] = (bits[w] << 1) | carried;
            carried = carries;
        }
    }

    private static String text(int[] elements, int from, int to) {
        var text = new StringBuilder(to - from);
        for (int i = from; i < to; i++) {
            text.append((char) elements[i]);
        }
        return text.toString();
    }
}
