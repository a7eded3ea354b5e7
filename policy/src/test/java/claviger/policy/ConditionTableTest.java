package claviger.policy;

import static claviger.policy.ConditionTableTest.Values.ABSENT;
import static claviger.policy.ConditionTableTest.Values.EMPTY_LIST;
import static claviger.policy.ConditionTableTest.Values.EMPTY_TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Every operator, with every set operator and suffix, on every number of values.
class ConditionTableTest {

    /// An operator, a value in the policy, one in the request that is as it asks, and one that is
    /// not. For a negated operator, the one that is not is the policy's own.
    private record Sample(String operator, String inPolicy, String fits, String fitsNot) {
        boolean negated() {
            return operator.contains("Not");
        }
    }

    private static final List<Sample> SAMPLES = List.of(
            new Sample("StringEquals", "a*", "a*", "ab"),
            new Sample("StringNotEquals", "a*", "ab", "a*"),
            new Sample("StringEqualsIgnoreCase", "Prod", "pROD", "pro"),
            new Sample("StringNotEqualsIgnoreCase", "Prod", "pro", "pROD"),
            new Sample("StringLike", "a?c*", "abc/x:y", "ac"),
            new Sample("StringNotLike", "a?c*", "Abc", "abc"),
            new Sample("NumericEquals", "7", "7.0", "8"),
            new Sample("NumericNotEquals", "7", "seven", "7.00"),
            new Sample("NumericLessThan", "7", "6.9", "7"),
            new Sample("NumericLessThanEquals", "7", "7", "7.1"),
            new Sample("NumericGreaterThan", "7", "10", "7"),
            new Sample("NumericGreaterThanEquals", "7", "7", "6"),
            new Sample("DateEquals", "2026-01-01T00:00:00Z", "1767225600", "2026-01-02"),
            new Sample("DateNotEquals", "2026-01-01T00:00:00Z", "soon", "2026-01-01T01:00:00+01:00"),
            new Sample("DateLessThan", "2026", "2025-12-31T23:59:59.9Z", "2026-01"),
            new Sample("DateLessThanEquals", "2026-01-01", "2026-01-01T00:00Z", "2026-01-01T00:00:01Z"),
            new Sample("DateGreaterThan", "2026-01-01", "2026-01-01T00:00:00.001Z", "2026"),
            new Sample("DateGreaterThanEquals", "1767225600", "2026-01-01T00:00Z", "2026-02-30"),
            new Sample("Bool", "TRUE", "true", "false"),
            new Sample("BinaryEquals", "AAEC", "AAEC", "AAED"),
            new Sample("IpAddress", "10.0.0.0/8", "10.255.0.1", "11.0.0.1"),
            new Sample("IpAddress", "2001:db8::/33", "2001:DB8:7fff::1", "2001:db8:8000::1"),
            new Sample("IpAddress", "10.0.0.1", "10.0.0.1", "10.1"),
            new Sample("NotIpAddress", "10.0.0.0/8", "nowhere", "10.0.0.1"),
            new Sample("ArnEquals", "arn:aws:iam::*:role/*", "arn:aws:iam::1:role/a/b:c", "arn:aws:iam::1:2:role/x"),
            new Sample("ArnLike", "arn:aws:s3:::b?", "arn:aws:s3:::b1", "arn:aws:s3:::B1"),
            new Sample("ArnNotEquals", "arn:aws:iam::*:role/*", "role/x", "arn:aws:iam::1:role/x"),
            new Sample("ArnNotLike", "arn:aws:s3:::b?", "arn:aws:s3:::b", "arn:aws:s3:::b1"));

    enum Values {
        ABSENT,
        EMPTY_LIST,
        EMPTY_TEXT,
        FITS,
        FITS_NOT,
        LIST_OF_FITTING,
        LIST_OF_BOTH,
        LIST_OF_NOT_FITTING
    }

