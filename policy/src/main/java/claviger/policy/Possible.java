package claviger.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Whom a resource's policy could let do something, and on what that hangs: for who asks "who
/// can?" before anybody does.
///
/// @param named whom the statement names
/// @param except whether it names everybody but those
/// @param index of the statement in the document, from 0
/// @param sid `null` when the statement has none
/// @param effect a Deny that may apply takes away what an Allow gives
/// @param truth whether the statement applies to whom it names; never [Truth#FALSE], which is
///     left out
/// @param conditions what it hangs on; empty for [Truth#TRUE]
public record Possible(
        List<NamedPrincipal> named,
        boolean except,
        int index,
        @Nullable String sid,
        Effect effect,
        Truth truth,
        List<Remaining> conditions) {

    /// What is known when a part of the context is not.
    public enum Truth {
        TRUE,
        FALSE,
        DEPENDS;

        /// Whether both hold.
        Truth and(Truth other) {
            return this == FALSE || other == FALSE ? FALSE : this == TRUE ? other : DEPENDS;
        }
    }

    /// A condition that cannot be decided yet, or `Resource` where a variable stands in it.
    ///
    /// @param operator as written
    /// @param key as written
    /// @param values as written
    public record Remaining(String operator, String key, List<String> values) {
        public Remaining {
            values = List.copyOf(values);
        }
    }

    public Possible {
        named = List.copyOf(named);
        conditions = List.copyOf(conditions);
    }

    /// The statements of a policy that apply, or may, to an action on a resource, whoever asks.
    ///
    /// @param policy of a kind that names principals
    /// @param request whose caller is not looked at
    /// @param known which keys the request's context has an answer for, be it that they are
    ///     absent
    public static List<Possible> in(Policy policy, AccessRequest request, Predicate<ConditionKey> known) {
        var possible = new ArrayList<Possible>();
        for (var statement : policy.statements()) {
            var remaining = new ArrayList<Remaining>();
            var truth = truth(statement, request, known, remaining);
            var principals = statement.principals();
            if (truth != Truth.FALSE && principals != null) {
                possible.add(new Possible(
                        principals.listed(),
                        principals.isNot(),
                        statement.index(),
                        statement.sid(),
                        statement.effect(),
                        truth,
                        remaining));
            }
        }
        return possible;
    }

    static Truth truth(
            Statement statement, AccessRequest request, Predicate<ConditionKey> known, List<Remaining> remaining) {
        if (statement.isInert() || !statement.coversAction(request)) {
            return Truth.FALSE;
        }
        var truth = Truth.TRUE;
        if (!statement.resourceKeys().stream().allMatch(known)) {
            remaining.add(new Remaining("Resource", request.resource(), List.of()));
            truth = Truth.DEPENDS;
        } else if (!statement.coversResource(request)) {
            return Truth.FALSE;
        }
        for (var condition : statement.conditions()) {
            if (!condition.keys().stream().allMatch(known)) {
                remaining.add(
                        new Remaining(condition.writtenOperator(), condition.writtenKey(), condition.writtenValues()));
                truth = truth.and(Truth.DEPENDS);
            } else if (!condition.holds(request.context())) {
                return Truth.FALSE;
            }
        }
        return truth;
    }
}
