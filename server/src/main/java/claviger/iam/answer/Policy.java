package claviger.iam.answer;

import claviger.iam.ManagedPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A managed policy.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_Policy.html>
public record Policy(
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
        @Nullable List<Tag> tags) {

    /// @param attachments how many identities each policy is attached to
    /// @param boundaries how many it bounds
    /// @param whole with description and tags
    public static Policy of(
            ManagedPolicy policy, Map<String, Integer> attachments, Map<String, Integer> boundaries, boolean whole) {
        return new Policy(
                policy.name(),
                policy.id(),
                policy.arn(),
                policy.path(),
                PolicyVersion.id(policy.defaultVersion()),
                attachments.getOrDefault(policy.arn(), 0),
                boundaries.getOrDefault(policy.arn(), 0),
                true,
                whole ? policy.description() : null,
                policy.created(),
                policy.updated(),
                whole ? Tag.listed(policy.tags()) : null);
    }

    /// One that nothing hangs on yet. AWS shows its description to GetPolicy alone.
    public static Policy fresh(ManagedPolicy policy) {
        var whole = of(policy, Map.of(), Map.of(), true);
        return new Policy(
                whole.policyName,
                whole.policyId,
                whole.arn,
                whole.path,
                whole.defaultVersionId,
                0,
                0,
                true,
                null,
                whole.createDate,
                whole.updateDate,
                whole.tags);
    }
}
