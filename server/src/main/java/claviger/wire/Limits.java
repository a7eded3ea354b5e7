package claviger.wire;

import claviger.call.Length;
import claviger.call.Matches;
import java.lang.reflect.AnnotatedType;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The limits on a length and on a text, in the words of AWS.
record Limits(int min, int max, @Nullable Pattern pattern) {
    static Limits of(AnnotatedType annotated) {
        var length = annotated.getAnnotation(Length.class);
        var matches = annotated.getAnnotation(Matches.class);
        return new Limits(
                length == null ? 0 : length.min(),
                length == null ? Integer.MAX_VALUE : length.max(),
                matches == null ? null : Pattern.compile(matches.value()));
    }

    /// @param text the text to match, absent for what is no text
    List<String> broken(int length, @Nullable String text) {
        boolean fits = length >= min && length <= max;
        boolean matches =
                text == null || pattern == null || pattern.matcher(text).matches();
        if (fits && matches) {
            return List.of();
        }
        var broken = new ArrayList<String>();
        if (length > max) {
            broken.add(maxRule());
        }
        if (length < min) {
            broken.add(minRule());
        }
        if (!matches) {
            broken.add(patternRule());
        }
        return broken;
    }

    /// All rules, broken or not.
    String rules() {
        var rules = new ArrayList<String>();
        if (max != Integer.MAX_VALUE) {
            rules.add(maxRule());
        }
        if (min != 0) {
            rules.add(minRule());
        }
        if (pattern != null) {
            rules.add(patternRule());
        }
        return String.join(", ", rules);
    }

    private String maxRule() {
        return "Member must have length less than or equal to " + max;
    }

    private String minRule() {
        return "Member must have length greater than or equal to " + min;
    }

    private String patternRule() {
        return "Member must satisfy regular expression pattern: " + pattern;
    }
}
