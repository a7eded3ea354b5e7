package claviger;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.TestClaviger.Answer;
import claviger.TestClaviger.Signing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// The decision table of the policy engine, asked of the real endpoint: with real users, roles,
/// sessions, policies, grants, tags and aliases, all made over the wire.
class AuthorizationTest {

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

    @Test
    void every_row_is_asked_but_those_that_no_request_can_be() {
        var rows = DecisionRow.all();
        var leftOut = rows.stream()
                .map(AuthorizationTest::whyNot)
                .filter(why -> why != null)
                .collect(Collectors.groupingBy(why -> why, TreeMap::new, Collectors.counting()));
        var asked = rows.stream().filter(row -> whyNot(row) == null).count();
        System.out.printf("%d of %d rows of the decision table asked; left out %s%n", asked, rows.size(), leftOut);
        assertThat(rows).hasSize(130);
        assertThat(asked).isEqualTo(111);
        assertThat(leftOut).isEqualTo(Map.of("one check of several", 7L, "organizations", 5L, "services", 7L));
    }

    @TestFactory
    Stream<DynamicTest> the_endpoint_decides_every_row_as_aws_does() {
        return DecisionRow.all().stream()
                .filter(row -> whyNot(row) == null)
                .map(row -> DynamicTest.dynamicTest(row.id(), () -> {
                    var answer = new Stage(new TestWorld(claviger), row).ask();
                    assertThat(verdict(answer)).as("%s: %s", row, answer).isEqualTo(row.verdict());
                }));
    }

    /// `null` if it can be asked.
    private static @Nullable String whyNot(DecisionRow row) {
        if (row.has("SCP") || row.has("RCP")) {
            return "organizations";
        }
        if (row.caller().endsWith(".amazonaws.com")
                || row.facts("with").stream().anyMatch(it -> it.startsWith("kms:ViaService"))
                || row.facts("grant").stream().anyMatch(it -> it.contains(" from "))) {
            return "services";
        }
        return row.operation().startsWith("ReEncrypt") || row.operation().endsWith("Alias")
                ? "one check of several"
                : null;
    }

    private static String verdict(Answer answer) {
        if (!answer.error().equals("AccessDeniedException")) {
            return answer.status() == 200 ? "yes" : answer.error();
        }
        return answer.message().contains(" with an explicit deny in a") ? "never" : "no";
    }

    /// One row, set up.
    private record Stage(TestWorld world, DecisionRow row) {

        Answer ask() {
            var key = world.key("K1", "");
            for (var fact : row.facts("with")) {
                if (fact.startsWith("aws:ResourceTag/")) {
                    var tag = fact.substring("aws:ResourceTag/".length()).split(" ", 2);
                    world.kms(
                            "TagResource",
                            "{\"KeyId\":\"%s\",\"Tags\":[{\"TagKey\":\"%s\",\"TagValue\":\"%s\"}]}"
                                    .formatted(key, tag[0], tag[1]));
                }
            }
            for (var alias : many("kms:ResourceAliases")) {
                alias(alias, key);
            }
            var byAlias = row.facts("I").stream().anyMatch(it -> it.endsWith(" on ALIAS"));
            if (byAlias) {
                alias("alias/orders", key);
            }
            var grant = grants(key);
            var body = new LinkedHashMap<String, Object>();
            if (!row.resource().equals("*")) {
                body.put("KeyId", byAlias ? world.named("ALIAS") : key);
            }
            fill(body, key, grant);
            putKeyPolicy(key);
            return world.kms(caller(), row.operation(), TestClaviger.JSON.writeValueAsString(body));
        }

        private void alias(String name, String key) {
            world.kms("CreateAlias", "{\"AliasName\":\"" + name + "\",\"TargetKeyId\":\"" + key + "\"}");
        }

