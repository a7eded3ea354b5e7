package claviger.policy;

import com.google.errorprone.annotations.Immutable;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How a condition compares. A negated operator is the other one, turned round.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html>
enum Operator {
    STRING_EQUALS("StringEquals", false, (v, x) -> Comparison.text(Template.of(v, false, x))),
    STRING_NOT_EQUALS("StringNotEquals", true, STRING_EQUALS.reader),
    STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", false, (v, x) -> Comparison.text(Template.ignoringCase(v, x))),
    STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase", true, STRING_EQUALS_IGNORE_CASE.reader),
    STRING_LIKE("StringLike", false, (v, x) -> Comparison.text(Template.of(v, true, x))),
    STRING_NOT_LIKE("StringNotLike", true, STRING_LIKE.reader),
    NUMERIC_EQUALS("NumericEquals", false, (v, _) -> Comparison.number(v, order -> order == 0)),
    NUMERIC_NOT_EQUALS("NumericNotEquals", true, NUMERIC_EQUALS.reader),
    NUMERIC_LESS_THAN("NumericLessThan", false, (v, _) -> Comparison.number(v, order -> order < 0)),
    NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals", false, (v, _) -> Comparison.number(v, order -> order <= 0)),
    NUMERIC_GREATER_THAN("NumericGreaterThan", false, (v, _) -> Comparison.number(v, order -> order > 0)),
    NUMERIC_GREATER_THAN_EQUALS("NumericGreaterThanEquals", false, (v, _) -> Comparison.number(v, order -> order >= 0)),
    DATE_EQUALS("DateEquals", false, (v, _) -> Comparison.date(v, order -> order == 0)),
    DATE_NOT_EQUALS("DateNotEquals", true, DATE_EQUALS.reader),
    DATE_LESS_THAN("DateLessThan", false, (v, _) -> Comparison.date(v, order -> order < 0)),
    DATE_LESS_THAN_EQUALS("DateLessThanEquals", false, (v, _) -> Comparison.date(v, order -> order <= 0)),
    DATE_GREATER_THAN("DateGreaterThan", false, (v, _) -> Comparison.date(v, order -> order > 0)),
    DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals", false, (v, _) -> Comparison.date(v, order -> order >= 0)),
    BOOL("Bool", false, (v, _) -> Comparison.bool(v)),
    BINARY_EQUALS("BinaryEquals", false, (v, _) -> Comparison.binary(v)),
    IP_ADDRESS("IpAddress", false, (v, _) -> Comparison.address(v)),
    NOT_IP_ADDRESS("NotIpAddress", true, IP_ADDRESS.reader),
    ARN_LIKE("ArnLike", false, (v, x) -> ArnPattern.ofCondition(v, x)::matches),
    ARN_EQUALS("ArnEquals", false, ARN_LIKE.reader),
    ARN_NOT_LIKE("ArnNotLike", true, ARN_LIKE.reader),
    ARN_NOT_EQUALS("ArnNotEquals", true, ARN_LIKE.reader),
    NULL("Null", false, (v, _) -> Comparison.presence(v));

    /// Makes a policy's value ready. @see Comparison
    @Immutable
    @FunctionalInterface
    interface Reader {
        Comparison read(String inPolicy, boolean expanding);
    }

    /// What a set operator asks of the values of a request.
    enum Quantifier {
        /// There is no set operator.
        ONE(""),
        ALL("forallvalues:"),
        ANY("foranyvalue:");

        private final String prefix;

        Quantifier(String prefix) {
            this.prefix = prefix;
        }
    }

    /// An operator as written, with its set operator and suffix.
    record Written(Quantifier quantifier, Operator operator, boolean ifExists) {}

    private static final String IF_EXISTS = "ifexists";

    private static final Map<String, Operator> BY_NAME = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(o -> o.written.toLowerCase(Locale.ROOT), Function.identity()));

    private final String written;
    private final boolean negated;
    private final Reader reader;

    Operator(String written, boolean negated, Reader reader) {
        this.written = written;
        this.negated = negated;
        this.reader = reader;
    }

    /// @return `null` when there is no such operator
    static @Nullable Written read(String text) {
        var rest = text.toLowerCase(Locale.ROOT);
        var quantifier = Quantifier.ONE;
        for (var each : Quantifier.values()) {
            if (each != Quantifier.ONE && rest.startsWith(each.prefix)) {
                quantifier = each;
            }
        }
        rest = rest.substring(quantifier.prefix.length());
        boolean ifExists = rest.endsWith(IF_EXISTS);
        var operator = BY_NAME.get(ifExists ? rest.substring(0, rest.length() - IF_EXISTS.length()) : rest);
        return operator == null || (ifExists && operator == NULL) ? null : new Written(quantifier, operator, ifExists);
    }

    boolean isNegated() {
        return negated;
    }

    boolean isOfDates() {
        return written.startsWith("Date");
    }

    Comparison comparison(String inPolicy, boolean expanding) {
        return reader.read(inPolicy, expanding);
    }
}