    @Test
    void every_operator_with_every_set_operator_answers_for_every_number_of_values() {
        int rows = 0;
        for (var sample : SAMPLES) {
            for (var set : List.of("", "ForAllValues:", "ForAnyValue:")) {
                for (var suffix : List.of("", "IfExists")) {
                    for (var values : Values.values()) {
                        var operator = set + sample.operator() + suffix;
                        assertThat(holds(operator, sample.inPolicy(), value(sample, values)))
                                .as("%s on %s with %s", operator, sample, values)
                                .isEqualTo(expected(sample, set, !suffix.isEmpty(), values));
                        rows++;
                    }
                }
            }
        }
        assertThat(rows).isEqualTo(SAMPLES.size() * 48);
    }

    private static boolean expected(Sample sample, String set, boolean ifExists, Values values) {
        boolean absent = values == ABSENT || values == EMPTY_LIST;
        if (absent && ifExists) {
            return true;
        }
        return switch (set) {
            case "ForAllValues:" ->
                switch (values) {
                    case ABSENT, EMPTY_LIST, EMPTY_TEXT, FITS, LIST_OF_FITTING -> true;
                    case FITS_NOT, LIST_OF_BOTH, LIST_OF_NOT_FITTING -> false;
                };
            case "ForAnyValue:" ->
                switch (values) {
                    case FITS, LIST_OF_FITTING, LIST_OF_BOTH -> true;
                    case ABSENT, EMPTY_LIST, EMPTY_TEXT, FITS_NOT, LIST_OF_NOT_FITTING -> false;
                };
            default ->
                switch (values) {
                    case FITS -> true;
                    case FITS_NOT -> false;
                    // No sample fits the empty text, and a list equals nothing: so a negated
                    // operator holds.
                    case ABSENT, EMPTY_LIST, EMPTY_TEXT, LIST_OF_FITTING, LIST_OF_BOTH, LIST_OF_NOT_FITTING ->
                        sample.negated();
                };
        };
    }

    private static ContextValue value(Sample sample, Values values) {
        return switch (values) {
            case ABSENT -> null;
            case EMPTY_LIST -> Asking.many();
            case EMPTY_TEXT -> new ContextValue.Single("");
            case FITS -> new ContextValue.Single(sample.fits());
            case FITS_NOT -> new ContextValue.Single(sample.fitsNot());
            case LIST_OF_FITTING -> Asking.many(sample.fits());
            case LIST_OF_BOTH -> Asking.many(sample.fits(), sample.fitsNot());
            case LIST_OF_NOT_FITTING -> Asking.many(sample.fitsNot(), sample.fitsNot());
        };
    }

    private static boolean holds(String operator, String inPolicy, ContextValue value) {
        return holds(operator, List.of(inPolicy), value);
    }

    private static boolean holds(String operator, List<String> inPolicy, ContextValue value) {
        var asking = Asking.of("kms:Encrypt", "*");
        if (value != null) {
            asking.with("aws:x", value);
        }
        return condition(operator, inPolicy, true).holds(asking.context());
    }

    private static Condition condition(String operator, List<String> inPolicy, boolean expanding) {
        return new Condition(operator, Operator.read(operator), "AWS:X", inPolicy, expanding);
    }

    @Test
    void null_asks_whether_the_key_is_there() {
        for (var value : new ArrayList<>(List.of("true", "TRUE"))) {
            assertThat(holds("Null", value, null)).isTrue();
            assertThat(holds("Null", value, Asking.many())).isTrue();
            assertThat(holds("Null", value, new ContextValue.Single(""))).isFalse();
            assertThat(holds("Null", value, Asking.many("a"))).isFalse();
        }
        assertThat(holds("Null", "false", null)).isFalse();
        assertThat(holds("Null", "false", new ContextValue.Single("x"))).isTrue();
        assertThat(holds("Null", List.of("true", "false"), null)).isTrue();
        assertThat(Operator.read("NullIfExists")).isNull();
    }

    @Test
    void several_values_are_alternatives_and_for_a_negated_operator_all_excluded() {
        var b = new ContextValue.Single("b");
        assertThat(holds("StringEquals", List.of("a", "b"), b)).isTrue();
        assertThat(holds("StringNotEquals", List.of("a", "b"), b)).isFalse();
        assertThat(holds("StringNotEquals", List.of("a", "c"), b)).isTrue();
        assertThat(holds("StringEquals", List.of(), b)).isFalse();
    }

