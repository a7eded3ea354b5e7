package claviger.policy;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One statement, ready to be asked.
final class Statement {

    private final int index;
    private final @Nullable String sid;
    private final Effect effect;
    private final @Nullable PrincipalClause principals;
    private final boolean notAction;
    private final @Nullable List<Glob> actions;
    private final boolean notResource;
    private final @Nullable List<ResourcePattern> resources;
    private final List<Condition> conditions;
    private final boolean onNoResource;
    private final boolean aboutPrincipalArn;

    /// A resource as written: the asterisk, or an ARN.
    record ResourcePattern(@Nullable ArnPattern arn) {
        boolean matches(AccessRequest request) {
            var requested = request.arn();
            return arn == null || (requested != null && arn.matches(requested, request.context()));
        }
    }

    Statement(PolicyKind kind, int index, Draft.Statement draft, boolean expanding) {
        this.index = index;
        this.sid = draft.sid();
        this.effect = draft.effect();
        var named = draft.principal();
        this.principals = named == null
                ? null
                : new PrincipalClause(
                        named.not(),
                        named.named().stream().map(Draft.Named::principal).toList());
        var actions = draft.actions();
        this.notAction = actions != null && actions.not();
        this.actions = actions == null
                ? null
                : actions.values().stream()
                        .map(action -> Glob.of(action.toLowerCase(Locale.ROOT)))
                        .toList();
        var resources = draft.resources();
        this.notResource = resources != null && resources.not();
        this.resources = resources == null
                ? null
                : resources.values().stream()
                        .map(text ->
                                new ResourcePattern(text.equals("*") ? null : ArnPattern.ofResource(text, expanding)))
                        .toList();
        // The resource of a trust policy is the role that carries it.
        this.onNoResource = kind == PolicyKind.TRUST;
        this.conditions = draft.conditions().stream()
                .map(c -> new Condition(c.writtenOperator(), c.operator(), c.key(), c.values(), expanding))
                .toList();
        this.aboutPrincipalArn =
                conditions.stream().anyMatch(c -> c.key().name().equals("aws:principalarn"));
    }

    int index() {
        return index;
    }

    @Nullable
    String sid() {
        return sid;
    }

    Effect effect() {
        return effect;
    }

    @Nullable
    PrincipalClause principals() {
        return principals;
    }

    List<Condition> conditions() {
        return conditions;
    }

    /// Whether it lacks an action or a resource: KMS keeps such a statement, and it never
    /// applies.
    boolean isInert() {
        return lacksAction() || lacksResource();
    }

    boolean lacksAction() {
        return actions == null;
    }

    boolean lacksResource() {
        return resources == null && !onNoResource;
    }

    /// How it speaks of the caller, if it applies to the request; else, NONE. In a document that
    /// names no principals, DIRECT.
    Naming applies(AccessRequest request, boolean bounded) {
        if (isInert() || !coversAction(request) || !coversResource(request)) {
            return Naming.NONE;
        }
        var naming = naming(request, bounded);
        return naming != Naming.NONE && conditionsHold(request.context()) ? naming : Naming.NONE;
    }

    Naming naming(AccessRequest request, boolean bounded) {
        if (principals == null) {
            return Naming.DIRECT;
        }
        var naming = principals.naming(effect, request, bounded);
        // What AWS documents of an asterisk that is narrowed by aws:PrincipalArn: no boundary or
        // session limits it.
        return naming == Naming.LIMITED && principals.isAnyone() && aboutPrincipalArn ? Naming.DIRECT : naming;
    }

    boolean coversAction(AccessRequest request) {
        return actions != null && coversAction(actions, request.lowerAction()) != notAction;
    }

    /// Every key that it may hang on whether the statement covers a resource.
    List<ConditionKey> resourceKeys() {
        return resources == null
                ? List.of()
                : resources.stream()
                        .map(ResourcePattern::arn)
                        .filter(Objects::nonNull)
                        .flatMap(pattern -> pattern.variables().stream().map(Template.Variable::key))
                        .toList();
    }

    private static boolean coversAction(List<Glob> actions, String action) {
        for (var pattern : actions) {
            if (pattern.matches(action)) {
                return true;
            }
        }
        return false;
    }

    boolean coversResource(AccessRequest request) {
        if (resources == null) {
            return onNoResource;
        }
        for (var pattern : resources) {
            if (pattern.matches(request)) {
                return !notResource;
            }
        }
        return notResource;
    }

    private boolean conditionsHold(DecisionContext context) {
        for (var condition : conditions) {
            if (!condition.holds(context)) {
                return false;
            }
        }
        return true;
    }
}
