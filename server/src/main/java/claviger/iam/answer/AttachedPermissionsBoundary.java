package claviger.iam.answer;

import org.jspecify.annotations.Nullable;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachedPermissionsBoundary.html>
public record AttachedPermissionsBoundary(String permissionsBoundaryType, String permissionsBoundaryArn) {

    /// @param policyArn `null` for none
    public static @Nullable AttachedPermissionsBoundary of(@Nullable String policyArn) {
        return policyArn == null ? null : new AttachedPermissionsBoundary("Policy", policyArn);
    }
}
