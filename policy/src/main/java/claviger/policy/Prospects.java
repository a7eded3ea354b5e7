package claviger.policy;

import claviger.policy.Possible.Remaining;
import claviger.policy.Possible.Truth;
import claviger.policy.Prospect.Need;
import claviger.policy.Prospect.Step;
import claviger.policy.Prospect.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Goes the ways of [Authorization] with three-valued statements.
final class Prospects {

    private final AccessRequest request;
    private final Policies policies;
    private final GrantSource grants;
    private final Predicate<ConditionKey> known;
    private final boolean bounded;
    private final List<Way> ways = new ArrayList<>();

    Prospects(AccessRequest request, Policies policies, GrantSource grants, Predicate<ConditionKey> known) {
        this.request = request;
        this.policies = policies;
        this.grants = grants;
        this.known = known;
        this.bounded = policies.boundary() != null;
    }

    Prospect prospect() {
        var denials = new ArrayList<Step>();
        policies.forEach((source, named) -> denials.addAll(steps(Effect.DENY, source, named)));
        var controls = controls();
        if (controls == null || denials.stream().anyMatch(Step::isCertain)) {
            return Prospect.NONE;
        }
        addWays();
        if (ways.isEmpty()) {
            return Prospect.NONE;
        }
        var all = ways.stream()
                .map(way -> new Way(way.by(), joined(controls, way.needs())))
                .toList();
        boolean certain = denials.isEmpty() && all.stream().anyMatch(Way::isCertain);
        return new Prospect(certain ? Truth.TRUE : Truth.DEPENDS, all, denials);
    }

    private void addWays() {
        if (isNoPrincipalOfAnAccount()) {
            addByResource();
            return;
        }
        if (!request.isSameAccount() && !KmsActions.mayCrossAccounts(request.lowerAction())) {
            return;
        }
        var limits = limits();
        if (policies.resource() == null || !KmsActions.mayBeAllowedByKeyPolicy(request.lowerAction())) {
            if (request.isSameAccount() && limits != null) {
                byIdentity().forEach(step -> ways.add(new Way(step, limits)));
            }
        } else {
            addByBoth(limits);
        }
        addByGrant(limits);
    }

    private boolean isNoPrincipalOfAnAccount() {
        return request.requester() instanceof Requester.Service || request.requester() instanceof Requester.WebIdentity;
    }

    private void addByResource() {
        if (policies.resource() != null && KmsActions.mayBeAllowedByKeyPolicy(request.lowerAction())) {
            steps(Effect.ALLOW, PolicySource.RESOURCE, policies.resource())
                    .forEach(step -> ways.add(new Way(step, List.of())));
        }
        addGranted(request.requester().arn(), List.of());
    }

    private void addByBoth(@Nullable List<Need> limits) {
        var named = policies.resource();
        if (named == null) {
            return;
        }
        for (var statement : named.policy().statements()) {
            var naming = statement.naming(request, bounded);
            if (statement.effect() == Effect.DENY || naming == Naming.NONE) {
                continue;
            }
            var needs = needs(
                    !request.isSameAccount() || naming == Naming.ACCOUNT,
                    !request.isSameAccount() || naming != Naming.DIRECT,
                    limits);
            var step = step(PolicySource.RESOURCE, named, statement);
            if (needs != null && step != null) {
                ways.add(new Way(step, needs));
            }
        }
    }

    private void addByGrant(@Nullable List<Need> limits) {
        addGranted(request.requester().arn(), List.of());
        if (request.requester() instanceof Requester.User user) {
            addGranted(user.id(), List.of());
        }
        if (request.requester() instanceof Requester.RoleSession session) {
            addGranted(session.roleArn(), limits);
            addGranted(session.roleId(), limits);
        }
        var account = new Requester.Root(request.requester().account()).arn();
        if (!account.equals(request.requester().arn())) {
            addGranted(account, needs(true, true, limits));
        }
    }

    private void addGranted(String grantee, @Nullable List<Need> needs) {
        if (needs == null) {
            return;
        }
        for (var terms : grants.grantedTo(grantee)) {
            var conditions = terms.remaining(request, known);
            if (conditions != null) {
                ways.add(new Way(new Step(new Reason.ByGrant(terms.id()), conditions), needs));
            }
        }
    }

    /// @return `null` if what is needed can never be there
    private @Nullable List<Need> needs(boolean identity, boolean within, @Nullable List<Need> limits) {
        var needs = new ArrayList<Need>();
        if (identity) {
            var steps = byIdentity();
            if (steps.isEmpty()) {
                return null;
            }
            needs.add(new Need(PolicySource.IDENTITY, steps));
        }
        if (!within) {
            return needs;
        }
        return limits == null ? null : joined(needs, limits);
    }

    private List<Step> byIdentity() {
        return request.requester() instanceof Requester.Root
                ? List.of(new Step(new Reason.RootUser(), List.of()))
                : allows(PolicySource.IDENTITY, policies.identity());
    }

    /// @return `null` if there is a boundary or session policy that never allows it
    private @Nullable List<Need> limits() {
        var limits = new ArrayList<Need>();
        var boundary = policies.boundary();
        if (boundary != null && !addUnlessCertain(limits, PolicySource.BOUNDARY, List.of(boundary))) {
            return null;
        }
        var session = policies.session();
        if (session == null) {
            // See Findings.
            return request.requester() instanceof Requester.FederatedUser ? null : limits;
        }
        return addUnlessCertain(limits, PolicySource.SESSION, session) ? limits : null;
    }

    /// @return `null` if a level never allows it
    private @Nullable List<Need> controls() {
        var needs = new ArrayList<Need>();
        for (var level : policies.serviceControl()) {
            if (!addUnlessCertain(needs, PolicySource.SERVICE_CONTROL, level)) {
                return null;
            }
        }
        for (var level : policies.resourceControl()) {
            if (!addUnlessCertain(needs, PolicySource.RESOURCE_CONTROL, level)) {
                return null;
            }
        }
        return needs;
    }

    /// @return whether one of them can allow it
    private boolean addUnlessCertain(List<Need> needs, PolicySource source, List<NamedPolicy> those) {
        var steps = allows(source, those);
        if (steps.isEmpty()) {
            return false;
        }
        if (!steps.getFirst().isCertain()) {
            needs.add(new Need(source, steps));
        }
        return true;
    }

    /// Every statement that may allow it; of one that does for certain, that one alone.
    private List<Step> allows(PolicySource source, List<NamedPolicy> those) {
        var steps = new ArrayList<Step>();
        for (var named : those) {
            steps.addAll(steps(Effect.ALLOW, source, named));
        }
        return steps.stream().filter(Step::isCertain).findFirst().map(List::of).orElse(steps);
    }

    private List<Step> steps(Effect effect, PolicySource source, NamedPolicy named) {
        var steps = new ArrayList<Step>();
        for (var statement : named.policy().statements()) {
            if (statement.effect() == effect && statement.naming(request, bounded) != Naming.NONE) {
                var step = step(source, named, statement);
                if (step != null) {
                    steps.add(step);
                }
            }
        }
        return steps;
    }

    /// @return `null` if the statement never applies
    private @Nullable Step step(PolicySource source, NamedPolicy named, Statement statement) {
        var remaining = new ArrayList<Remaining>();
        return Possible.truth(statement, request, known, remaining) == Truth.FALSE
                ? null
                : new Step(new Reason.ByStatement(source, named.name(), statement.index(), statement.sid()), remaining);
    }

    private static List<Need> joined(List<Need> some, List<Need> others) {
        var all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }
}
