package claviger.policy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Why a request is decided as it is: the decision, and for every statement that had a say
/// whether it applied and, if not, what was missing. Made on demand, from what the decision was
/// made from.
///
/// @param statements in the order in which policies are looked at
public record Explanation(Decision decision, List<Finding> statements) {

    public Explanation {
        statements = List.copyOf(statements);
    }

    /// One statement.
    ///
    /// @param policy the policy's name
    /// @param index of the statement in the document, from 0
    /// @param sid `null` when the statement has none
    /// @param missing what kept it from applying; empty when it applied
    public record Finding(
            PolicySource source,
            String policy,
            int index,
            @Nullable String sid,
            Effect effect,
            boolean applied,
            List<Missing> missing) {

        public Finding {
            missing = List.copyOf(missing);
        }
    }

    /// What a statement would have needed.
    public sealed interface Missing {

        /// An element that it does not have, so that it never applies: `Action` or `Resource`.
        record Element(String name) implements Missing {}

        /// It is not about this caller.
        record Principal(String caller) implements Missing {}

        /// It is not about this action.
        record Action(String action) implements Missing {}

        /// It is not about this resource.
        record Resource(String resource) implements Missing {}

        /// A condition that did not hold.
        ///
        /// @param operator as written
        /// @param key as written
        /// @param wanted the values in the policy, as written
        /// @param present whether the request had the key
        /// @param found the key's values in the request; empty when it was absent
        record Condition(String operator, String key, List<String> wanted, boolean present, List<String> found)
                implements Missing {
            public Condition {
                wanted = List.copyOf(wanted);
                found = List.copyOf(found);
            }
        }
    }

    /// @param decision what was decided on these
    public static Explanation of(Decision decision, AccessRequest request, Policies policies) {
        boolean bounded = policies.boundary() != null;
        var findings = new ArrayList<Finding>();
        policies.forEach((source, named) -> {
            for (var statement : named.policy().statements()) {
                var missing = missing(statement, request, bounded);
                findings.add(new Finding(
                        source,
                        named.name(),
                        statement.index(),
                        statement.sid(),
                        statement.effect(),
                        missing.isEmpty(),
                        missing));
            }
        });
        return new Explanation(decision, findings);
    }

    private static List<Missing> missing(Statement statement, AccessRequest request, boolean bounded) {
        var missing = new ArrayList<Missing>();
        if (statement.lacksAction()) {
            missing.add(new Missing.Element("Action"));
        } else if (!statement.coversAction(request)) {
            missing.add(new Missing.Action(request.action()));
        }
        if (statement.lacksResource()) {
            missing.add(new Missing.Element("Resource"));
        } else if (!statement.coversResource(request)) {
            missing.add(new Missing.Resource(request.resource()));
        }
        if (statement.naming(request, bounded) == Naming.NONE) {
            missing.add(new Missing.Principal(request.requester().arn()));
        }
        for (var condition : statement.conditions()) {
            if (!condition.holds(request.context())) {
                var value = request.context().value(condition.key());
                missing.add(new Missing.Condition(
                        condition.writtenOperator(),
                        condition.writtenKey(),
                        condition.writtenValues(),
                        value != null,
                        value == null ? List.of() : value.values()));
            }
        }
        return missing;
    }
}
