package claviger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/// Runs the cases in `src/test/cases`: calls over the wire, signed, each file in an account of its own.
///
/// A line begins with `#` for the name, `@` for the account that calls from there on, `region`, `>` for a
/// call, `<` for its answer, `audit` for its audit record, `advance` for moving the clock, `event` for the
/// audit record of something that was done to the account's keys without a call. JSON in an answer is a part of what
/// must be
/// there: `"*"` is anything, `"$NAME"` is bound where it first stands and must be the same after that.
class WireCasesTest {

    private static final Path CASES = Path.of(System.getProperty("claviger.root"), "server/src/test/cases");

    private static final AtomicInteger ACCOUNTS = new AtomicInteger(1);

    @TempDir
    static Path folder;

    private static TestClaviger claviger;

    @BeforeAll
    static void start() {
        claviger = TestClaviger.start(folder);
    }

    @AfterAll
    static void stop() {
        claviger.close();
    }

    @TestFactory
    Stream<DynamicTest> cases() throws IOException {
        try (var files = Files.walk(CASES)) {
            var all = files.filter(file -> file.toString().endsWith(".http"))
                    .sorted()
                    .toList();
            assertThat(all).isNotEmpty();
            return all.stream().map(file -> DynamicTest.dynamicTest(name(file), () -> new Case().run(file)));
        }
    }

    private static String name(Path file) {
        try {
            return Files.readAllLines(file).getFirst().substring(2) + " (" + CASES.relativize(file) + ")";
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Case {
        private final Map<String, String> bound = new HashMap<>();
        private String account;
        private String region = "us-east-1";
        private String operation = "";
        private TestClaviger.Answer answer = new TestClaviger.Answer(0, "", "");

        Case() {
            account = "1111%08d".formatted(ACCOUNTS.getAndIncrement());
            bound.put("ACCOUNT", account);
            bound.put("OTHER", "2222%08d".formatted(ACCOUNTS.getAndIncrement()));
        }

        void run(Path file) throws IOException {
            int steps = 0;
            for (var line : joined(Files.readAllLines(file))) {
                var space = line.indexOf(' ');
                var rest = line.substring(space + 1);
                switch (line.substring(0, space)) {
                    case "#" -> {}
                    case "@" -> account = substituted(rest);
                    case "exists" -> claviger.identity(substituted(rest));
                    case "region" -> region = rest;
                    case ">" -> call(rest);
                    case "<" -> answered(rest);
                    case "audit" -> audited(rest);
                    case "advance" -> claviger.advance(rest);
                    case "event" -> happened(rest);
                    default -> throw new IllegalArgumentException(line);
                }
                steps++;
            }
            assertThat(steps).isGreaterThan(2);
        }

        /// A line that begins with white space goes on with the line before.
        private static List<String> joined(List<String> lines) {
            var joined = new ArrayList<String>();
            for (var line : lines) {
                if (line.isBlank()) {
                    continue;
                }
                if (Character.isWhitespace(line.charAt(0))) {
                    joined.add(joined.removeLast() + line);
                } else {
                    joined.add(line);
                }
            }
            return joined;
        }

        private void call(String text) {
            var space = text.indexOf(' ');
            operation = text.substring(0, space);
            answer = claviger.call(account, region, operation, substituted(text.substring(space + 1)));
        }

        private void answered(String text) {
            var parts = text.split(" ", 3);
            assertThat(answer.status()).as("%s: %s", operation, answer).isEqualTo(Integer.parseInt(parts[0]));
            if (answer.status() == 200) {
                if (parts.length > 1) {
                    match("answer of " + operation, TestClaviger.JSON.readTree(text.substring(4)), answer.json());
                }
                return;
            }
            assertThat(answer.error()).as("%s: %s", operation, answer).isEqualTo(parts[1]);
            if (parts.length > 2) {
                assertThat(answer.message()).as(operation).isEqualTo(substituted(parts[2]));
            }
        }

        private void audited(String text) {
            var audit = claviger.auditRecord(answer.requestId());
            var parts = text.split(" ", 2);
            assertThat(audit.get("eventName").asString()).isEqualTo(parts[0]);
            assertThat(audit.get("awsRegion").asString()).isEqualTo(region);
            assertThat(audit.get("userIdentity").get("accountId").asString()).isEqualTo(account);
            if (parts[1].startsWith("{")) {
                assertThat(audit.has("errorCode")).as("errorCode").isFalse();
                match("audit record of " + operation, TestClaviger.JSON.readTree(parts[1]), audit);
            } else {
                assertThat(audit.path("errorCode").asString("")).isEqualTo(parts[1]);
            }
        }

        private void happened(String text) {
            var parts = text.split(" ", 2);
            var expected = TestClaviger.JSON.readTree(substituted(parts[1]));
            var events = claviger.auditRecords().values().stream()
                    .filter(event -> event.get("eventType").asString().equals("AwsServiceEvent"))
                    .filter(event -> event.get("eventName").asString().equals(parts[0]))
                    .filter(event -> event.get("recipientAccountId").asString().equals(account))
                    .toList();
            assertThat(events).as(parts[0]).hasSize(1);
            match("event " + parts[0], expected, events.getFirst());
        }

        private void match(String where, JsonNode expected, JsonNode actual) {
            switch (expected.getNodeType()) {
                case OBJECT ->
                    expected.properties().forEach(member -> {
                        var at = where + "." + member.getKey();
                        assertThat(actual.has(member.getKey()))
                                .as(at + " is there in " + actual)
                                .isTrue();
                        match(at, member.getValue(), actual.get(member.getKey()));
                    });
                case ARRAY -> {
                    assertThat(actual.size()).as(where + ": " + actual).isEqualTo(expected.size());
                    for (int i = 0; i < expected.size(); i++) {
                        match(where + "[" + i + "]", expected.get(i), actual.get(i));
                    }
                }
                case STRING -> matchText(where, expected.asString(), actual);
                default -> assertThat(actual).as(where).isEqualTo(expected);
            }
        }

        private void matchText(String where, String expected, JsonNode actual) {
            if (expected.equals("*")) {
                assertThat(actual.isNull()).as(where).isFalse();
            } else if (expected.matches("\\$[A-Z]+") && !bound.containsKey(expected.substring(1))) {
                bound.put(expected.substring(1), actual.asString());
            } else {
                assertThat(actual).as(where).isEqualTo(StringNode.valueOf(substituted(expected)));
            }
        }

        /// The longest names first, since one may begin as another does.
        private String substituted(String text) {
            var names = new ArrayList<>(bound.keySet());
            names.sort((a, b) -> b.length() - a.length());
            for (var name : names) {
                text = text.replace("$" + name, bound.get(name));
            }
            return text;
        }
    }
}
