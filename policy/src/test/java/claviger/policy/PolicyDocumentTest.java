package claviger.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Documents that AWS accepts or refuses, and its words: `policy/src/test/cases/documents.txt`.
class PolicyDocumentTest {

    @TestFactory
    List<DynamicTest> every_document_of_the_table_is_accepted_or_refused_in_aws_words() throws Exception {
        return Files.readAllLines(Path.of("src/test/cases/documents.txt")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split(" +\\| +", 3))
                .map(row -> DynamicTest.dynamicTest(row[0] + " " + row[2], () -> check(row[0], row[1], row[2])))
                .toList();
    }

    private static void check(String kind, String expected, String document) {
        // Single quotation marks stand for double ones, and a fragment in angle brackets for a
        // whole statement.
        var json = document.replace('\'', '"');
        if (expected.equals("ok")) {
            assertThatCode(() -> Policy.parse(PolicyKind.valueOf(kind), json)).doesNotThrowAnyException();
            return;
        }
        var refused = catchThrowableOfType(
                MalformedPolicyException.class, () -> Policy.parse(PolicyKind.valueOf(kind), json));
        assertThat(refused).as("the refusal").isNotNull();
        var colon = expected.indexOf(' ');
        assertThat(refused.fault().name()).isEqualTo(colon < 0 ? expected : expected.substring(0, colon));
        if (colon > 0) {
            assertThat(refused.getMessage())
                    .isEqualTo(expected.substring(colon + 1).replace('\'', '"'));
        }
    }

    @Test
    void the_text_keeps_everything_but_the_principals_that_are_rewritten() {
        var text = """
                {"Version":"2012-10-17", "Id" : "a \\" AIDAAAAAAAAAAAAAAAAAA",
                 "Statement":[{"Sid":"x","Effect":"Allow","Principal":{"AWS":["arn:aws:iam::111122223333:user/a\\u0062",
                    "*"], "Service":"s3.amazonaws.com"},"Action":"kms:*","Resource":"*"},
                 {"Effect":"Deny","NotPrincipal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"kms:*","Resource":"*"}]}
                """;
        var policy = Policy.parse(PolicyKind.KEY, text);
        assertThat(policy.rewritten(name -> name)).isEqualTo(text);
        assertThat(policy.rewritten(name -> name.endsWith("user/ab") ? "AIDABBBBBBBBBBBBBBBBB" : name))
                .isEqualTo(text.replace("arn:aws:iam::111122223333:user/a\\u0062", "AIDABBBBBBBBBBBBBBBBB"));
        assertThat(policy.principals())
                .containsExactlyInAnyOrder(
                        new NamedPrincipal.User("arn:aws:iam::111122223333:user/ab"),
                        new NamedPrincipal.Anyone(),
                        new NamedPrincipal.Service("s3.amazonaws.com"),
                        new NamedPrincipal.Account("111122223333"));
    }

    @Test
    void a_document_over_its_owners_limit_is_too_long_by_what_counts() {
        var spaced =
                "{ \"Version\" : \"2012-10-17\" , \"Statement\":{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}}";
        int size = spaced.replace(" ", "").length();
        assertThatCode(() -> Policy.parse(PolicyKind.IDENTITY, spaced, size)).doesNotThrowAnyException();
        assertThat(refusal(() -> Policy.parse(PolicyKind.IDENTITY, spaced, size - 1)))
                .isEqualTo(MalformedPolicyException.Fault.TOO_LONG);
        var key = "{\"Statement\":{\"Sid\":\"é\",\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"*\"} }";
        assertThatCode(() -> Policy.parse(PolicyKind.KEY, key, key.length() + 1))
                .doesNotThrowAnyException();
        assertThat(refusal(() -> Policy.parse(PolicyKind.KEY, key, key.length())))
                .isEqualTo(MalformedPolicyException.Fault.TOO_LONG);
    }

    @Test
    void hostile_documents_are_answered_quickly() {
        var statement = "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"a:b\"},";
        within(2000, () -> refusal(() -> Policy.parse(PolicyKind.KEY, "[".repeat(32_768))));
        within(2000, () -> refusal(() -> Policy.parse(PolicyKind.KEY, "{\"Statement\":".repeat(2_500))));
        within(2000, () -> {
            var many = "{\"Statement\":[" + statement.repeat(2_400);
            Policy.parse(PolicyKind.KEY, many.substring(0, many.length() - 1) + "]}");
        });
        within(2000, () -> refusal(() -> Policy.parse(PolicyKind.KEY, statement.repeat(10_000))));
        var stars = Policy.parse(
                PolicyKind.KEY,
                "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\","
                        + "\"Condition\":{\"StringLike\":{\"kms:EncryptionContext:a\":\"" + "a*?".repeat(10_000)
                        + "b\"}}}}");
        within(
                2000,
                () -> stars.statements()
                        .getFirst()
                        .applies(
                                Asking.of("kms:Encrypt", "*")
                                        .with("kms:EncryptionContext:a", "a".repeat(8_192))
                                        .request(),
                                false));
    }

    private static MalformedPolicyException.Fault refusal(Runnable parsing) {
        return catchThrowableOfType(MalformedPolicyException.class, parsing::run)
                .fault();
    }

    private static void within(long millis, Runnable work) {
        long start = System.nanoTime();
        work.run();
        assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(millis);
    }
}
