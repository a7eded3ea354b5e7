package claviger.policy;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a request says of itself: its parameters, tags and encryption context.
public interface RequestContext {

    /// @param key one that [is said by requests][ConditionKey#isSaidByRequest()]; asked only when
    ///     a statement needs it
    /// @return `null` when the request does not have it
    @Nullable
    ContextValue said(ConditionKey key);

    /// The whole encryption context, names as sent; empty for none. Grants compare it as a whole.
    Map<String, String> encryptionContext();
}
