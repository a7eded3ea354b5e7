package claviger.policy.scenario;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One request and everything a decision on it rests on, in plain types: what the engine and the plain evaluator are
/// both given.
///
/// @param caller who asks
/// @param action such as `kms:Encrypt`, in the service's spelling
/// @param resource the ARN of what it is on, `*` for none
/// @param resourceAccount the account that owns the resource; the caller's own where there is none
/// @param keyPolicy the JSON of the key's policy, `null` where the action has no resource policy
/// @param identityPolicies the JSON of what is attached to the user or role and the user's groups; for a federated
/// user,
///     of the user who issued the session
/// @param boundary the JSON of the permissions boundary, `null` for none
/// @param sessionPolicies the JSON of the session's policies, whose union counts; `null` for a session made without
/// @param serviceControl levels of the caller's organization, every one of which must allow; each level is a union of
///     documents; empty for none
/// @param resourceControl the same for the account of the resource
/// @param grants the grants on the key
/// @param context what the request is known by, under each condition key's name in any case
public record Scenario(
        Who caller,
        String action,
        String resource,
        String resourceAccount,
        @Nullable String keyPolicy,
        List<String> identityPolicies,
        @Nullable String boundary,
        @Nullable List<String> sessionPolicies,
        List<List<String>> serviceControl,
        List<List<String>> resourceControl,
        List<GrantFacts> grants,
        Map<String, ContextValue> context) {

    /// Who asks.
    public sealed interface Who {

        String account();

        record Root(String account) implements Who {}

        /// @param arn such as `arn:aws:iam::111122223333:user/team/alice`
        /// @param id such as `AIDA…`
        record User(String account, String arn, String id) implements Who {}

        /// @param roleArn such as `arn:aws:iam::111122223333:role/team/deploy`, with its path
        /// @param roleId such as `AROA…`
        /// @param session the session's name
        record RoleSession(String account, String roleArn, String roleId, String session) implements Who {}

        /// @param name of the federated user
        /// @param issuerArn the ARN of the user who called GetFederationToken
        record FederatedUser(String account, String name, String issuerArn, String issuerId) implements Who {}

        /// A service for itself. @param name such as `cloudtrail.amazonaws.com`
        record Service(String account, String name) implements Who {}
    }

    /// The values of a condition key. @param multi whether the key is one of many values, whatever their number
    public record ContextValue(boolean multi, List<String> values) {}

    /// A grant on the key.
    ///
    /// @param grantee an ARN, or a service's name
    /// @param operations such as `Encrypt`, without `kms:`
    /// @param contextEquals `null` for no such constraint
    /// @param contextSubset `null` for no such constraint
    /// @param sourceArn `null` for no such constraint
    public record GrantFacts(
            String grantee,
            List<String> operations,
            @Nullable Map<String, String> contextEquals,
            @Nullable Map<String, String> contextSubset,
            @Nullable String sourceArn) {}

    /// What the answer must be.
    public enum Verdict {
        ALLOWED,
        /// A Deny statement applies.
        EXPLICITLY_DENIED,
        /// Nothing allows.
        NOT_ALLOWED
    }
}
