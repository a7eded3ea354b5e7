package claviger;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.cli.Cli;
import claviger.seed.JsonSchema;
import claviger.seed.SeedException;
import claviger.wire.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// What is said of seed files that are refused.
class SeedErrorsTest {

    @TempDir
    static Path folder;

    private static final Path ROOT = Path.of(System.getProperty("claviger.root", ".."));

    /// Each case of `seed-errors.txt`: a title, a file, and all that is said of it.
    @TestFactory
    Stream<DynamicTest> every_line_that_is_wrong_is_told_with_its_field() throws IOException {
        var cases = Files.readString(ROOT.resolve("server/src/test/resources/seed-errors.txt"));
        var tests = new ArrayList<DynamicTest>();
        for (var text : cases.split("(?m)^=+ ", -1)) {
            if (!text.isBlank()) {
                var title = text.lines().findFirst().orElseThrow();
                var parts = text.substring(text.indexOf('\n') + 1).split("(?m)^-{10}\n", -1);
                assertThat(parts).as(title).hasSize(2);
                tests.add(DynamicTest.dynamicTest(
                        title, () -> assertThat(said(parts[0])).isEqualTo(parts[1].strip())));
            }
        }
        assertThat(tests).hasSizeGreaterThan(60);
        return tests.stream();
    }

    private static String said(String text) {
        return said(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String said(byte[] bytes) {
        var file = folder.resolve("seed.yaml");
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            SeedCheck.check(file, Config.COMMERCIAL_REGIONS);
            return "nothing";
        } catch (SeedException e) {
            var lines = e.getMessage().lines().toList();
            assertThat(lines.getFirst()).isEqualTo("the seed file is refused, and nothing was changed:");
            return lines.stream()
                    .skip(1)
                    .map(line -> line.replace(file + ":", ""))
                    .collect(Collectors.joining("\n"));
        }
    }

    @Test
    void a_file_that_is_missing_too_large_or_no_text_says_so() {
        try {
            SeedCheck.check(folder.resolve("none.yaml"), Config.COMMERCIAL_REGIONS);
            assertThat(true).as("a file that is missing was read").isFalse();
        } catch (SeedException e) {
            assertThat(e.getMessage()).contains("none.yaml:1:1: the file cannot be read");
        }
        assertThat(said(new byte[(8 << 20) + 1])).isEqualTo("1:1: is larger than 8 MiB");
        assertThat(said(new byte[] {'K', (byte) 0xff})).isEqualTo("1:1: is not UTF-8");
    }

    @Test
    void twenty_problems_are_told_and_the_others_counted() {
        var text = "Keys:\n" + "- {KeyId: x}\n".repeat(27);
        var said = said(text).lines().toList();
        assertThat(said).hasSize(21);
        assertThat(said.getLast()).isEqualTo("and 7 more");
    }

    @Test
    void what_grows_beyond_its_text_or_is_nested_deeply_is_refused_quickly() {
        var bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n";
        assertThat(said(bomb)).isEqualTo("1:4: anchors (&) and aliases (*) are not taken: write the value out");
        assertThat(said("[".repeat(100_000))).isEqualTo("1:34: is nested deeper than 32 levels");
        assertThat(said("- ".repeat(100_000) + "x")).isEqualTo("1:67: is nested deeper than 32 levels");
        assertThat(said("Keys: " + "{a: ".repeat(50_000))).isEqualTo("1:132: is nested deeper than 32 levels");
    }

    /// A field with a wrong name, put at any line of a file that is right, is told at that line and column.
    @Test
    void a_wrong_field_is_told_where_it_stands() throws IOException {
        var right = full().lines().filter(line -> !line.isBlank()).toList();
        var places = IntStream.range(0, right.size())
                .filter(i -> right.get(i).matches("    [A-Z].*"))
                .boxed()
                .toList();
        for (int seed = 0; seed < 40; seed++) {
            var random = new Random(seed);
            int at = places.get(random.nextInt(places.size()));
            var lines = new ArrayList<>(right);
            lines.add(at, "    Wrong: x");
            assertThat(said(String.join("\n", lines)))
                    .as("seed %d", seed)
                    .matches(Pattern.compile((at + 1) + ":5: Keys\\[\\d]: there is no field 'Wrong'.*"));
        }
    }

    /// Whatever is done to a file that is right, it is refused with a place, or taken; nothing else is thrown, and no
    /// secret is said.
    @Test
    void a_damaged_file_is_refused_with_a_place_and_no_secret() throws IOException {
        var right = full().getBytes(StandardCharsets.UTF_8);
        for (int seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            var damaged = right.clone();
            for (int i = 0; i <= random.nextInt(3); i++) {
                damaged[random.nextInt(damaged.length)] = (byte) " \n:-[]{}&*!'\"#x0\t|".charAt(random.nextInt(18));
            }
            if (random.nextInt(4) == 0) {
                damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length));
            }
            var said = said(damaged);
            assertThat(said.lines())
                    .as("seed %d", seed)
                    .allMatch(line ->
                            line.equals("nothing") || line.matches("\\d+:\\d+: .+") || line.matches("and \\d+ more"));
            assertThat(said)
                    .as("seed %d", seed)
                    .doesNotContain("CAkKCwwN", "22232425262728", "SElKS0xNTk9Q", "IJHnTVS");
        }
    }

    @Test
    void the_published_schema_is_that_of_the_reader() throws IOException {
        // After a change: bin/claviger seed schema > docs/seed.schema.json
        assertThat(Json.indented(JsonSchema.tree()) + "\n")
                .isEqualTo(Files.readString(ROOT.resolve("docs/seed.schema.json")));
    }

    @Test
    void the_command_checks_a_file_and_prints_the_schema() throws IOException {
        var file = folder.resolve("example.yaml");
        Files.writeString(file, full());
        assertThat(run(0, "seed", "check", file.toString()))
                .isEqualTo(file + ": keys 6, aliases 3, grants 1: nothing is wrong\n");
        assertThat(run(0, "seed", "schema")).isEqualTo(Files.readString(ROOT.resolve("docs/seed.schema.json")));
        Files.writeString(file, "Keys: [{KeyId: x}]\n");
        assertThat(run(1, "seed", "check", file.toString()))
                .contains("claviger: the seed file is refused", file + ":1:16: Keys[0].KeyId: 'x' should match");
        Files.writeString(
                file,
                "Keys: [{KeyId: 11111111-2222-3333-4444-555555555555, AccountId: \"000000000000\","
                        + " Region: cn-north-1, KeySpec: SM2, KeyUsage: SIGN_VERIFY}]");
        assertThat(run(1, "seed", "check", file.toString())).contains("Region cn-north-1 is not served here");
        assertThat(run(0, "seed", "check", "--regions", "cn-north-1", file.toString()))
                .contains("keys 1");
    }

    private static String run(int exit, String... arguments) {
        var out = System.out;
        var err = System.err;
        var said = new ByteArrayOutputStream();
        var stream = new PrintStream(said, true, StandardCharsets.UTF_8);
        System.setOut(stream);
        System.setErr(stream);
        try {
            assertThat(Cli.run(arguments, Map.of())).isEqualTo(exit);
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    private static String full() throws IOException {
        var page = Files.readString(ROOT.resolve("docs/seed.md"));
        var begin = page.indexOf("```yaml\n") + "```yaml\n".length();
        return page.substring(begin, page.indexOf("```", begin));
    }
}
