package claviger.explain;

import claviger.policy.PolicySource;
import claviger.policy.Reason;
import org.jspecify.annotations.Nullable;

/// What a decision hangs on, as answers have it: a statement, a grant, or only words.
///
/// @param policyType such as `identity-based policy`, `null` where it is no statement
/// @param policyName `default` for a key policy
/// @param statement its place in the document, from 0
/// @param text all of it, for humans
public record Cause(
        @Nullable String policyType,
        @Nullable String policyName,
        @Nullable Integer statement,
        @Nullable String sid,
        @Nullable String grantId,
        String text) {

    static Cause of(Reason reason) {
        return switch (reason) {
            case Reason.ByStatement(var source, var policy, var index, var sid) ->
                new Cause(Words.of(source), policy, index, sid, null, Words.statement(source, policy, index, sid));
            case Reason.ByGrant(var id) -> words(id, "grant " + id);
            case Reason.RootUser() -> words(null, "the root user has every permission of its account");
            case Reason.NothingAllows(var source) -> words(null, "no " + Words.of(source) + " allows it");
            case Reason.NotAcrossAccounts() ->
                words(null, "the operation cannot be used on keys of another account, whatever policies say");
        };
    }

    /// The same, to somebody of another account than the resource's.
    static Cause hidingTheOwners(Reason reason) {
        return switch (reason) {
            case Reason.ByStatement(var source, var _, var _, var _)
            when source == PolicySource.RESOURCE || source == PolicySource.RESOURCE_CONTROL ->
                words(null, "a policy of the account that owns it");
            case Reason.ByGrant _ -> words(null, "a grant");
            default -> of(reason);
        };
    }

    private static Cause words(@Nullable String grantId, String text) {
        return new Cause(null, null, null, null, grantId, text);
    }
}
