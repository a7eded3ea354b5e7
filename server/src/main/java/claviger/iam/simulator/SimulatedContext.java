package claviger.iam.simulator;

import claviger.policy.ConditionKey;
import claviger.policy.ContextValue;
import claviger.policy.DecisionContext;
import claviger.policy.RequestContext;
import claviger.policy.ServerContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a simulated request is said to be: nothing is known besides.
record SimulatedContext(Map<ConditionKey, ContextValue> values) implements RequestContext, ServerContext {

    static DecisionContext of(@Nullable List<ContextEntry> entries) {
        var values = new HashMap<ConditionKey, ContextValue>();
        for (var entry : entries == null ? List.<ContextEntry>of() : entries) {
            var given = entry.contextKeyValues();
            if (entry.contextKeyName() == null || given == null || given.isEmpty()) {
                continue;
            }
            values.put(
                    ConditionKey.of(entry.contextKeyName()),
                    entry.isList() ? new ContextValue.Multi(given) : new ContextValue.Single(given.getFirst()));
        }
        var context = new SimulatedContext(Map.copyOf(values));
        return new DecisionContext(context, context);
    }

    @Override
    public @Nullable ContextValue said(ConditionKey key) {
        return values.get(key);
    }

    @Override
    public @Nullable ContextValue known(ConditionKey key) {
        return values.get(key);
    }

    /// The simulator has no grants, which alone look at it as a whole.
    @Override
    public Map<String, String> encryptionContext() {
        return Map.of();
    }
}
