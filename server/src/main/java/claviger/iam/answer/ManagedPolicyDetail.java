package claviger.iam.answer;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A managed policy with its versions.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ManagedPolicyDetail.html>
public record ManagedPolicyDetail(
        String policyName,
        String policyId,
        String arn,
        String path,
        String defaultVersionId,
        Integer attachmentCount,
        Integer permissionsBoundaryUsageCount,
        boolean isAttachable,
        @Nullable String description,
        Instant createDate,
        Instant updateDate,
        List<PolicyVersion> policyVersionList) {}
