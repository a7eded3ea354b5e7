package claviger;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Policies in the notation of the decision table: `allow|deny [[not] principals] [not-action] action
/// [on resource] [if operator key value, value [and …]]`. The resource `nothing` leaves it out.
///
/// @param names gives the names in use for those of the notation, such as `a1` and `K1`
record PolicyNotation(UnaryOperator<String> names) {

    /// A policy of IAM, or one that limits.
    String identityPolicy(List<String> statements) {
        return policy("2012-10-17", statements, false);
    }

    String keyPolicy(String version, List<String> statements) {
        return policy(version, statements, true);
    }

    private String policy(String version, List<String> statements, boolean withPrincipal) {
        var all = statements.stream().map(it -> statement(it, withPrincipal)).toList();
        return TestClaviger.JSON.writeValueAsString(Map.of("Version", version, "Statement", all));
    }

    private Map<String, Object> statement(String text, boolean withPrincipal) {
        var halves = text.split(" if ", 2);
        var words = halves[0].split(" +", -1);
        var statement = new LinkedHashMap<String, Object>();
        statement.put("Effect", words[0].equals("allow") ? "Allow" : "Deny");
        var at = 1;
        if (withPrincipal) {
            var negated = words[at].equals("not");
            at += negated ? 1 : 0;
            statement.put(negated ? "NotPrincipal" : "Principal", principals(words[at++]));
        }
        var negated = words[at].equals("not-action");
        at += negated ? 1 : 0;
        statement.put(negated ? "NotAction" : "Action", words[at++]);
        var resource = at < words.length ? words[at + 1] : "*";
        if (!resource.equals("nothing")) {
            statement.put("Resource", names.apply(resource));
        }
        if (halves.length == 2) {
            statement.put("Condition", conditions(halves[1]));
        }
        return statement;
    }

    private Object principals(String text) {
        if (text.equals("*")) {
            return "*";
        }
        return text.endsWith(".amazonaws.com")
                ? Map.of("Service", text)
                : Map.of("AWS", Arrays.stream(text.split(",", -1)).map(names).toList());
    }

    private Map<String, Map<String, Object>> conditions(String text) {
        var conditions = new LinkedHashMap<String, Map<String, Object>>();
        for (var condition : text.split(" and ", -1)) {
            var words = condition.split(" ", 3);
            conditions
                    .computeIfAbsent(words[0], _ -> new LinkedHashMap<>())
                    .put(words[1], List.of(words[2].split(", ", -1)));
        }
        return conditions;
    }
}
