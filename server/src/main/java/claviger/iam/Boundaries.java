package claviger.iam;

import org.jspecify.annotations.Nullable;

/// Permissions boundaries.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html>
public final class Boundaries {

    private Boundaries() {}

    /// The policy itself, if it can be a boundary.
    ///
    /// @param policyArn `null` for none
    /// @throws claviger.call.AwsException NoSuchEntity if there is no such policy
    public static @Nullable String checked(@Nullable String policyArn, IamLeave leave) {
        if (policyArn == null) {
            return null;
        }
        var policy = leave.identities().policy(Attachments.checked(policyArn));
        if (policy == null) {
            throw IamError.NO_SUCH_ENTITY.because("Scope ARN: %s does not exist or is not attachable.", policyArn);
        }
        leave.hangingOn(policy);
        return policyArn;
    }
}
