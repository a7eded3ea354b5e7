package claviger.policy.scenario;

import claviger.policy.scenario.Scenario.Who;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One statement: policy language, 2 to 5.
///
/// @param variables whether the document's version has variables
/// @param bounded whether the caller has a permissions boundary
record PlainStatement(JsonNode json, boolean variables, boolean bounded) {

    private static final JsonMapper MAPPER = new JsonMapper();

    /// How a statement can name a caller.
    enum Naming {
        USER,
        SESSION,
        ROLE,
        /// The user who issued a federated session.
        ISSUER,
        ACCOUNT,
        SERVICE,
        ASTERISK,
        /// By not being listed under NotPrincipal.
        OTHERS
    }

    // Policy language, 1: one object or an array of objects; without a version it is that of 2008.
    static List<PlainStatement> of(String document, boolean bounded) {
        var json = MAPPER.readTree(document);
        var variables = json.path("Version").asString("").equals("2012-10-17");
        var statement = json.get("Statement");
        var statements = new ArrayList<PlainStatement>();
        for (var each : statement.isArray() ? List.copyOf(statement.values()) : List.of(statement)) {
            statements.add(new PlainStatement(each, variables, bounded));
        }
        return statements;
    }

    boolean denies() {
        return json.get("Effect").asString().equals("Deny");
    }

    // Policy language, 2: policies of identities and service control policies name nobody, and so concern whoever
    // they are attached to.
    boolean concerns(Who caller) {
        return !namesPrincipals() || !namings(caller).isEmpty();
    }

    private boolean namesPrincipals() {
        return json.has("Principal") || json.has("NotPrincipal");
    }

    // Policy language, 3.
    Set<Naming> namings(Who caller) {
        if (json.has("Principal")) {
            return listed(json.get("Principal"), caller);
        }
        var spared = denies()
                ? sparedFromDeny(caller)
                : !listed(json.get("NotPrincipal"), caller).isEmpty();
        return spared ? Set.of() : Set.of(Naming.OTHERS);
    }

    // NotPrincipal with Deny spares a caller whose whole chain is listed, and who has no boundary.
    private boolean sparedFromDeny(Who caller) {
        var listed = listed(json.get("NotPrincipal"), caller);
        return !bounded && (listed.contains(Naming.ASTERISK) || listed.containsAll(chain(caller)));
    }

    // Authorization, 1, column "Chain".
    private static Set<Naming> chain(Who caller) {
        return switch (caller) {
            case Who.Root _ -> Set.of(Naming.ACCOUNT);
            case Who.User _ -> Set.of(Naming.ACCOUNT, Naming.USER);
            case Who.RoleSession _ -> Set.of(Naming.ACCOUNT, Naming.ROLE, Naming.SESSION);
            case Who.FederatedUser _ -> Set.of(Naming.ACCOUNT, Naming.ISSUER, Naming.SESSION);
            case Who.Service _ -> Set.of(Naming.SERVICE);
        };
    }

    private static Set<Naming> listed(JsonNode principals, Who caller) {
        var namings = EnumSet.noneOf(Naming.class);
        if (!principals.isObject()) {
            namings.add(Naming.ASTERISK);
            return namings;
        }
        for (var type : principals.properties()) {
            for (var value : strings(type.getValue())) {
                if (type.getKey().equals("AWS") && value.equals("*")) {
                    namings.add(Naming.ASTERISK);
                }
                var naming = forms(caller).get(type.getKey() + " " + value);
                if (naming != null) {
                    namings.add(naming);
                }
            }
        }
        return namings;
    }

    // Policy language, 3, column "Matches": by type and text, everything that is a name of this caller.
    private static Map<String, Naming> forms(Who caller) {
        var digits = "AWS " + caller.account();
        var root = "AWS " + Principals.rootArn(caller.account());
        return switch (caller) {
            case Who.Root _ -> Map.of(digits, Naming.ACCOUNT, root, Naming.ACCOUNT);
            case Who.User user ->
                Map.of(
                        digits,
                        Naming.ACCOUNT,
                        root,
                        Naming.ACCOUNT,
                        "AWS " + user.arn(),
                        Naming.USER,
                        "AWS " + user.id(),
                        Naming.USER);
            case Who.RoleSession role ->
                Map.of(
                        digits,
                        Naming.ACCOUNT,
                        root,
                        Naming.ACCOUNT,
                        "AWS " + role.roleArn(),
                        Naming.ROLE,
                        "AWS " + role.roleId(),
                        Naming.ROLE,
                        "AWS " + Principals.sessionArn(role),
                        Naming.SESSION);
            case Who.FederatedUser user ->
                Map.of(
                        digits,
                        Naming.ACCOUNT,
                        root,
                        Naming.ACCOUNT,
                        "AWS " + user.issuerArn(),
                        Naming.ISSUER,
                        "AWS " + user.issuerId(),
                        Naming.ISSUER,
                        "AWS " + Principals.sessionArn(user),
                        Naming.SESSION);
            case Who.Service service -> Map.of("Service " + service.name(), Naming.SERVICE);
        };
    }

    // Policy language, 4; without Action and NotAction it never applies (2).
    boolean actionMatches(String action) {
        if (json.has("Action")) {
            return strings(json.get("Action")).stream().anyMatch(pattern -> actionMatches(pattern, action));
        }
        return json.has("NotAction")
                && strings(json.get("NotAction")).stream().noneMatch(pattern -> actionMatches(pattern, action));
    }

    private static boolean actionMatches(String pattern, String action) {
        if (pattern.equals("*")) {
            return true;
        }
        var patterns = pattern.split(":", 2);
        var names = action.split(":", 2);
        return patterns[0].equalsIgnoreCase(names[0])
                && PlainPattern.wildcards(lower(patterns[1])).matches(lower(names[1]));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    // Policy language, 5; without Resource and NotResource it never applies (2).
    boolean resourceMatches(String resource, PlainContext context) {
        if (json.has("Resource")) {
            return strings(json.get("Resource")).stream().anyMatch(pattern -> covers(pattern, resource, context));
        }
        return json.has("NotResource")
                && strings(json.get("NotResource")).stream().noneMatch(pattern -> covers(pattern, resource, context));
    }

    // Policy language, 5: variables only after the fifth colon; one without value makes the pattern match nothing;
    // what has no resource is covered by the lone asterisk alone.
    private boolean covers(String pattern, String resource, PlainContext context) {
        if (pattern.equals("*") || resource.equals("*")) {
            return pattern.equals("*");
        }
        var last = 0;
        for (var colon = 0; colon < 5; colon++) {
            last = pattern.indexOf(':', last) + 1;
        }
        var parts = new ArrayList<>(
                PlainPattern.wildcards(pattern.substring(0, last)).tokens());
        var end = pattern.substring(last);
        var rest = variables ? PlainPattern.variables(end, true, context) : PlainPattern.wildcards(end);
        if (rest == null) {
            return false;
        }
        parts.addAll(rest.tokens());
        return new PlainPattern(parts).matchesArn(resource);
    }

    boolean hasConditionOn(String key) {
        return json.path("Condition").properties().stream()
                .flatMap(operator -> operator.getValue().properties().stream())
                .anyMatch(condition -> condition.getKey().equalsIgnoreCase(key));
    }

    // A scalar and an array of one mean the same; JSON booleans and numbers are read as text (6).
    static List<String> strings(JsonNode node) {
        return node.isArray() ? node.values().stream().map(JsonNode::asString).toList() : List.of(node.asString());
    }
}
