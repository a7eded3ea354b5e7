package claviger.policy;

import org.jspecify.annotations.Nullable;

/// What a decision hangs on.
public sealed interface Reason {

    /// A statement of a policy.
    ///
    /// @param policy the policy's name
    /// @param index of the statement in the document, from 0
    /// @param sid `null` when the statement has none
    record ByStatement(
            PolicySource source,
            String policy,
            int index,
            @Nullable String sid) implements Reason {}

    /// A grant.
    record ByGrant(String grantId) implements Reason {}

    /// The root user of an account has every permission that its account has.
    record RootUser() implements Reason {}

    /// No policy of this kind allows it.
    record NothingAllows(PolicySource source) implements Reason {}

    /// The operation is of no use on another account's resources, whatever policies say.
    record NotAcrossAccounts() implements Reason {}
}
