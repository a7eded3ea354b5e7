package claviger.explain;

import claviger.policy.Explanation.Missing;
import claviger.policy.PolicySource;
import claviger.policy.Possible.Remaining;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The reasons of decisions, as a human reads them.
final class Words {

    private Words() {}

    static String of(PolicySource source) {
        return source == PolicySource.RESOURCE ? "key policy" : source.noun();
    }

    static String statement(PolicySource source, String policy, int index, @Nullable String sid) {
        var which = sid == null || sid.isEmpty() ? "statement " + index : "statement " + index + " (" + sid + ")";
        return which + " of the " + (source == PolicySource.RESOURCE ? of(source) : of(source) + " '" + policy + "'");
    }

    static String of(Missing missing) {
        return switch (missing) {
            case Missing.Element(var name) -> "it has no " + name + ", and so never applies";
            case Missing.Principal(var caller) -> "it is not about " + caller;
            case Missing.Action(var action) -> "it is not about " + action;
            case Missing.Resource(var resource) -> "it is not about " + resource;
            case Missing.Condition(var operator, var key, var wanted, var present, var found) ->
                operator + " " + key + " wants " + listed(wanted) + ", and the request has "
                        + (present ? listed(found) : "no such key");
        };
    }

    static String of(Remaining remaining) {
        return remaining.values().isEmpty()
                ? remaining.operator() + " " + remaining.key()
                : remaining.operator() + " " + remaining.key() + " " + listed(remaining.values());
    }

    private static String listed(List<String> values) {
        return values.size() == 1 ? "'" + values.getFirst() + "'" : "one of " + values;
    }
}
