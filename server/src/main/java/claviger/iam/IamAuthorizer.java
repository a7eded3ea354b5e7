package claviger.iam;

import claviger.call.Caller;
import claviger.call.Decision;
import java.util.List;
import java.util.Map;

/// Decides who may do what in IAM. The default is no: only the root user of an account may do
/// anything.
public final class IamAuthorizer {

    /// @param action such as `iam:CreateUser`
    /// @param resource the ARN of what it is on, or AWS's words where that has none
    /// @param context the values of the condition keys that the call sets; `aws:TagKeys` has
    /// many values, the others one
    /// @param identities what the caller's account has
    public Decision decide(
            Caller caller, String action, String resource, Map<String, List<String>> context, Identities identities) {
        return caller.isRoot()
                ? new Decision.Allowed()
                : new Decision.Denied(" because no identity-based policy allows the " + action + " action");
    }
}