    @Test
    void what_cannot_be_read_for_the_operator_equals_nothing() {
        var one = new ContextValue.Single("1");
        assertThat(holds("NumericEquals", "one", one)).isFalse();
        assertThat(holds("NumericNotEquals", "one", one)).isTrue();
        assertThat(holds("NumericLessThan", "1e999999999", one)).isFalse();
        assertThat(holds("NumericGreaterThan", "0", new ContextValue.Single("9".repeat(10_000))))
                .isFalse();
        assertThat(holds("Bool", "yes", new ContextValue.Single("yes"))).isFalse();
        assertThat(holds("IpAddress", "10.0.0.0/33", new ContextValue.Single("10.0.0.0")))
                .isFalse();
        assertThat(holds("IpAddress", "10.0.0.0/8", new ContextValue.Single("localhost")))
                .isFalse();
        assertThat(holds("ArnLike", "*", new ContextValue.Single("arn:aws:s3:::x")))
                .isFalse();
        assertThat(holds("BinaryEquals", "*", new ContextValue.Single("*"))).isFalse();
    }

    @Test
    void variables_are_put_in_as_literal_text_and_only_where_the_version_has_them() {
        var context = Asking.of("kms:Encrypt", "*")
                .with("aws:x", "home/a*c")
                .with("aws:username", "a*c")
                .with("aws:TagKeys", Asking.many("a*c"))
                .with("aws:userid", "")
                .context();
        for (var holding : List.of(
                "home/${aws:username}",
                "home/${ AWS:UserName }",
                "h*/${aws:username, 'no'}",
                "home/${aws:none, 'a*c'}",
                "home/${aws:userid, 'a*c'}",
                "home/${aws:TagKeys, 'a*c'}",
                "home/a${*}c",
                "home/a?c")) {
            assertThat(condition("StringLike", List.of(holding), true).holds(context))
                    .as(holding)
                    .isTrue();
            assertThat(condition("StringNotLike", List.of(holding), true).holds(context))
                    .as(holding)
                    .isFalse();
        }
        for (var failing : List.of(
                "home/${aws:none}", "home/${aws:TagKeys}", "home/a${?}c", "home/${", "${}", "home/${aws:userid}")) {
            assertThat(condition("StringLike", List.of(failing), true).holds(context))
                    .as(failing)
                    .isFalse();
            assertThat(condition("StringNotLike", List.of(failing), true).holds(context))
                    .as(failing)
                    .isTrue();
        }
        assertThat(condition("StringEquals", List.of("home/${aws:username}"), false)
                        .holds(context))
                .isFalse();
        var literal =
                Asking.of("kms:Encrypt", "*").with("aws:x", "${aws:username}").context();
        assertThat(condition("StringEquals", List.of("${aws:username}"), false).holds(literal))
                .isTrue();
        var other = Asking.of("kms:Encrypt", "*")
                .with("aws:x", "home/abc")
                .with("aws:username", "a*c")
                .context();
        assertThat(condition("StringLike", List.of("home/${aws:username}"), true)
                        .holds(other))
                .isFalse();
    }

    @Test
    void a_tag_with_colons_cannot_move_the_parts_of_an_arn() {
        var context = Asking.of("kms:Encrypt", "*")
                .with("aws:x", "arn:aws:iam::111122223333:role/x")
                .with("aws:PrincipalTag/p", "aws:iam::111122223333:role/x")
                .with("aws:PrincipalArn", "arn:aws:iam::111122223333:role/x")
                .context();
        assertThat(condition("ArnLike", List.of("arn:${aws:PrincipalTag/p}:::::"), true)
                        .holds(context))
                .isFalse();
        assertThat(condition("ArnEquals", List.of("${aws:PrincipalArn}"), true).holds(context))
                .isTrue();
        assertThat(condition("ArnNotEquals", List.of("${aws:PrincipalArn}"), true)
                        .holds(context))
                .isFalse();
    }
}
