package claviger.policy;

import org.jspecify.annotations.Nullable;

/// Both halves of what is known. Each key belongs to one half, by its name alone, so what a
/// request says can never stand in for what the server knows, not even where the server knows
/// nothing.
///
/// @param request what the request says
/// @param server what the server knows
public record DecisionContext(RequestContext request, ServerContext server) {

    @Nullable
    ContextValue value(ConditionKey key) {
        var value = key.isSaidByRequest() ? request.said(key) : server.known(key);
        return value instanceof ContextValue.Multi(var values) && values.isEmpty() ? null : value;
    }
}
