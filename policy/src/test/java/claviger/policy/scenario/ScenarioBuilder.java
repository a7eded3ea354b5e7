package claviger.policy.scenario;

import claviger.policy.scenario.Scenario.ContextValue;
import claviger.policy.scenario.Scenario.GrantFacts;
import claviger.policy.scenario.Scenario.Who;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A scenario written by hand: nothing is attached, and nothing known, until it is said. Statements are JSON.
final class ScenarioBuilder {

    private final Who caller;
    private String resource = World.K1;
    private String keyPolicyVersion = "2012-10-17";
    private final Map<String, List<String>> statements = new LinkedHashMap<>();
    private final List<GrantFacts> grants = new ArrayList<>();
    private final Map<String, ContextValue> context = new HashMap<>();

    private ScenarioBuilder(Who caller) {
        this.caller = caller;
    }

    static ScenarioBuilder as(Who caller) {
        return new ScenarioBuilder(caller);
    }

    /// On another resource than the key K1; `*` is none.
    ScenarioBuilder on(String arn) {
        resource = arn;
        return this;
    }

    ScenarioBuilder keyPolicyIsOf2008() {
        keyPolicyVersion = "2008-10-17";
        return this;
    }

    /// @param kind `K`, `I`, `B` or `S`, all of whose statements are of one document; `SCP` or `RCP`, where each is
    ///     a level of its own
    ScenarioBuilder statement(String kind, String json) {
        statements.computeIfAbsent(kind, _ -> new ArrayList<>()).add(json);
        return this;
    }

    ScenarioBuilder grant(GrantFacts grant) {
        grants.add(grant);
        return this;
    }

    ScenarioBuilder with(String key, ContextValue value) {
        context.put(key, value);
        return this;
    }

    Scenario asks(String operation) {
        var session = document("S", "2012-10-17");
        var identity = document("I", "2012-10-17");
        return new Scenario(
                caller,
                "kms:" + operation,
                resource,
                resource.equals("*") ? caller.account() : World.A,
                document("K", keyPolicyVersion),
                identity == null ? List.of() : List.of(identity),
                document("B", "2012-10-17"),
                session == null ? null : List.of(session),
                levels("SCP"),
                levels("RCP"),
                grants,
                context);
    }

    private @Nullable String document(String kind, String version) {
        var list = statements.get(kind);
        return list == null ? null : document(version, list);
    }

    private List<List<String>> levels(String kind) {
        return statements.getOrDefault(kind, List.of()).stream()
                .map(statement -> List.of(document("2012-10-17", List.of(statement))))
                .toList();
    }

    private static String document(String version, List<String> list) {
        return "{\"Version\":\"%s\",\"Statement\":[%s]}".formatted(version, String.join(",", list));
    }
}
