package claviger.iam.answer;

import java.time.Instant;
import java.util.List;

/// A group with its policies.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GroupDetail.html>
public record GroupDetail(
        String path,
        String groupName,
        String groupId,
        String arn,
        Instant createDate,
        List<PolicyDetail> groupPolicyList,
        List<AttachedPolicy> attachedManagedPolicies) {}
