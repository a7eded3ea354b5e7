package claviger.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A policy's text that may hold wildcards and policy variables. Without variables it is a
/// pattern at once; with them, it becomes one for each request, in which what was put in is
/// literal.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html>
final class Template {

    /// @param otherwise what stands in where the key is absent or empty
    record Variable(ConditionKey key, @Nullable String otherwise) {}

    private static final int FIRST_VARIABLE = -3;

    /// Characters and wildcards as in [Glob]; below those, the place in the list of variables.
    private final int[] elements;

    private final List<Variable> variables;
    private final boolean ignoringCase;
    private final @Nullable Glob constant;

    private Template(int[] elements, List<Variable> variables, boolean ignoringCase) {
        this.elements = elements;
        this.variables = variables;
        this.ignoringCase = ignoringCase;
        this.constant = hasVariables() ? null : new Glob(elements);
    }

    static Template of(String text, boolean wildcards, boolean expanding) {
        return read(text, wildcards, expanding, false);
    }

    /// Without wildcards, and equal to texts that differ in case only.
    static Template ignoringCase(String text, boolean expanding) {
        return read(text, false, expanding, true);
    }

    private static Template read(String text, boolean wildcards, boolean expanding, boolean ignoringCase) {
        if (!expanding || !text.contains("${")) {
            return new Template(folded(Glob.elements(text, wildcards), ignoringCase), List.of(), ignoringCase);
        }
        var elements = new int[text.length()];
        var variables = new ArrayList<Variable>();
        int length = 0;
        for (int i = 0; i < text.length(); ) {
            int end = text.startsWith("${", i) ? endOfVariable(text, i + 2) : -1;
            if (end < 0) {
                elements[length++] = Glob.elements(text.substring(i, i + 1), wildcards)[0];
                i++;
                continue;
            }
            var inside = text.substring(i + 2, end).strip();
            if (inside.equals("*") || inside.equals("?") || inside.equals("$")) {
                elements[length++] = inside.charAt(0);
            } else {
                elements[length++] = FIRST_VARIABLE - variables.size();
                variables.add(variable(inside));
            }
            i = end + 1;
        }
        return new Template(
                folded(Arrays.copyOf(elements, length), ignoringCase), List.copyOf(variables), ignoringCase);
    }

    /// @return where the closing brace is, which a default in quotes may hold too; negative where
    ///     it is no variable
    private static int endOfVariable(String text, int from) {
        int brace = text.indexOf('}', from);
        int quote = text.indexOf('\'', from);
        if (brace >= 0 && quote >= 0 && quote < brace) {
            int closing = text.indexOf('\'', quote + 1);
            brace = closing < 0 ? brace : text.indexOf('}', closing);
        }
        return brace < 0 || text.substring(from, brace).isBlank() ? -1 : brace;
    }

    private static Variable variable(String inside) {
        int comma = inside.indexOf(',');
        if (comma >= 0) {
            var fallback = inside.substring(comma + 1).strip();
            if (fallback.length() >= 2 && fallback.startsWith("'") && fallback.endsWith("'")) {
                return new Variable(
                        ConditionKey.of(inside.substring(0, comma).strip()),
                        fallback.substring(1, fallback.length() - 1));
            }
        }
        return new Variable(ConditionKey.of(inside), null);
    }

    /// @param elements as in [Glob]
    static Template ofElements(int[] elements) {
        return new Template(elements, List.of(), false);
    }

    boolean matches(String text, DecisionContext context) {
        var glob = constant == null ? expanded(context) : constant;
        return glob != null && glob.matches(ignoringCase ? folded(text) : text);
    }

    /// @return `null` when a variable has no value
    private @Nullable Glob expanded(DecisionContext context) {
        var elements = expandedElements(context);
        return elements == null ? null : new Glob(elements);
    }

    int @Nullable [] expandedElements(DecisionContext context) {
        var out = new int[elements.length];
        int length = 0;
        for (int element : elements) {
            if (element > FIRST_VARIABLE) {
                out = length < out.length ? out : Arrays.copyOf(out, 2 * length);
                out[length++] = element;
                continue;
            }
            var value = value(variables.get(FIRST_VARIABLE - element), context);
            if (value == null) {
                return null;
            }
            var put = folded(Glob.elements(value, false), ignoringCase);
            out = Arrays.copyOf(out, out.length + put.length);
            System.arraycopy(put, 0, out, length, put.length);
            length += put.length;
        }
        return Arrays.copyOf(out, length);
    }

    private static @Nullable String value(Variable variable, DecisionContext context) {
        // A key of many values cannot be a variable: it has no one text.
        if (context.value(variable.key()) instanceof ContextValue.Single(var value)
                && (!value.isEmpty() || variable.otherwise() == null)) {
            return value;
        }
        return variable.otherwise();
    }

    List<Variable> variables() {
        return variables;
    }

    boolean hasVariables() {
        return !variables.isEmpty();
    }

    /// Cuts at the first five colons of its own, not at those of variables.
    ///
    /// @return six parts, or none when there are fewer colons
    List<Template> arnParts() {
        var parts = new ArrayList<Template>();
        int start = 0;
        for (int i = 0; i < elements.length && parts.size() < 5; i++) {
            if (elements[i] == ':') {
                parts.add(new Template(Arrays.copyOfRange(elements, start, i), usedIn(start, i), false));
                start = i + 1;
            }
        }
        if (parts.size() < 5) {
            return List.of();
        }
        parts.add(new Template(
                Arrays.copyOfRange(elements, start, elements.length), usedIn(start, elements.length), false));
        return parts;
    }

    /// All or none: elements refer to variables by their place.
    private List<Variable> usedIn(int from, int to) {
        for (int i = from; i < to; i++) {
            if (elements[i] <= FIRST_VARIABLE) {
                return variables;
            }
        }
        return List.of();
    }

    /// As [String#equalsIgnoreCase] compares, character by character.
    private static int[] folded(int[] elements, boolean ignoringCase) {
        if (ignoringCase) {
            for (int i = 0; i < elements.length; i++) {
                elements[i] = elements[i] < 0 ? elements[i] : folded((char) elements[i]);
            }
        }
        return elements;
    }

    private static String folded(String text) {
        var folded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            folded.append(folded(text.charAt(i)));
        }
        return folded.toString();
    }

    private static char folded(char c) {
        return Character.toLowerCase(Character.toUpperCase(c));
    }
}
