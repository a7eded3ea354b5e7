package claviger.iam;

/// How much of a kind an account may have.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>
public enum Quotas {
    USERS("UsersPerAccount", 5000),
    GROUPS("GroupsPerAccount", 300),
    ROLES("RolesPerAccount", 1000),
    POLICIES("PoliciesPerAccount", 1500),
    GROUPS_PER_USER("GroupsPerUser", 10),
    POLICIES_PER_USER("PoliciesPerUser", 10),
    POLICIES_PER_GROUP("PoliciesPerGroup", 10),
    POLICIES_PER_ROLE("PoliciesPerRole", 10);

    private final String awsName;
    private final int most;

    Quotas(String awsName, int most) {
        this.awsName = awsName;
        this.most = most;
    }

    public int most() {
        return most;
    }

    /// @param usage how many there are
    /// @throws claviger.call.AwsException LimitExceeded if there can be no more
    public void admit(int usage) {
        if (usage >= most) {
            throw IamError.LIMIT_EXCEEDED.because("Cannot exceed quota for %s: %s", awsName, most);
        }
    }
}
