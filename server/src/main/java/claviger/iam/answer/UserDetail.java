package claviger.iam.answer;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A user with its policies.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UserDetail.html>
public record UserDetail(
        String path,
        String userName,
        String userId,
        String arn,
        Instant createDate,
        List<PolicyDetail> userPolicyList,
        List<String> groupList,
        List<AttachedPolicy> attachedManagedPolicies,
        @Nullable AttachedPermissionsBoundary permissionsBoundary,
        @Nullable List<Tag> tags) {}
