package claviger.kms;

/// How much there may be.
///
/// <https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html>
///
/// @param keysPerRegion of one account, in whatever state
/// @param policyBytes the length of a key policy in UTF-8
public record ResourceQuotas(int keysPerRegion, int aliasesPerKey, int grantsPerKey, int policyBytes) {

    /// AWS's own.
    public static final ResourceQuotas STANDARD = new ResourceQuotas(100_000, 50, 50_000, 32_768);

    /// @param usage how many keys there are in the Region
    /// @throws claviger.call.AwsException LimitExceededException if there can be no more
    public void admitKey(int usage) {
        admit("Key", keysPerRegion, usage);
    }

    /// @param usage how many aliases the key has
    /// @throws claviger.call.AwsException LimitExceededException if it can have no more
    public void admitAlias(int usage) {
        admit("Aliases per key", aliasesPerKey, usage);
    }

    /// @param usage how many grants there are on the key
    /// @throws claviger.call.AwsException LimitExceededException if there can be no more
    public void admitGrant(int usage) {
        admit("Grants per key", grantsPerKey, usage);
    }

    private static void admit(String what, int quota, int usage) {
        if (usage >= quota) {
            throw KmsError.LIMIT_EXCEEDED.because(
                    "%s quota for this account in this region is %s, current usage is %s.", what, quota, usage);
        }
    }
}
