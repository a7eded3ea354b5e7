package claviger.policy.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.policy.scenario.Scenario.ContextValue;
import claviger.policy.scenario.Scenario.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The tables of the reference on the policy language, section 6. The request's value is written `-` for a key that is
/// absent, `''` for a text without letters, `[a, b]` for a key of many values, `[]` for one of none.
class PlainConditionsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # String: case-sensitive, the asterisk is a letter
            yes | StringEquals               | "prod"              | prod
            no  | StringEquals               | "prod"              | Prod
            no  | StringEquals               | "pr*"               | prod
            yes | StringEquals               | "pr*"               | pr*
            yes | StringEquals               | ["dev","prod"]      | prod
            no  | StringNotEquals            | ["dev","prod"]      | prod
            yes | StringNotEquals            | ["dev","test"]      | prod
            yes | StringEqualsIgnoreCase     | "PROD"              | prod
            no  | StringNotEqualsIgnoreCase  | "PROD"              | prod
            yes | StringEquals               | true                | true
            yes | StringEquals               | 7                   | 7
            # Like: asterisk for any run, also an empty one; question mark for exactly one
            yes | StringLike                 | "pr*"               | prod
            yes | StringLike                 | "prod*"             | prod
            yes | StringLike                 | "p?od"              | prod
            no  | StringLike                 | "prod?"             | prod
            no  | StringLike                 | "PR*"               | prod
            yes | StringLike                 | "*r*d"              | prod
            no  | StringNotLike              | "pr*"               | prod
            # Numeric
            yes | NumericEquals              | "7"                 | 7.0
            no  | NumericNotEquals           | "7.00"              | 7
            no  | NumericLessThan            | "7"                 | 7
            yes | NumericLessThan            | "7"                 | -7.5
            yes | NumericLessThanEquals      | "7"                 | 7
            no  | NumericGreaterThan         | 7                   | 7
            yes | NumericGreaterThan         | 7                   | 10
            yes | NumericGreaterThanEquals   | "7"                 | 7
            no  | NumericEquals              | "7"                 | seven
            yes | NumericNotEquals           | "7"                 | seven
            no  | NumericLessThan            | "x"                 | 7
            # Date
            yes | DateEquals                 | "2024"                          | 2024-01-01T00:00:00Z
            yes | DateEquals                 | "2024-01"                       | 2024-01-01T00:00:00Z
            yes | DateEquals                 | "2024-01-01"                    | 1704067200
            yes | DateEquals                 | "2024-01-01T02:00+02:00"        | 2024-01-01T00:00:00Z
            yes | DateEquals                 | 1704067200                      | 2024-01-01T00:00:00.000Z
            no  | DateNotEquals              | "2024-01-01"                    | 1704067200
            yes | DateLessThan               | "2024-01-01T00:00:00.5Z"        | 2024-01-01T00:00:00Z
            no  | DateLessThan               | "2024-01-01"                    | 2024-01-01T00:00:00Z
            yes | DateLessThanEquals         | "2024-01-01"                    | 2024-01-01T00:00:00Z
            no  | DateGreaterThan            | "2024-01-01"                    | 2024-01-01T00:00:00Z
            yes | DateGreaterThanEquals      | "2024-01-01"                    | 2024-01-01T00:00:00Z
            no  | DateLessThan               | "2024-01-01"                    | soon
            # Boolean, Binary
            yes | Bool                       | "true"              | TRUE
            yes | Bool                       | false               | false
            no  | Bool                       | "true"              | false
            no  | Bool                       | "true"              | yes
            yes | BinaryEquals               | "AAEC"              | AAEC
            no  | BinaryEquals               | "AAEC"              | AAED
            # Address
            yes | IpAddress                  | "10.0.0.0/8"        | 10.1.2.3
            yes | IpAddress                  | "10.1.2.3/24"       | 10.1.2.250
            no  | IpAddress                  | "10.1.2.0/25"       | 10.1.2.128
            yes | IpAddress                  | "10.1.2.3"          | 10.1.2.3
            no  | IpAddress                  | "10.1.2.3"          | 10.1.2.4
            yes | IpAddress                  | "0.0.0.0/0"         | 10.1.2.3
            no  | IpAddress                  | "0.0.0.0/0"         | 2001:db8::1
            yes | IpAddress                  | "2001:DB8::/32"     | 2001:db8:0:0::1
            no  | IpAddress                  | "2001:db8::/32"     | 2001:db9::1
            no  | NotIpAddress               | "10.0.0.0/8"        | 10.1.2.3
            yes | NotIpAddress               | "10.0.0.0/8"        | nowhere
            # ARN: part by part, patterns in all four, wildcards cross slashes and not the first five colons
            yes | ArnEquals                  | "arn:aws:iam::*:user/*"   | arn:aws:iam::111122223333:user/team/a1
            yes | ArnLike                    | "arn:aws:iam::*:user/*"   | arn:aws:iam::111122223333:user/team/a1
            no  | ArnEquals                  | "arn:aws:iam::*:USER/*"   | arn:aws:iam::111122223333:user/a1
            no  | ArnLike                    | "arn:aws:*:user/a1"       | arn:aws:iam::111122223333:user/a1
            no  | ArnLike                    | "arn:*:x:y:z:user/a1"     | arn:aws:iam::111122223333:user/a1
            yes | ArnLike                    | "arn:aws:logs:*:*:group:*" | arn:aws:logs:eu-west-1:1:group:a:b
            no  | ArnNotEquals               | "arn:aws:iam::*:user/*"   | arn:aws:iam::111122223333:user/a1
            yes | ArnNotLike                 | "arn:aws:iam::*:role/*"   | arn:aws:iam::111122223333:user/a1
            no  | ArnLike                    | "arn:aws:iam::*:user/*"   | a1
            yes | ArnNotLike                 | "arn:aws:iam::*:user/*"   | a1
            """)
    void an_operator_compares_as_its_family_does(String holds, String operator, String policy, String request) {
        assertThat(holds(operator, policy, request)).isEqualTo(holds.equals("yes"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            no  | StringEquals                          | "prod"       | -
            yes | StringNotEquals                       | "prod"       | -
            yes | StringNotLike                         | "prod"       | -
            yes | NumericNotEquals                      | "7"          | -
            yes | DateNotEquals                         | "2024"       | -
            yes | NotIpAddress                          | "10.0.0.0/8" | -
            yes | ArnNotEquals                          | "arn:a:b:c:d:e" | -
            no  | Bool                                  | "false"      | -
            no  | NumericLessThan                       | "7"          | -
            yes | StringEqualsIfExists                  | "prod"       | -
            no  | StringEqualsIfExists                  | "prod"       | dev
            yes | StringNotEqualsIfExists               | "prod"       | -
            no  | StringNotEqualsIfExists               | "prod"       | prod
            yes | BoolIfExists                          | "true"       | -
            yes | ForAllValues:StringEquals             | "prod"       | -
            yes | ForAllValues:StringNotEquals          | "prod"       | -
            no  | ForAnyValue:StringEquals              | "prod"       | -
            no  | ForAnyValue:StringNotEquals           | "prod"       | -
            yes | ForAllValues:StringEqualsIfExists     | "prod"       | -
            yes | ForAnyValue:StringEqualsIfExists      | "prod"       | -
            yes | Null                                  | "true"       | -
            no  | Null                                  | "false"      | -
            no  | Null                                  | "true"       | prod
            yes | Null                                  | false        | prod
            yes | Null                                  | "true"       | []
            yes | Null                                  | "false"      | [prod]
            """)
    void a_missing_key_fails_positive_operators_and_passes_negated_ones(
            String holds, String operator, String policy, String request) {
        assertThat(holds(operator, policy, request)).isEqualTo(holds.equals("yes"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            yes | ForAllValues:StringEquals        | ["a","b"]  | [a, b]
            no  | ForAllValues:StringEquals        | ["a","b"]  | [a, c]
            yes | ForAllValues:StringEquals        | ["a","b"]  | []
            yes | ForAllValues:StringEquals        | ["a","b"]  | ''
            yes | ForAllValues:StringLike          | "a*"       | [a, ab]
            yes | ForAllValues:StringNotEquals     | ["a","b"]  | [c, d]
            no  | ForAllValues:StringNotEquals     | ["a","b"]  | [b, c]
            yes | ForAnyValue:StringEquals         | ["a","b"]  | [b, c]
            no  | ForAnyValue:StringEquals         | ["a","b"]  | [c, d]
            no  | ForAnyValue:StringEquals         | ["a","b"]  | []
            no  | ForAnyValue:StringEquals         | ["a",""]   | ''
            yes | ForAnyValue:StringNotEquals      | ["a","b"]  | [b, c]
            no  | ForAnyValue:StringNotEquals      | ["a","b"]  | [a, b]
            no  | ForAnyValue:StringNotEquals      | ["a","b"]  | []
            # single-valued with a set operator: a set of one
            yes | ForAllValues:StringEquals        | "a"        | a
            yes | ForAnyValue:StringEquals         | "a"        | a
            no  | ForAnyValue:StringNotEquals      | "a"        | a
            # multi-valued without set operator: the comparison never matches
            no  | StringEquals                     | "a"        | [a]
            no  | StringLike                       | "*"        | [a, b]
            yes | StringNotEquals                  | "a"        | [a]
            no  | StringEqualsIfExists             | "a"        | [a]
            """)
    void a_set_operator_asks_for_all_or_for_any_of_the_values(
            String holds, String operator, String policy, String request) {
        assertThat(holds(operator, policy, request)).isEqualTo(holds.equals("yes"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            yes | StringEquals      | "${aws:username}"                       | a1
            yes | StringEquals      | "u-${AWS:UserName}-x"                   | u-a1-x
            yes | StringEquals      | "${ aws:username }"                     | a1
            yes | StringEquals      | "${aws:PrincipalTag/none, 'team'}"      | team
            yes | StringEquals      | "${aws:PrincipalTag/empty, 'team'}"     | team
            no  | StringEquals      | "${aws:username, 'team'}"               | team
            yes | StringEquals      | "${aws:username, 'team'}"               | a1
            yes | StringLike        | "a${*}b"                                | a*b
            no  | StringLike        | "a${*}b"                                | axb
            yes | StringLike        | "a${?}*"                                | a?b
            no  | StringLike        | "a${?}"                                 | ab
            yes | StringEquals      | "${$}{aws:username}"                    | ${aws:username}
            # what is put in is literal
            no  | StringLike        | "${aws:PrincipalTag/star}"              | prod
            yes | StringLike        | "${aws:PrincipalTag/star}"              | p*
            yes | ArnEquals         | "arn:aws:iam::1:user/${aws:username}"   | arn:aws:iam::1:user/a1
            yes | ArnLike           | "arn:aws:iam::1:user/${aws:username}/*" | arn:aws:iam::1:user/a1/b
            # nothing to put in
            no  | StringEquals      | "${aws:PrincipalTag/none}"              | x
            yes | StringNotEquals   | "${aws:PrincipalTag/none}"              | x
            yes | StringEquals      | ["${aws:PrincipalTag/none}","x"]        | x
            no  | StringNotEquals   | ["${aws:PrincipalTag/none}","x"]        | x
            no  | StringEquals      | "${aws:TagKeys}"                        | k
            yes | ArnNotLike        | "arn:aws:iam::1:user/${aws:TagKeys}"    | arn:aws:iam::1:user/k
            """)
    void a_variable_stands_for_the_value_of_a_single_valued_key(
            String holds, String operator, String policy, String request) {
        assertThat(holds(operator, policy, request)).isEqualTo(holds.equals("yes"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            yes | StringEquals | "${aws:username}" | ${aws:username}
            no  | StringEquals | "${aws:username}" | a1
            yes | StringLike   | "${*}"            | ${anything}
            """)
    void a_document_of_2008_has_no_variables(String holds, String operator, String policy, String request) {
        var builder = scenario(condition(operator, "aws:RequestTag/key", policy), request)
                .keyPolicyIsOf2008();
        assertThat(allowed(builder)).isEqualTo(holds.equals("yes"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # several operators, several keys: all; an empty object: always; names in any case
            yes | {}
            yes | {"StringEquals":{}}
            yes | {"StringEquals":{"aws:requesttag/KEY":"v","AWS:USERNAME":"a1"}}
            no  | {"StringEquals":{"aws:RequestTag/key":"v","aws:username":"a2"}}
            no  | {"StringEquals":{"aws:RequestTag/key":"v"},"StringLike":{"aws:username":"b*"}}
            yes | {"stringequals":{"aws:RequestTag/key":"v"}}
            # one key in two cases: both
            no  | {"StringEquals":{"aws:RequestTag/key":"v","aws:RequestTag/KEY":"w"}}
            """)
    void conditions_of_a_statement_must_all_hold(String holds, String conditions) {
        assertThat(allowed(scenario(conditions, "v"))).isEqualTo(holds.equals("yes"));
    }

    private static boolean holds(String operator, String policy, String request) {
        return allowed(scenario(condition(operator, "aws:RequestTag/key", policy), request));
    }

    private static String condition(String operator, String key, String policy) {
        return "{\"%s\":{\"%s\":%s}}".formatted(operator, key, policy);
    }

    private static ScenarioBuilder scenario(String conditions, String request) {
        var builder = ScenarioBuilder.as(World.A1)
                .statement(
                        "K",
                        "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":%s}"
                                .formatted(conditions))
                .with("aws:username", new ContextValue(false, List.of("a1")))
                .with("aws:PrincipalTag/star", new ContextValue(false, List.of("p*")))
                .with("aws:PrincipalTag/empty", new ContextValue(false, List.of("")))
                .with("aws:TagKeys", new ContextValue(true, List.of("k")));
        var value = value(request);
        return value == null ? builder : builder.with("aws:RequestTag/key", value);
    }

    private static @Nullable ContextValue value(String text) {
        if (text.equals("-")) {
            return null;
        }
        if (text.equals("''") || text.equals("[]")) {
            return new ContextValue(text.equals("[]"), text.equals("[]") ? List.of() : List.of(""));
        }
        return text.startsWith("[")
                ? new ContextValue(
                        true, List.of(text.substring(1, text.length() - 1).split(", ", -1)))
                : new ContextValue(false, List.of(text));
    }

    private static boolean allowed(ScenarioBuilder builder) {
        return PlainEvaluator.evaluate(builder.asks("Encrypt")) == Verdict.ALLOWED;
    }
}
