package claviger.sts;

import claviger.iam.GlobalKeys;
import claviger.policy.ConditionKey;
import claviger.policy.ContextValue;
import claviger.policy.ServerContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the server knows of an action of STS.
///
/// @param account that owns what the action is on
/// @param tags of the role, empty for anything else
/// @param mfaShown whether the request itself shows a code of an MFA device
record StsContext(GlobalKeys global, String account, Map<String, String> tags, boolean mfaShown)
        implements ServerContext {

    @Override
    public @Nullable ContextValue known(ConditionKey key) {
        if (mfaShown) {
            switch (key.name()) {
                case "aws:multifactorauthpresent" -> {
                    return new ContextValue.Single("true");
                }
                case "aws:multifactorauthage" -> {
                    return new ContextValue.Single("0");
                }
                default -> {} // nothing that a code changes
            }
        }
        return global.known(key, account, tags);
    }
}
