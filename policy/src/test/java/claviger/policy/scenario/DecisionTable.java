package claviger.policy.scenario;

import claviger.policy.scenario.Scenario.ContextValue;
import claviger.policy.scenario.Scenario.GrantFacts;
import claviger.policy.scenario.Scenario.Verdict;
import claviger.policy.scenario.Scenario.Who;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Reads `decision-table.txt`, whose head describes it.
final class DecisionTable {

    record Row(String id, Verdict expect, Scenario scenario) {}

    private static final JsonMapper MAPPER = new JsonMapper();

    private static final Map<String, Verdict> VERDICTS = Map.of(
            "yes", Verdict.ALLOWED,
            "no", Verdict.NOT_ALLOWED,
            "never", Verdict.EXPLICITLY_DENIED);

    private static final Map<String, Who> CALLERS = Map.ofEntries(
            Map.entry("a1", World.A1),
            Map.entry("a2", World.A2),
            Map.entry("b1", World.B1),
            Map.entry("b2", World.B2),
            Map.entry("r/s1", World.S1),
            Map.entry("r/s2", World.S2),
            Map.entry("fed", World.FEDERATED),
            Map.entry("root(A)", World.ROOT),
            Map.entry("root(B)", World.ROOT_B),
            Map.entry("cloudtrail.amazonaws.com", World.CLOUDTRAIL),
            Map.entry("s3.amazonaws.com", World.S3));

    private static final Map<String, String> RESOURCES = Map.of("K1", World.K1, "K2", World.K2, "ALIAS", World.ALIAS);

    private DecisionTable() {}

    static List<Row> rows() throws IOException {
        try (var stream = DecisionTable.class.getResourceAsStream("/decision-table.txt")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(DecisionTable::row)
                    .toList();
        }
    }

    private static Row row(String line) {
        var cells = Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
        var request = words(cells.get(2));
        var builder = ScenarioBuilder.as(caller(request[0]));
        if (request.length > 3) {
            builder.on(resource(request[4]));
        }
        for (var fact : cells.get(3).split(";", -1)) {
            if (!fact.isBlank()) {
                add(builder, fact.strip());
            }
        }
        return new Row(cells.get(0), VERDICTS.get(cells.get(1)), builder.asks(request[2]));
    }

    private static void add(ScenarioBuilder builder, String fact) {
        var words = fact.split(" ", 3);
        var kind = words[0];
        switch (kind) {
            case "K2008" -> builder.keyPolicyIsOf2008();
            case "grant" -> builder.grant(grant(words(fact)));
            case "with" -> builder.with(words[1], new ContextValue(false, List.of(words[2])));
            case "many" -> builder.with(words[1], new ContextValue(true, List.of(words[2].split(", ", -1))));
            default -> builder.statement(kind, statement(kind, fact));
        }
    }

    // kind effect [[not] principal] [not-action] action [on resource] [if …]
    private static String statement(String kind, String fact) {
        var halves = fact.split(" if ", 2);
        var words = words(halves[0]);
        var at = 2;
        var statement = new LinkedHashMap<String, Object>();
        statement.put("Effect", words[1].equals("allow") ? "Allow" : "Deny");
        if (kind.equals("K") || kind.equals("RCP")) {
            var negated = words[at].equals("not");
            at += negated ? 1 : 0;
            statement.put(negated ? "NotPrincipal" : "Principal", principals(words[at++]));
        }
        var negated = words[at].equals("not-action");
        at += negated ? 1 : 0;
        statement.put(negated ? "NotAction" : "Action", words[at++]);
        var resource = at < words.length ? words[at + 1] : "*";
        if (!resource.equals("nothing")) {
            statement.put("Resource", resource(resource));
        }
        if (halves.length == 2) {
            statement.put("Condition", conditions(halves[1]));
        }
        return MAPPER.writeValueAsString(statement);
    }

    private static Map<String, Map<String, Object>> conditions(String text) {
        var conditions = new LinkedHashMap<String, Map<String, Object>>();
        for (var condition : text.split(" and ", -1)) {
            var words = condition.split(" ", 3);
            conditions
                    .computeIfAbsent(words[0], _ -> new LinkedHashMap<>())
                    .put(words[1], List.of(words[2].split(", ", -1)));
        }
        return conditions;
    }

    private static Object principals(String text) {
        if (text.equals("*")) {
            return "*";
        }
        return text.endsWith(".amazonaws.com")
                ? Map.of("Service", text)
                : Map.of(
                        "AWS",
                        Arrays.stream(text.split(",", -1))
                                .map(DecisionTable::principal)
                                .toList());
    }

    private static String principal(String name) {
        if (name.equals("r")) {
            return World.S1.roleArn();
        }
        return switch (CALLERS.get(name)) {
            case Who.Root root -> Principals.rootArn(root.account());
            case Who.User user -> user.arn();
            case Who.RoleSession role -> Principals.sessionArn(role);
            case Who.FederatedUser user -> Principals.sessionArn(user);
            case Who.Service service -> service.name();
            case null -> name;
        };
    }

    // grant grantee operations [equals|subset pairs] [from arn]
    private static GrantFacts grant(String[] words) {
        @Nullable Map<String, String> equals = null;
        @Nullable Map<String, String> subset = null;
        @Nullable String source = null;
        for (var i = 3; i < words.length; i += 2) {
            switch (words[i]) {
                case "equals" -> equals = pairs(words[i + 1]);
                case "subset" -> subset = pairs(words[i + 1]);
                case "from" -> source = words[i + 1];
                default -> throw new IllegalArgumentException("A grant has no '%s'".formatted(words[i]));
            }
        }
        return new GrantFacts(principal(words[1]), List.of(words[2].split(",", -1)), equals, subset, source);
    }

    private static Map<String, String> pairs(String text) {
        var pairs = new LinkedHashMap<String, String>();
        for (var pair : text.split(",", -1)) {
            pairs.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return pairs;
    }

    private static Who caller(String name) {
        var caller = CALLERS.get(name);
        if (caller == null) {
            throw new IllegalArgumentException("Nobody is called '%s'".formatted(name));
        }
        return caller;
    }

    private static String resource(String name) {
        return RESOURCES.getOrDefault(name, name);
    }

    private static String[] words(String text) {
        return text.split(" +", -1);
    }
}
