package claviger.iam.account;

import static claviger.call.Operation.Outcome.answer;

import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;
import claviger.iam.Quotas;
import java.util.Map;
import java.util.TreeMap;

/// Tells how much an account has, and may have.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html>
public final class GetAccountSummary implements IamOperation<GetAccountSummary.Request, GetAccountSummary.Response> {

    public record Request() {}

    public record Response(Map<String, Integer> summaryMap) {}

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.account();
    }

    @Override
    public Outcome<Response> handle(Request request, IamLeave leave) {
        var all = leave.identities();
        var summary = new TreeMap<String, Integer>();
        summary.put("Users", all.users().size());
        summary.put("UsersQuota", Quotas.USERS.most());
        summary.put("Groups", all.groups().size());
        summary.put("GroupsQuota", Quotas.GROUPS.most());
        summary.put("Roles", all.roles().size());
        summary.put("RolesQuota", Quotas.ROLES.most());
        summary.put("Policies", all.policies().size());
        summary.put("PoliciesQuota", Quotas.POLICIES.most());
        summary.put(
                "PolicyVersionsInUse",
                all.policies().byName().values().stream()
                        .mapToInt(policy -> policy.versions().size())
                        .sum());
        summary.put("VersionsPerPolicyQuota", 5);
        summary.put("PolicySizeQuota", 6144);
        summary.put("UserPolicySizeQuota", 2048);
        summary.put("GroupPolicySizeQuota", 5120);
        summary.put("RolePolicySizeQuota", 10_240);
        summary.put("AssumeRolePolicySizeQuota", 2048);
        summary.put("GroupsPerUserQuota", Quotas.GROUPS_PER_USER.most());
        summary.put("AttachedPoliciesPerUserQuota", Quotas.POLICIES_PER_USER.most());
        summary.put("AttachedPoliciesPerGroupQuota", Quotas.POLICIES_PER_GROUP.most());
        summary.put("AttachedPoliciesPerRoleQuota", Quotas.POLICIES_PER_ROLE.most());
        summary.put("AccessKeysPerUserQuota", 2);
        summary.put("AccountAccessKeysPresent", all.accessKeys(null).isEmpty() ? 0 : 1);
        summary.put("InstanceProfiles", 0);
        summary.put("ServerCertificates", 0);
        return answer(new Response(summary));
    }
}
