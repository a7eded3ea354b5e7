package claviger.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// Reads cases made by others from `../shared/vectors`, and counts that every one of them ran.
final class Vectors {

    private final String name;
    private final int held;
    private int ran;
    private final List<String> wrong = new ArrayList<>();

    private Vectors(String name, int held) {
        this.name = name;
        this.held = held;
    }

    static Path root() {
        return Path.of(System.getProperty("claviger.root", ".."));
    }

    static JsonNode read(Path file) {
        if (!Files.exists(file)) {
            if ("true".equals(System.getenv("CI"))) {
                fail("%s is missing, and this is CI", file);
            }
            System.out.println("SKIPPED: " + file + " is not here");
            Assumptions.abort(file + " is not here");
        }
        return new ObjectMapper().readTree(file.toFile());
    }

    static JsonNode shared(String file) {
        return read(root().resolve("../shared/vectors").resolve(file));
    }

    /// A Wycheproof case with its group.
    record Case(JsonNode group, JsonNode test) {

        byte[] hex(String field) {
            return Vectors.hex(test, field);
        }

        SecretBytes secret(String field) {
            return SecretBytes.adopt(hex(field));
        }

        int bits(String field) {
            return group.required(field).asInt();
        }

        boolean isValid() {
            return switch (test.required("result").asString()) {
                case "valid" -> true;
                case "invalid" -> false;
                default -> Acceptable.isTaken(this);
            };
        }

        List<String> flags() {
            return test.required("flags").valueStream().map(JsonNode::asString).toList();
        }

        @Override
        public String toString() {
            return "case " + test.required("tcId") + " " + test.path("comment");
        }
    }

    /// Runs all cases of a Wycheproof file.
    static void wycheproof(String file, Consumer<Case> check) {
        var root = shared("wycheproof/" + file);
        var groups = root.required("testGroups").valueStream().toList();
        var vectors =
                new Vectors("wycheproof/" + file, root.required("numberOfTests").asInt());
        for (var group : groups) {
            for (var test : group.required("tests")) {
                vectors.run(new Case(group, test), check);
            }
        }
        vectors.finish();
    }

    /// An ACVP question with its group and its answer.
    record Question(JsonNode group, JsonNode test, JsonNode answer) {

        byte[] hex(String field) {
            return Vectors.hex(test, field);
        }

        SecretBytes secret(String field) {
            return SecretBytes.adopt(hex(field));
        }

        byte[] answer(String field) {
            return Vectors.hex(answer, field);
        }

        boolean encrypts() {
            return group.required("direction").asString().equals("encrypt");
        }

        boolean passes() {
            return answer.path("testPassed").asBoolean(true);
        }

        @Override
        public String toString() {
            return "case " + test.required("tcId");
        }
    }

    /// Runs all cases of an ACVP file, which holds a header and then one set or more. A group
    /// without tests has none in the sample, and no answer.
    static void acvp(String name, Consumer<Question> check) {
        var questions = shared("acvp-boringssl/" + name + ".vectors.json");
        var answers = shared("acvp-boringssl/" + name + ".expected.json");
        var all = new ArrayList<Question>();
        for (int set = 1; set < questions.size(); set++) {
            for (var group : questions.required(set).required("testGroups")) {
                for (var test : group.required("tests")) {
                    all.add(new Question(group, test, answer(answers.required(set), group, test)));
                }
            }
        }
        var vectors = new Vectors("acvp-boringssl/" + name, all.size());
        all.forEach(question -> vectors.run(question, check));
        vectors.finish();
    }

    private static JsonNode answer(JsonNode answers, JsonNode group, JsonNode test) {
        return answers.required("testGroups")
                .valueStream()
                .filter(other -> other.required("tgId").equals(group.required("tgId")))
                .flatMap(other -> other.required("tests").valueStream())
                .filter(other -> other.required("tcId").equals(test.required("tcId")))
                .findFirst()
                .orElseThrow();
    }

    private <T> void run(T test, Consumer<T> check) {
        ran++;
        try {
            check.accept(test);
        } catch (RuntimeException | AssertionError e) {
            wrong.add(test + ": " + e);
        }
    }

    private void finish() {
        System.out.printf("%s: %d of %d cases ran, %d wrong%n", name, ran, held, wrong.size());
        assertThat(wrong).as(name).isEmpty();
        assertThat(ran).as("cases that ran of %s", name).isEqualTo(held).isPositive();
    }

    static byte[] hex(JsonNode node, String field) {
        return HexFormat.of().parseHex(node.required(field).asString());
    }
}