        /// The id of the last one: of the row, or if one is to be retired, one that concerns nobody.
        private String grants(String key) {
            var id = "";
            var grants = row.facts("grant");
            var none = row.operation().equals("RetireGrant") ? List.of("root(A) Decrypt") : List.<String>of();
            for (var text : grants.isEmpty() ? none : grants) {
                var words = text.split(" +", -1);
                var body = new LinkedHashMap<String, Object>();
                body.put("KeyId", key);
                body.put("GranteePrincipal", world.named(words[0]));
                body.put("Operations", words[1].split(",", -1));
                if (words.length > 2) {
                    var constraint = words[2].equals("equals") ? "EncryptionContextEquals" : "EncryptionContextSubset";
                    var pair = words[3].split("=", 2);
                    body.put("Constraints", Map.of(constraint, Map.of(pair[0], pair[1])));
                }
                id = world.kms("CreateGrant", TestClaviger.JSON.writeValueAsString(body))
                        .json()
                        .get("GrantId")
                        .asString();
            }
            return id;
        }

        private void fill(Map<String, Object> body, String key, String grant) {
            var context = encryptionContext();
            switch (row.operation()) {
                case "Encrypt" -> body.put("Plaintext", "aGVsbG8=");
                case "GenerateDataKey" -> body.put("KeySpec", "AES_256");
                case "Decrypt" -> {
                    var request = Map.of("KeyId", key, "Plaintext", "aGVsbG8=", "EncryptionContext", context);
                    body.put(
                            "CiphertextBlob",
                            world.kms("Encrypt", TestClaviger.JSON.writeValueAsString(request))
                                    .json()
                                    .get("CiphertextBlob"));
                }
                case "CreateGrant" -> {
                    body.put("GranteePrincipal", world.named("root(A)"));
                    body.put("Operations", row.has("many") ? many("kms:GrantOperations") : List.of("Decrypt"));
                }
                case "RetireGrant" -> body.put("GrantId", grant);
                case "PutKeyPolicy" ->
                    body.put("Policy", world.notation.keyPolicy("2012-10-17", List.of("allow root(A) kms:*")));
                default ->
                    assertThat(row.operation())
                            .isIn(
                                    "DescribeKey",
                                    "DisableKey",
                                    "GetKeyRotationStatus",
                                    "ScheduleKeyDeletion",
                                    "CreateKey",
                                    "ListKeys");
            }
            if (!context.isEmpty()) {
                body.put("EncryptionContext", context);
            }
        }

        private Map<String, String> encryptionContext() {
            var start = "kms:EncryptionContext:";
            return row.facts("with").stream()
                    .filter(fact -> fact.startsWith(start))
                    .map(fact -> fact.substring(start.length()).split(" ", 2))
                    .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        }

        private List<String> many(String key) {
            return row.facts("many").stream()
                    .filter(fact -> fact.startsWith(key + " "))
                    .flatMap(fact -> Stream.of(fact.substring(key.length() + 1).split(", ", -1)))
                    .toList();
        }

        private void putKeyPolicy(String key) {
            if (!row.has("K")) {
                return;
            }
            var statements = row.facts("K").stream()
                    .map(it -> it.contains("AIDA") ? it.replaceAll("AIDA\\w+", world.uniqueId("a1")) : it)
                    .map(world::ours)
                    .toList();
            world.keyPolicy(key, row.has("K2008") ? "2008-10-17" : "2012-10-17", statements);
            if (row.facts("K").getFirst().contains("AIDAAAAAAAAAAAAAOLD1")) {
                world.delete("a1");
            }
        }

        private Signing caller() {
            var name = row.caller();
            var identity = name.startsWith("r/") ? "r" : name.equals("fed") ? "a1" : name;
            for (var statement : row.facts("I")) {
                world.identityPolicy(identity, world.ours(statement));
            }
            if (row.has("B")) {
                world.boundary(identity, row.facts("B"));
            }
            var session = new ArrayList<String>();
            if (row.has("S")) {
                session.addAll(List.of("Policy", world.notation.identityPolicy(row.facts("S"))));
            }
            for (var fact : row.facts("with")) {
                if (fact.startsWith("aws:PrincipalTag/")) {
                    var tag = fact.substring("aws:PrincipalTag/".length()).split(" ", 2);
                    if (identity.equals("r")) {
                        // A session's own tag hides that of its role.
                        world.tag("r", tag[0], "another");
                        session.addAll(List.of("Tags.member.1.Key", tag[0], "Tags.member.1.Value", tag[1]));
                    } else {
                        world.tag(identity, tag[0], tag[1]);
                    }
                }
            }
            return world.as(name, session);
        }
    }
}
