package claviger.sts;

import claviger.call.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All that a session is, as its token says it.
///
/// @param issuerId the unique id of the role, or of the user who asked for the session; of a root
///     user, the account
/// @param name of the role session or federated user, empty for a session of a user itself
/// @param issued by the wall clock, to the second
/// @param expires from this second on it is no longer good
/// @param mfaAt when a code of an MFA device was shown for it, `null` for never
/// @param policy the session policy that came with the request, `null` for none
/// @param policyArns of the managed policies that are session policies, too
public record SessionFacts(
        Caller.Type type,
        String issuerId,
        String name,
        Instant issued,
        Instant expires,
        @Nullable Instant mfaAt,
        Map<String, String> tags,
        Set<String> transitiveTagKeys,
        @Nullable String sourceIdentity,
        @Nullable String federatedProvider,
        @Nullable String policy,
        List<String> policyArns) {

    public SessionFacts {
        tags = Map.copyOf(tags);
        transitiveTagKeys = Set.copyOf(transitiveTagKeys);
        policyArns = List.copyOf(policyArns);
    }
}
