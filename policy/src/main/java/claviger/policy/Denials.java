package claviger.policy;

import claviger.policy.Decision.Denied;

/// Refusals in AWS's words.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html>
final class Denials {

    private Denials() {}

    static Denied explicit(AccessRequest request, Reason.ByStatement reason) {
        var message = reason.source() == PolicySource.RESOURCE && !request.isSameAccount()
                ? unseen(request)
                : start(request) + " on resource: " + request.resource() + " with an explicit deny in "
                        + reason.source().withArticle();
        return new Denied(true, reason, message);
    }

    static Denied nothingAllows(AccessRequest request, PolicySource source) {
        var message = source == PolicySource.RESOURCE && !request.isSameAccount()
                ? unseen(request)
                : start(request) + " on resource: " + request.resource() + " because no " + source.noun()
                        + " allows the " + request.action() + " action";
        return new Denied(false, new Reason.NothingAllows(source), message);
    }

    static Denied notAcrossAccounts(AccessRequest request) {
        return new Denied(false, new Reason.NotAcrossAccounts(), unseen(request));
    }

    /// To who is of another account, whether the resource is there is told by nothing.
    private static String unseen(AccessRequest request) {
        return start(request) + " on this resource because the resource does not exist in this Region, no"
                + " resource-based policies allow access, or a resource-based policy explicitly denies access";
    }

    private static String start(AccessRequest request) {
        return "User: " + request.requester().arn() + " is not authorized to perform: " + request.action();
    }
}
