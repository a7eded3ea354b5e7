package claviger.iam.managedpolicy;

import claviger.iam.IamError;
import claviger.iam.ManagedPolicy;

/// The names of versions.
final class PolicyVersions {

    private PolicyVersions() {}

    /// The number of a version that exists.
    ///
    /// @param id such as `v1`
    /// @throws claviger.call.AwsException NoSuchEntity if there is none of this id
    static int number(ManagedPolicy policy, String id) {
        for (int number : policy.versions().keySet()) {
            if (id.equals("v" + number)) {
                return number;
            }
        }
        throw IamError.NO_SUCH_ENTITY.because(
                "Policy %s version %s does not exist or is not attachable.", policy.arn(), id);
    }
}
