package claviger.iam.simulator;

import claviger.call.AwsException;
import claviger.call.Page;
import claviger.iam.IamError;
import claviger.policy.AccessRequest;
import claviger.policy.Authorization;
import claviger.policy.Decision;
import claviger.policy.DecisionContext;
import claviger.policy.Effect;
import claviger.policy.Explanation;
import claviger.policy.Explanation.Finding;
import claviger.policy.Explanation.Missing;
import claviger.policy.GrantSource;
import claviger.policy.MalformedPolicyException;
import claviger.policy.NamedPolicy;
import claviger.policy.Policies;
import claviger.policy.Policy;
import claviger.policy.PolicyKind;
import claviger.policy.Requester;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Decides simulated requests, each action on each resource.
///
/// A resource-based policy counts as AWS's engine counts it: of KMS, it must allow; of any other
/// service, either side suffices in the same account.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_testing-policies.html>
///
/// @param policies the caller's, and the resource's if one was given
record Simulation(Requester requester, Policies policies, DecisionContext context) {

    private static final int MOST_ASKED = 10_000;

    /// An action on a resource.
    record Asked(String action, String resource) {}

    /// Each action on each resource, by its place in the request.
    ///
    /// @throws AwsException InvalidInput if there are more than 10,000
    static TreeMap<String, Asked> asked(List<String> actions, @Nullable List<String> resources) {
        var those = resources == null || resources.isEmpty() ? List.of("*") : resources;
        if ((long) actions.size() * those.size() > MOST_ASKED) {
            throw IamError.INVALID_INPUT.because("More than %s actions on resources.", MOST_ASKED);
        }
        var asked = new TreeMap<String, Asked>();
        for (var action : actions) {
            for (var resource : those) {
                asked.put("%05d".formatted(asked.size()), new Asked(action, resource));
            }
        }
        return asked;
    }

    /// What is answered of a page of them.
    SimulateCustomPolicy.Response answer(Page<Asked> page) {
        var results = page.items().stream()
                .map(each -> result(each.action(), each.resource()))
                .toList();
        return new SimulateCustomPolicy.Response(results, page.truncated(), page.nextMarker());
    }

    private EvaluationResult result(String action, String resource) {
        var request = new AccessRequest(requester, action, resource, requester.account(), context);
        var decision = decide(request);
        var statements = Explanation.of(decision, request, policies).statements();
        return new EvaluationResult(
                action,
                resource,
                switch (decision) {
                    case Decision.Allowed _ -> "allowed";
                    case Decision.Denied denied -> denied.explicit() ? "explicitDeny" : "implicitDeny";
                },
                matched(decision, statements),
                missing(statements),
                boundary(request));
    }

    private Decision decide(AccessRequest request) {
        var byIdentity = Authorization.decide(request, policies.withResource(null), GrantSource.NONE);
        if (policies.resource() == null) {
            return byIdentity;
        }
        var withResource = Authorization.decide(request, policies, GrantSource.NONE);
        boolean ofKms = request.action().toLowerCase(Locale.ROOT).startsWith("kms:");
        boolean denied = withResource instanceof Decision.Denied(var explicit, var _, var _) && explicit;
        return ofKms || denied || !byIdentity.isAllowed() ? withResource : byIdentity;
    }

    private EvaluationResult.@Nullable PermissionsBoundaryDecisionDetail boundary(AccessRequest request) {
        var boundary = policies.boundary();
        if (boundary == null) {
            return null;
        }
        var alone = new Policies(null, List.of(boundary), null, null, List.of(), List.of());
        return new EvaluationResult.PermissionsBoundaryDecisionDetail(
                Authorization.decide(request, alone, GrantSource.NONE).isAllowed());
    }

    private static List<EvaluationResult.Statement> matched(Decision decision, List<Finding> statements) {
        var effect = decision.isAllowed() ? Effect.ALLOW : Effect.DENY;
        return statements.stream()
                .filter(finding -> finding.applied() && finding.effect() == effect)
                .map(finding -> new EvaluationResult.Statement(finding.policy()))
                .toList();
    }

    /// Of statements that lack nothing but conditions.
    private static List<String> missing(List<Finding> statements) {
        var keys = new ArrayList<String>();
        for (var finding : statements) {
            if (finding.missing().stream().allMatch(Missing.Condition.class::isInstance)) {
                finding.missing().forEach(missing -> {
                    if (missing instanceof Missing.Condition condition
                            && !condition.present()
                            && !keys.contains(condition.key())) {
                        keys.add(condition.key());
                    }
                });
            }
        }
        return keys;
    }

    /// Policies that a request gives, by their places in it.
    ///
    /// @throws AwsException InvalidInput if one cannot be an identity policy
    static List<NamedPolicy> given(String list, @Nullable List<String> documents) {
        var given = new ArrayList<NamedPolicy>();
        for (var document : documents == null ? List.<String>of() : documents) {
            given.add(parsed(list + "." + (given.size() + 1), PolicyKind.IDENTITY, document));
        }
        return given;
    }

    /// @throws AwsException InvalidInput if it cannot be a boundary, or there are several
    static @Nullable NamedPolicy givenBoundary(@Nullable List<String> documents) {
        var given = given("PermissionsBoundaryPolicyInputList", documents);
        if (given.size() > 1) {
            throw IamError.INVALID_INPUT.because("At most one permissions boundary can be given.");
        }
        return given.isEmpty() ? null : given.getFirst();
    }

    /// @throws AwsException InvalidInput if it cannot be a resource-based policy
    static @Nullable NamedPolicy givenResource(@Nullable String document) {
        return document == null ? null : parsed("ResourcePolicy", PolicyKind.KEY, document);
    }

    private static NamedPolicy parsed(String name, PolicyKind kind, String document) {
        try {
            return new NamedPolicy(name, Policy.parse(kind, document));
        } catch (MalformedPolicyException e) {
            throw IamError.INVALID_INPUT.because("%s: %s", name, e.getMessage());
        }
    }
}
