package claviger.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import claviger.call.AwsException;
import claviger.call.CommonError;
import claviger.crypto.Blob;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Every file of JSONTestSuite, as the body of a request, as a member that is passed over, and as a policy.
class JsonSuiteTest {

    private static final Path SUITE =
            Path.of(System.getProperty("claviger.root")).resolve("../shared/vectors/jsontestsuite");

    /// Good JSON with a number of more than 32 digits.
    private static final Set<String> BEYOND_LIMITS = Set.of("y_number_double_close_to_zero.json");

    public record Body(List<String> known) {}

    private final RecordReader<Body> reader = RecordReader.of(Body.class);

    @Test
    void what_is_no_json_is_refused_and_what_is_json_is_read() throws IOException {
        int files = 0;
        int accepted = 0;
        for (var file : files("test_parsing")) {
            files++;
            var name = file.getFileName().toString();
            var document = Files.readAllBytes(file);
            var asMember = concat("{\"unknown\":", document, "}");
            var read = reads(asMember);
            switch (name.substring(0, 2)) {
                // The limits are tighter than JSON: on numbers, on depth, and no repeated names.
                case "y_" ->
                    assertThat(read || isRepeated(name) || BEYOND_LIMITS.contains(name))
                            .as(name)
                            .isTrue();
                case "n_" -> assertThat(read).as(name).isFalse();
                default -> {} // may be read or refused, but with an answer
            }
            accepted += read ? 1 : 0;
            reads(document);
            Json.isObject(new String(document, StandardCharsets.UTF_8));
        }
        System.out.printf("JSONTestSuite test_parsing: %d files ran, %d accepted%n", files, accepted);
        assertThat(files).isEqualTo(count("test_parsing"));
    }

    @Test
    void what_parsers_read_differently_gets_an_answer() throws IOException {
        int files = 0;
        for (var file : files("test_transform")) {
            files++;
            var document = Files.readAllBytes(file);
            var read = reads(concat("{\"unknown\":", document, "}"));
            if (isRepeated(file.getFileName().toString())) {
                assertThat(read).as(file.toString()).isFalse();
            }
        }
        System.out.printf("JSONTestSuite test_transform: %d files ran%n", files);
        assertThat(files).isEqualTo(count("test_transform"));
    }

    @Test
    void deep_wide_and_long_documents_are_refused_before_they_are_built() {
        assertThat(reads("{\"unknown\":".getBytes(StandardCharsets.UTF_8))).isFalse();
        assertThat(reads(text("{\"a\":" + "[".repeat(100_000)))).isFalse();
        assertThat(reads(text("{\"a\":" + "[".repeat(63) + "]".repeat(63) + "}")))
                .isTrue();
        assertThat(reads(text("{\"a\":" + "[".repeat(64) + "]".repeat(64) + "}")))
                .isFalse();
        assertThat(reads(text("{\"a\":" + "1".repeat(32) + "}"))).isTrue();
        assertThat(reads(text("{\"a\":" + "1".repeat(33) + "}"))).isFalse();
        var members = new StringBuilder("{\"a\":0");
        for (int i = 0; i < 5000; i++) {
            members.append(",\"m").append(i).append("\":1");
        }
        assertThat(reads(text(members + "}"))).isFalse();
    }

    @Test
    void half_a_surrogate_pair_is_refused_since_two_such_strings_would_become_one() {
        assertThat(reads(text("{\"Known\":[\"\\ud83d\\ude00\"]}"))).isTrue();
        assertThat(reads(text("{\"Known\":[\"\\ud83d\"]}"))).isFalse();
        assertThat(reads(text("{\"Known\":[\"\\ude00\\ud83d\"]}"))).isFalse();
    }

    private boolean reads(byte[] body) {
        long start = System.nanoTime();
        try {
            reader.read(Blob.adopt(body));
            return true;
        } catch (AwsException refused) {
            assertThat(refused.error()).isIn(CommonError.SERIALIZATION, CommonError.VALIDATION);
            // A broken limit was found in what is JSON.
            return refused.error() == CommonError.VALIDATION;
        } finally {
            assertThat(System.nanoTime() - start).as("nanoseconds").isLessThan(2_000_000_000L);
        }
    }

    private static boolean isRepeated(String name) {
        return name.contains("duplicate");
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] concat(String before, byte[] document, String after) {
        var all = new byte[before.length() + document.length + after.length()];
        System.arraycopy(text(before), 0, all, 0, before.length());
        System.arraycopy(document, 0, all, before.length(), document.length);
        System.arraycopy(text(after), 0, all, before.length() + document.length, after.length());
        return all;
    }

    private static long count(String folder) throws IOException {
        try (var files = Files.list(SUITE.resolve(folder))) {
            return files.count();
        }
    }

    private static List<Path> files(String folder) throws IOException {
        if (!Files.isDirectory(SUITE)) {
            if ("true".equals(System.getenv("CI"))) {
                fail("the vectors are absent: " + SUITE);
            }
            System.out.println("SKIPPED: JSONTestSuite is absent: " + SUITE);
            abort("JSONTestSuite is absent");
        }
        try (var files = Files.list(SUITE.resolve(folder))) {
            return files.sorted().toList();
        }
    }
}
