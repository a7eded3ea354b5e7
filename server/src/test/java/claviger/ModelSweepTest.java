package claviger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Walks the service model: for every member of every operation, each way to break its constraints gets AWS's text,
/// each wrong type a SerializationException, and none of it changes anything.
class ModelSweepTest {

    @TempDir
    static Path folder;

    private static TestClaviger claviger;
    private static JsonNode model;
    private static String keyId;

    @BeforeAll
    static void start() throws Exception {
        claviger = TestClaviger.start(folder);
        try (var file = ModelSweepTest.class.getResourceAsStream("/model/api.json")) {
            model = TestClaviger.JSON.readTree(file);
        }
        keyId = claviger.call("CreateKey", "{}").json().at("/KeyMetadata/KeyId").asString();
    }

    @AfterAll
    static void stop() {
        claviger.close();
    }

    /// One request that is wrong in one place.
    ///
    /// @param rule the end of the message, `null` where the type is wrong
    private record Wrong(
            String member,
            String how,
            JsonNode body,
            @Nullable String rule) {}

    @TestFactory
    Stream<DynamicTest> operations() {
        return TestOperations.all().all().stream()
                .map(entry -> entry.operation().name())
                .filter(name -> model.get("operations").has(name))
                .sorted()
                .map(name -> DynamicTest.dynamicTest(name, () -> sweep(name)));
    }

    private void sweep(String operation) {
        var before = claviger.server.vault().store().view().changeNumber();
        var input = model.get("operations").get(operation).get("input");
        for (var member : input) {
            for (var wrong : wrongs(member, input)) {
                var answer = claviger.call(operation, wrong.body().toString());
                var what = wrong.member() + " " + wrong.how() + ": " + answer;
                if (wrong.rule() == null) {
                    assertThat(answer.error()).as(what).isEqualTo("SerializationException");
                } else {
                    assertThat(answer.error()).as(what).isEqualTo("ValidationException");
                    assertThat(answer.message())
                            .as(what)
                            .startsWith("1 validation error detected: Value ")
                            .contains("at '"
                                    + Character.toLowerCase(wrong.member().charAt(0))
                                    + wrong.member().substring(1))
                            .contains("failed to satisfy constraint: ")
                            .contains(wrong.rule());
                }
            }
        }
        assertThat(claviger.server.vault().store().view().changeNumber())
                .as("nothing has changed")
                .isEqualTo(before);
    }

    private static List<Wrong> wrongs(JsonNode member, JsonNode input) {
        var name = member.get("name").asString();
        var wrongs = new ArrayList<Wrong>();
        if (member.path("required").asBoolean(false)) {
            var body = valid(input);
            body.remove(name);
            wrongs.add(new Wrong(name, "missing", body, "Member must not be null"));
        }
        switch (member.get("type").asString()) {
            case "string" -> {
                wrongs.add(with(input, name, "of a wrong type", List.of("x"), null));
                wrongs.add(with(input, name, "of a wrong type", true, null));
                if (member.has("enum")) {
                    wrongs.add(with(input, name, "bad enum", "NONE", "Member must satisfy enum value set: ["));
                    break;
                }
                if (min(member) > 0) {
                    var rule = "Member must have length greater than or equal to " + min(member);
                    if (!member.has("pattern")) {
                        wrongs.add(with(input, name, "too short", "", rule));
                    }
                }
                // What is larger than a body may be never gets so far.
                if (max(member) > 0 && max(member) < 100_000) {
                    var rule = "Member must have length less than or equal to " + max(member);
                    wrongs.add(with(input, name, "too long", longer(name, max(member)), rule));
                }
                if (member.has("pattern")) {
                    wrongs.add(with(
                            input,
                            name,
                            "bad pattern",
                            "\u0416".repeat(Math.max(1, min(member))),
                            "Member must satisfy regular expression pattern: "));
                }
            }
            case "integer" -> {
                wrongs.add(with(input, name, "of a wrong type", "x", null));
                if (member.has("min")) {
                    var rule = "Member must have value greater than or equal to " + min(member);
                    wrongs.add(with(input, name, "too small", min(member) - 1, rule));
                }
                if (member.has("max")) {
                    var rule = "Member must have value less than or equal to " + max(member);
                    wrongs.add(with(input, name, "too large", max(member) + 1, rule));
                }
            }
            case "boolean" -> wrongs.add(with(input, name, "of a wrong type", "x", null));
            case "blob" -> {
                wrongs.add(with(input, name, "of a wrong type", 1, null));
                wrongs.add(with(input, name, "no base64", "*", null));
                if (min(member) > 0) {
                    var rule = "Member must have length greater than or equal to " + min(member);
                    wrongs.add(with(input, name, "too short", "", rule));
                }
                if (max(member) > 0) {
                    var bytes = Base64.getEncoder().encodeToString(new byte[max(member) + 1]);
                    var rule = "Member must have length less than or equal to " + max(member);
                    wrongs.add(with(input, name, "too long", bytes, rule));
                }
            }
            case "list" -> {
                wrongs.add(with(input, name, "of a wrong type", "x", null));
                if (max(member) > 0) {
                    var elements = new ArrayList<String>();
                    for (int i = 0; i <= max(member); i++) {
                        elements.add("a");
                    }
                    var rule = "Member must have length less than or equal to " + max(member);
                    wrongs.add(with(input, name, "too long", elements, rule));
                }
            }
            case "map", "structure" -> wrongs.add(with(input, name, "of a wrong type", "x", null));
            default -> {} // timestamps have no constraints
        }
        return wrongs;
    }

    private static Wrong with(JsonNode input, String name, String how, Object value, @Nullable String rule) {
        var body = valid(input);
        body.set(name, TestClaviger.JSON.valueToTree(value));
        return new Wrong(name, how, body, rule);
    }

    /// A request that breaks no constraint of the model, and of which nothing else is known.
    private static ObjectNode valid(JsonNode input) {
        var body = TestClaviger.JSON.createObjectNode();
        for (var member : input) {
            if (member.path("required").asBoolean(false)) {
                body.set(member.get("name").asString(), sample(member));
            }
        }
        return body;
    }

    private static JsonNode sample(JsonNode member) {
        var name = member.get("name").asString();
        Object value = switch (member.get("type").asString()) {
            case "string" ->
                member.has("enum")
                        ? model.get("enums")
                                .get(member.get("enum").asString())
                                .get(0)
                                .asString()
                        : switch (name) {
                            case "AliasName" -> "alias/sweep";
                            case "ReplicaRegion", "PrimaryRegion" -> "eu-west-1";
                            case "Policy" -> "{}";
                            default -> name.endsWith("KeyId") ? keyId : "a".repeat(Math.max(1, min(member)));
                        };
            case "integer" -> Math.max(1, min(member));
            case "blob" -> Base64.getEncoder().encodeToString(new byte[Math.max(1, min(member))]);
            case "list" -> List.of();
            default -> TestClaviger.JSON.createObjectNode();
        };
        return TestClaviger.JSON.valueToTree(value);
    }

    /// Too long, and right in every other way.
    private static String longer(String name, int max) {
        if (name.endsWith("Region")) {
            return "a".repeat(max) + "-a-1";
        }
        return "a".repeat(max + 1) + (name.endsWith("ServicePrincipal") ? ".a.a" : "");
    }

    private static int min(JsonNode member) {
        return member.path("min").asInt(0);
    }

    private static int max(JsonNode member) {
        return member.path("max").asInt(0);
    }
}
