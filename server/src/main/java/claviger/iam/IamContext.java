package claviger.iam;

import claviger.call.Noun;
import claviger.policy.ConditionKey;
import claviger.policy.ContextValue;
import claviger.policy.ServerContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the server knows of an action on something of IAM's, by the names of condition keys.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html>
///
/// @param noun what the action is on, `null` for nothing that is there
/// @param needs says which boundary the request sets, or whether the one that is there is a fact of the request
record IamContext(GlobalKeys global, @Nullable Noun noun, IamNeeds needs) implements ServerContext {

    private static final String TAG = "iam:resourcetag/";

    @Override
    public @Nullable ContextValue known(ConditionKey key) {
        if (key.name().equals("iam:permissionsboundary")) {
            var boundary = needs.newBoundary() != null
                    ? needs.newBoundary()
                    : needs.withBoundary() && noun instanceof Bounded bounded ? bounded.boundary() : null;
            return boundary == null ? null : new ContextValue.Single(boundary);
        }
        var known = key.name().startsWith(TAG)
                ? ConditionKey.of("aws:ResourceTag/" + key.name().substring(TAG.length()))
                : key;
        var tags = noun instanceof Tagged tagged ? tagged.tags() : Map.<String, String>of();
        return global.known(known, global.caller().account(), tags);
    }
}
