package claviger.policy.scenario;

import claviger.policy.AccessRequest;
import claviger.policy.Authorization;
import claviger.policy.ConditionKey;
import claviger.policy.ContextValue;
import claviger.policy.Decision;
import claviger.policy.DecisionContext;
import claviger.policy.GrantSource;
import claviger.policy.GrantTerms;
import claviger.policy.NamedPolicy;
import claviger.policy.Policies;
import claviger.policy.Policy;
import claviger.policy.PolicyKind;
import claviger.policy.RequestContext;
import claviger.policy.Requester;
import claviger.policy.scenario.Scenario.Verdict;
import claviger.policy.scenario.Scenario.Who;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The engine, given a scenario.
public final class Engine {

    private static final String PAIR = "kms:encryptioncontext:";

    private Engine() {}

    /// What the engine decides.
    public static Verdict decide(Scenario scenario) {
        return switch (decision(scenario)) {
            case Decision.Allowed _ -> Verdict.ALLOWED;
            case Decision.Denied denied -> denied.explicit() ? Verdict.EXPLICITLY_DENIED : Verdict.NOT_ALLOWED;
        };
    }

    /// What the engine decides, with its reason.
    public static Decision decision(Scenario scenario) {
        return Authorization.decide(request(scenario), policies(scenario), grants(scenario));
    }

    public static GrantSource grants(Scenario scenario) {
        return grantee -> scenario.grants().stream()
                .filter(grant -> grant.grantee().equals(grantee))
                .map(grant -> new GrantTerms(
                        "grant",
                        Set.copyOf(grant.operations()),
                        grant.contextEquals(),
                        grant.contextSubset(),
                        grant.sourceArn()))
                .toList();
    }

    public static AccessRequest request(Scenario scenario) {
        return new AccessRequest(
                requester(scenario.caller()),
                scenario.action(),
                scenario.resource(),
                scenario.resourceAccount(),
                context(scenario));
    }

    private static Requester requester(Who who) {
        return switch (who) {
            case Who.Root(var account) -> new Requester.Root(account);
            case Who.User(var account, var arn, var id) -> new Requester.User(account, arn, id);
            case Who.RoleSession(var account, var arn, var id, var session) ->
                new Requester.RoleSession(account, arn, id, session);
            case Who.FederatedUser(var account, var name, var arn, var id) ->
                new Requester.FederatedUser(account, name, arn, id);
            case Who.Service(var account, var name) -> new Requester.Service(account, name);
        };
    }

    public static Policies policies(Scenario scenario) {
        var session = scenario.sessionPolicies();
        return new Policies(
                one(PolicyKind.KEY, scenario.keyPolicy()),
                all(PolicyKind.IDENTITY, scenario.identityPolicies()),
                one(PolicyKind.IDENTITY, scenario.boundary()),
                session == null ? null : all(PolicyKind.IDENTITY, session),
                levels(PolicyKind.SERVICE_CONTROL, scenario.serviceControl()),
                levels(PolicyKind.RESOURCE_CONTROL, scenario.resourceControl()));
    }

    private static List<List<NamedPolicy>> levels(PolicyKind kind, List<List<String>> levels) {
        return levels.stream().map(level -> all(kind, level)).toList();
    }

    private static List<NamedPolicy> all(PolicyKind kind, List<String> documents) {
        return documents.stream()
                .map(text -> new NamedPolicy("policy", Policy.parse(kind, text)))
                .toList();
    }

    private static @Nullable NamedPolicy one(PolicyKind kind, @Nullable String document) {
        return document == null ? null : new NamedPolicy("policy", Policy.parse(kind, document));
    }

    private static DecisionContext context(Scenario scenario) {
        var values = new HashMap<ConditionKey, ContextValue>();
        var pairs = new HashMap<String, String>();
        scenario.context().forEach((name, value) -> {
            var key = ConditionKey.of(name);
            if (key.family() == ConditionKey.Family.ENCRYPTION_CONTEXT) {
                pairs.put(name.substring(PAIR.length()), value.values().getFirst());
            }
            if (value.multi()) {
                values.put(key, new ContextValue.Multi(value.values()));
            } else if (!value.values().isEmpty()) {
                values.put(key, new ContextValue.Single(value.values().getFirst()));
            }
        });
        return new DecisionContext(
                new RequestContext() {
                    @Override
                    public @Nullable ContextValue said(ConditionKey key) {
                        return values.get(key);
                    }

                    @Override
                    public Map<String, String> encryptionContext() {
                        return pairs;
                    }
                },
                values::get);
    }
}
