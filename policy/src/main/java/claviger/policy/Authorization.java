package claviger.policy;

import claviger.policy.Decision.Allowed;
import claviger.policy.Decision.Denied;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The decision, as a pure function of what is asked and of every policy and grant that has a
/// say.
///
/// <https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html> and
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html>
public final class Authorization {

    private Authorization() {}

    /// Whether a caller may do what it asks, to a key or, where policies have no resource policy,
    /// to anything that only identity policies speak of.
    ///
    /// @param grants on the key; asked only if policies neither allow nor deny
    public static Decision decide(AccessRequest request, Policies policies, GrantSource grants) {
        var findings = Findings.of(request, policies);
        var denied = deniedAnyway(request, findings);
        if (denied != null) {
            return denied;
        }
        if (isNoPrincipalOfAnAccount(request)) {
            return decideByResource(request, findings, grants);
        }
        if (!request.isSameAccount() && !KmsActions.mayCrossAccounts(request.lowerAction())) {
            return Denials.notAcrossAccounts(request);
        }
        if (policies.resource() == null || !KmsActions.mayBeAllowedByKeyPolicy(request.lowerAction())) {
            // Identity policies have the only say, and do not reach into another account. Of what
            // is left of these, RetireGrant can be allowed by a grant.
            var byIdentity = request.isSameAccount()
                    ? decideByIdentity(request, findings)
                    : Denials.nothingAllows(request, PolicySource.IDENTITY);
            return byIdentity.isAllowed() ? byIdentity : orByGrant(request, findings, grants, byIdentity);
        }
        var byPolicies = decideByBoth(request, findings, findings.naming());
        return byPolicies.isAllowed() ? byPolicies : orByGrant(request, findings, grants, byPolicies);
    }

    /// Whether a caller may assume a role, or do with the session what the trust policy has a say
    /// in, such as tag it.
    ///
    /// @param policies the caller's, and as the resource's the trust policy
    /// @throws NullPointerException when there is no trust policy
    public static Decision decideTrust(AccessRequest request, Policies policies) {
        Objects.requireNonNull(policies.resource());
        var findings = Findings.of(request, policies);
        var denied = deniedAnyway(request, findings);
        if (denied != null) {
            return denied;
        }
        if (isNoPrincipalOfAnAccount(request)) {
            return decideByResource(request, findings, GrantSource.NONE);
        }
        // A role that assumes itself must be named: that its account is trusted is not enough.
        // https://aws.amazon.com/blogs/security/announcing-an-update-to-iam-role-trust-policy-behavior/
        boolean itself = request.requester() instanceof Requester.RoleSession session
                && session.roleArn().equals(request.resource());
        var naming = itself && findings.naming() == Naming.ACCOUNT ? Naming.NONE : findings.naming();
        return decideByBoth(request, findings, naming);
    }

    /// Whether a caller who sets this key policy could set another one afterwards. Grants do not
    /// count.
    ///
    /// <https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html>
    ///
    /// @param request to do `kms:PutKeyPolicy`, as if directly and now
    /// @param policies the caller's, and as the resource's the new key policy
    public static boolean keepsControl(AccessRequest request, Policies policies) {
        return decide(request.withAction("kms:PutKeyPolicy"), policies, GrantSource.NONE)
                .isAllowed();
    }

    private static @Nullable Denied deniedAnyway(AccessRequest request, Findings findings) {
        var denial = findings.denial();
        if (denial != null) {
            return Denials.explicit(request, denial);
        }
        var missing = findings.controlMissing();
        return missing == null ? null : Denials.nothingAllows(request, missing);
    }

    private static boolean isNoPrincipalOfAnAccount(AccessRequest request) {
        return request.requester() instanceof Requester.Service || request.requester() instanceof Requester.WebIdentity;
    }

    private static Decision decideByIdentity(AccessRequest request, Findings findings) {
        var allow = findings.identityAllow();
        return allow != null && findings.withinLimits()
                ? new Allowed(allow)
                : Denials.nothingAllows(request, findings.missingOnCallersSide(true));
    }

    private static Decision decideByResource(AccessRequest request, Findings findings, GrantSource grants) {
        var allow = findings.resourceAllow();
        return allow != null && KmsActions.mayBeAllowedByKeyPolicy(request.lowerAction())
                ? new Allowed(allow)
                : orByGrant(request, findings, grants, Denials.nothingAllows(request, PolicySource.RESOURCE));
    }

    private static Decision decideByBoth(AccessRequest request, Findings findings, Naming naming) {
        var allow = findings.resourceAllow();
        if (allow == null || naming == Naming.NONE) {
            return Denials.nothingAllows(request, PolicySource.RESOURCE);
        }
        boolean identityNeeded = !request.isSameAccount() || naming == Naming.ACCOUNT;
        boolean limitsCount = !request.isSameAccount() || naming != Naming.DIRECT;
        return (!identityNeeded || findings.identityAllow() != null) && (!limitsCount || findings.withinLimits())
                ? new Allowed(allow)
                : Denials.nothingAllows(request, findings.missingOnCallersSide(identityNeeded));
    }

    /// A grant to a user or session is like a key policy that names it, one to a role like one
    /// that names the role, and one to an account leaves it to identity policies. Of another
    /// account, who is named needs nothing else.
    private static Decision orByGrant(
            AccessRequest request, Findings findings, GrantSource grants, Decision otherwise) {
        var id = grant(request, grants, request.requester().arn());
        if (id == null && request.requester() instanceof Requester.User user) {
            id = grant(request, grants, user.id());
        }
        if (id == null && findings.withinLimits() && request.requester() instanceof Requester.RoleSession session) {
            id = grant(request, grants, session.roleArn());
            id = id == null ? grant(request, grants, session.roleId()) : id;
        }
        if (id == null
                && findings.withinLimits()
                && findings.identityAllow() != null
                && !isNoPrincipalOfAnAccount(request)) {
            id = grant(request, grants, new Requester.Root(request.requester().account()).arn());
        }
        return id == null ? otherwise : new Allowed(new Reason.ByGrant(id));
    }

    private static @Nullable String grant(AccessRequest request, GrantSource grants, String grantee) {
        for (var terms : grants.grantedTo(grantee)) {
            if (terms.permit(request)) {
                return terms.id();
            }
        }
        return null;
    }
}
