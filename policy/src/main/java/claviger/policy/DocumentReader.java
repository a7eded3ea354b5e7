package claviger.policy;

import static claviger.policy.MalformedPolicyException.Fault.SYNTAX;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The form of a document: which elements there are, and of which type. What it does not know it
/// refuses.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html>
final class DocumentReader {

    static final String SYNTAX_ERRORS = "Syntax errors in policy.";

    private static final Set<String> DOCUMENT = Set.of("Version", "Id", "Statement");
    private static final Set<String> STATEMENT = Set.of(
            "Sid",
            "Effect",
            "Principal",
            "NotPrincipal",
            "Action",
            "NotAction",
            "Resource",
            "NotResource",
            "Condition");
    private static final Set<String> PRINCIPAL_TYPES = Set.of("AWS", "Service", "Federated", "CanonicalUser");

    private final boolean ignoresEmptyOperators;

    private DocumentReader(PolicyKind kind) {
        // IAM lets an unknown operator stand as long as there is nothing under it.
        this.ignoresEmptyOperators = kind != PolicyKind.KEY;
    }

    static Draft read(PolicyKind kind, String text, int maxStatements) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 0xff || (c < 0x20 && c != '\t' && c != '\n' && c != '\r')) {
                throw malformed();
            }
        }
        return new DocumentReader(kind).document(fields(Json.read(text), DOCUMENT), maxStatements);
    }

    private Draft document(Map<String, Json> fields, int maxStatements) {
        var version = optionalText(fields.get("Version"));
        if (version != null && !version.equals(Draft.VERSION_2012) && !version.equals(Draft.VERSION_2008)) {
            throw malformed();
        }
        var id = optionalText(fields.get("Id"));
        var written = switch (fields.get("Statement")) {
            case Json.Fields one -> List.<Json>of(one);
            case Json.Items(var items) when !items.isEmpty() && items.size() <= maxStatements -> items;
            case null, default -> throw malformed();
        };
        var statements = new ArrayList<Draft.Statement>(written.size());
        for (var each : written) {
            statements.add(statement(fields(each, STATEMENT)));
        }
        return new Draft(version, id != null, statements);
    }

    private Draft.Statement statement(Map<String, Json> fields) {
        var effect = switch (text(fields.get("Effect"))) {
            case "Allow" -> Effect.ALLOW;
            case "Deny" -> Effect.DENY;
            default -> throw malformed();
        };
        return new Draft.Statement(
                optionalText(fields.get("Sid")),
                effect,
                principals(fields),
                choice(fields, "Action", "NotAction"),
                choice(fields, "Resource", "NotResource"),
                conditions(fields.get("Condition")));
    }

    private static Draft.@Nullable Choice choice(Map<String, Json> fields, String name, String notName) {
        var one = oneOf(fields, name, notName);
        return one == null ? null : new Draft.Choice(fields.containsKey(notName), texts(one));
    }

    private static Draft.@Nullable Principals principals(Map<String, Json> fields) {
        var one = oneOf(fields, "Principal", "NotPrincipal");
        if (one == null) {
            return null;
        }
        var named = new ArrayList<Draft.Named>();
        switch (one) {
            case Json.Text(var text, var at, var quoted)
            when quoted && text.equals("*") -> named.add(new Draft.Named("AWS", text, at, new NamedPrincipal.Anyone()));
            case Json.Fields(var types) -> {
                if (!PRINCIPAL_TYPES.containsAll(types.keySet())) {
                    throw malformed();
                }
                types.forEach((type, values) -> {
                    for (var value : items(values)) {
                        if (!(value instanceof Json.Text(var text, var at, var quoted)) || !quoted) {
                            throw malformed();
                        }
                        named.add(new Draft.Named(type, text, at, NamedPrincipal.of(type, text)));
                    }
                });
            }
            default -> throw malformed();
        }
        return new Draft.Principals(fields.containsKey("NotPrincipal"), named);
    }

    private List<Draft.Condition> conditions(@Nullable Json written) {
        if (written == null) {
            return List.of();
        }
        var conditions = new ArrayList<Draft.Condition>();
        fields(written).forEach((name, under) -> {
            var keys = fields(under);
            var operator = Operator.read(name);
            if (operator == null) {
                if (ignoresEmptyOperators && keys.isEmpty()) {
                    return;
                }
                throw malformed();
            }
            keys.forEach((key, values) -> conditions.add(new Draft.Condition(name, operator, key, scalars(values))));
        });
        return conditions;
    }

    private static @Nullable Json oneOf(Map<String, Json> fields, String name, String notName) {
        var one = fields.get(name);
        var other = fields.get(notName);
        if (one != null && other != null) {
            throw malformed();
        }
        return one != null ? one : other;
    }

    private static Map<String, Json> fields(Json json, Set<String> known) {
        var fields = fields(json);
        if (!known.containsAll(fields.keySet())) {
            throw malformed();
        }
        return fields;
    }

    private static Map<String, Json> fields(Json json) {
        if (json instanceof Json.Fields(var fields)) {
            return fields;
        }
        throw malformed();
    }

    /// Values of conditions may be numbers and truth values, which are read as text.
    private static List<String> scalars(Json json) {
        return items(json).stream().map(DocumentReader::scalar).toList();
    }

    private static String scalar(Json json) {
        if (json instanceof Json.Text(var text, var _, var _)) {
            return text;
        }
        throw malformed();
    }

    private static List<String> texts(Json json) {
        return items(json).stream().map(DocumentReader::text).toList();
    }

    private static List<Json> items(Json json) {
        return json instanceof Json.Items(var items) ? items : List.of(json);
    }

    private static @Nullable String optionalText(@Nullable Json json) {
        return json == null ? null : text(json);
    }

    private static String text(@Nullable Json json) {
        if (json instanceof Json.Text(var text, var _, var quoted) && quoted) {
            return text;
        }
        throw malformed();
    }

    private static MalformedPolicyException malformed() {
        return new MalformedPolicyException(SYNTAX, SYNTAX_ERRORS);
    }
}
