package claviger.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;

/// The short notation of `policy/src/test/cases/decisions.txt`, which says what it means.
final class Notation {

    static final String KEY = "arn:aws:kms:us-east-1:111122223333:key/1234abcd";
    static final String ALIAS = "arn:aws:kms:us-east-1:111122223333:alias/x";
    private static final ObjectMapper JSON = new ObjectMapper();

    private Notation() {}

    static Requester requester(String text) {
        if (text.startsWith("root(")) {
            return new Requester.Root(account(text.substring(5, 6)));
        }
        if (text.startsWith("fed:")) {
            var issuer = (Requester.User) requester(text.substring(4));
            return new Requester.FederatedUser(issuer.account(), "bob", issuer.arn(), issuer.id());
        }
        if (text.endsWith(".amazonaws.com")) {
            return new Requester.Service("000000000000", text);
        }
        if (text.contains("/")) {
            var role = text.substring(0, text.indexOf('/'));
            var account = role.endsWith("b") ? Asking.B : Asking.A;
            return new Requester.RoleSession(
                    account, arn(role), "AROA" + account + "R", text.substring(text.indexOf('/') + 1));
        }
        return Asking.user(text.startsWith("b") ? Asking.B : Asking.A, text);
    }

    private static String account(String letter) {
        return letter.equals("A") ? Asking.A : Asking.B;
    }

    static String arn(String principal) {
        return switch (principal) {
            case "A", "B" -> account(principal);
            case "r" -> "arn:aws:iam::" + Asking.A + ":role/r";
            case "rb" -> "arn:aws:iam::" + Asking.B + ":role/rb";
            default ->
                principal.startsWith("arn:") || principal.startsWith("AIDA") || principal.startsWith("AROA")
                        ? principal
                        : requester(principal).arn();
        };
    }

    static @Nullable NamedPolicy policy(PolicyKind kind, String column) {
        if (column.equals("-") || column.equals("NONE")) {
            return null;
        }
        var version = column.startsWith("V2008 ") ? "2008-10-17" : "2012-10-17";
        var statements = Arrays.stream(column.replace("V2008 ", "").split(" ; ", -1))
                .map(each -> statement(kind, each))
                .collect(Collectors.joining(","));
        return new NamedPolicy(
                "test", Policy.parse(kind, "{\"Version\":\"" + version + "\",\"Statement\":[" + statements + "]}"));
    }

    static List<NamedPolicy> policies(String column) {
        var policy = policy(PolicyKind.IDENTITY, column);
        return policy == null ? List.of() : List.of(policy);
    }

    private static String statement(PolicyKind kind, String text) {
        var conditions = text.contains(" if ") ? text.substring(text.indexOf(" if ") + 4) : "{}";
        var words = new ArrayList<>(List.of((text + " if ").split(" if ", 2)[0].split(" ", -1)));
        var json = new StringBuilder("{\"Effect\":\"" + words.removeFirst() + "\"");
        if (kind == PolicyKind.KEY || kind == PolicyKind.TRUST) {
            json.append(",").append(principal(words.removeFirst()));
        }
        var action = words.removeFirst();
        if (!action.equals("-")) {
            json.append(action.startsWith("!") ? ",\"NotAction\":" : ",\"Action\":")
                    .append(JSON.writeValueAsString(action.replace("!", "").split(",", -1)));
        }
        var resource = words.size() > 1 ? words.get(1) : "*";
        if (!resource.equals("NONE") && kind != PolicyKind.TRUST) {
            json.append(",\"Resource\":").append(JSON.writeValueAsString(resource(resource)));
        }
        return json.append(",\"Condition\":").append(conditions).append("}").toString();
    }

    private static String principal(String text) {
        var name = text.startsWith("!") ? "NotPrincipal" : "Principal";
        var named = text.replace("!", "").split(",", -1);
        if (named[0].equals("*")) {
            return "\"" + name + "\":\"*\"";
        }
        var type = named[0].endsWith(".amazonaws.com") ? "Service" : "AWS";
        return "\"" + name + "\":{\"" + type + "\":"
                + JSON.writeValueAsString(
                        Arrays.stream(named).map(Notation::arn).toList()) + "}";
    }

    static String resource(String text) {
        return text.equals("K") ? KEY : text.equals("X") ? ALIAS : text;
    }

    /// Grants, each a grantee, operations, and a constraint that `=` or `~` marks as the whole or
    /// a part.
    static GrantSource grants(String column) {
        if (column.equals("-")) {
            return GrantSource.NONE;
        }
        var words = column.split(" ", -1);
        var terms = new GrantTerms(
                "g1", Set.of(words[1].split(",", -1)), constraint(words, '='), constraint(words, '~'), null);
        return grantee -> grantee.equals(arn(words[0])) ? List.of(terms) : List.of();
    }

    private static @Nullable Map<String, String> constraint(String[] words, char mark) {
        if (words.length < 3 || words[2].charAt(0) != mark) {
            return null;
        }
        var pair = words[2].substring(1).split(":", -1);
        return Map.of(pair[0], pair[1]);
    }

    /// An action, "on" another resource than the key, and the context.
    static Asking asking(String column) {
        var brace = column.indexOf('{');
        var words = (brace < 0 ? column : column.substring(0, brace)).strip().split(" ", -1);
        var asking = Asking.of(words[0], words.length > 1 ? resource(words[2]) : KEY);
        if (brace >= 0) {
            JSON.readTree(column.substring(brace)).properties().forEach(entry -> {
                if (entry.getValue().isArray()) {
                    var values = new ArrayList<String>();
                    entry.getValue().forEach(value -> values.add(value.asString()));
                    asking.with(entry.getKey(), Asking.many(values.toArray(String[]::new)));
                } else {
                    asking.with(entry.getKey(), entry.getValue().asString());
                }
            });
        }
        return asking;
    }
}
