package claviger.policy;

import claviger.policy.Possible.Remaining;
import claviger.policy.Possible.Truth;
import java.util.List;
import java.util.function.Predicate;

/// What a decision would be when a part of the context is not known: for who asks "who can?"
/// before anybody does.
///
/// @param truth [Truth#FALSE] if nothing unknown could make it allowed; [Truth#TRUE] if nothing
///     unknown could keep it from being allowed
/// @param ways by each of which alone it may be allowed; empty for [Truth#FALSE]
/// @param unless Deny statements that would take it away, with what they hang on
public record Prospect(Truth truth, List<Way> ways, List<Step> unless) {

    /// It cannot be.
    static final Prospect NONE = new Prospect(Truth.FALSE, List.of(), List.of());

    public Prospect {
        ways = List.copyOf(ways);
        unless = List.copyOf(unless);
    }

    /// A statement or grant, and what must hold besides for it to apply.
    ///
    /// @param conditions all of which must hold; empty if it applies whatever the rest of the
    ///     context is
    public record Step(Reason reason, List<Remaining> conditions) {
        public Step {
            conditions = List.copyOf(conditions);
        }

        boolean isCertain() {
            return conditions.isEmpty();
        }
    }

    /// One statement of the key policy, or one grant, with what it needs on the caller's side.
    public record Way(Step by, List<Need> needs) {
        public Way {
            needs = List.copyOf(needs);
        }

        boolean isCertain() {
            return by.isCertain() && needs.stream().allMatch(Need::isCertain);
        }
    }

    /// A kind of policy that must allow it too.
    ///
    /// @param oneOf of which one must apply, never empty; only one if that one applies for certain
    public record Need(PolicySource source, List<Step> oneOf) {
        public Need {
            oneOf = List.copyOf(oneOf);
        }

        boolean isCertain() {
            return oneOf.getFirst().isCertain();
        }
    }

    /// What [Authorization#decide] could come to.
    ///
    /// @param known which keys the request's context has an answer for, be it that they are
    ///     absent; asked as well about the request's own
    public static Prospect of(
            AccessRequest request, Policies policies, GrantSource grants, Predicate<ConditionKey> known) {
        return new Prospects(request, policies, grants, known).prospect();
    }
}
