package claviger.policy;

import org.jspecify.annotations.Nullable;

/// What the server knows of a request: its caller, its key, the time, the network.
@FunctionalInterface
public interface ServerContext {

    /// @param key one that is not said by requests; asked only when a statement needs it
    /// @return `null` when there is no such key for this request
    @Nullable
    ContextValue known(ConditionKey key);
}
