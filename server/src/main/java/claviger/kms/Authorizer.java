package claviger.kms;

import claviger.call.Caller;
import claviger.call.Decision;

/// Decides who may do what. The default is no.
///
/// Only the root user of an account may do anything, and only with what the account owns. Key policies
/// are kept and shown, but nobody gains by them.
public final class Authorizer {

    /// @param action such as `kms:Encrypt`
    /// @param owner the account that owns the resource, or that the action is in
    public Decision decide(Caller caller, String action, String owner) {
        if (!caller.account().equals(owner)) {
            return new Decision.Denied(" because no resource-based policy allows the " + action + " action");
        }
        if (!caller.isRoot()) {
            return new Decision.Denied(" because no identity-based policy allows the " + action + " action");
        }
        return new Decision.Allowed();
    }

    /// Whether the caller may retire a grant: the grant says who, and the account that made it may too.
    ///
    /// <https://docs.aws.amazon.com/kms/latest/developerguide/grant-delete.html>
    public Decision decideToRetire(Caller caller, Grant grant) {
        var terms = grant.terms();
        var mayAsGrantee = terms.operations().contains(GrantOperation.RETIRE_GRANT)
                && caller.arn().equals(terms.grantee());
        return mayAsGrantee || caller.arn().equals(terms.retirer())
                ? new Decision.Allowed()
                : decide(caller, "kms:RetireGrant", grant.issuer());
    }
}
