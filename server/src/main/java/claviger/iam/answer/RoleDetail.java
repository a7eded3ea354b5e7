package claviger.iam.answer;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A role with its policies.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_RoleDetail.html>
public record RoleDetail(
        String path,
        String roleName,
        String roleId,
        String arn,
        Instant createDate,
        String assumeRolePolicyDocument,
        List<PolicyDetail> rolePolicyList,
        List<AttachedPolicy> attachedManagedPolicies,
        @Nullable AttachedPermissionsBoundary permissionsBoundary,
        @Nullable List<Tag> tags,
        RoleLastUsed roleLastUsed) {}
