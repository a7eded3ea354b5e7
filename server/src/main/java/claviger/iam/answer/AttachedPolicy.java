package claviger.iam.answer;

import claviger.iam.Attachments;
import java.util.List;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachedPolicy.html>
public record AttachedPolicy(String policyName, String policyArn) {

    /// The managed policies that are attached to an identity, in the order of their names.
    public static List<AttachedPolicy> of(claviger.iam.Identity identity) {
        return Attachments.named(identity, null).entrySet().stream()
                .map(policy -> new AttachedPolicy(policy.getKey(), policy.getValue()))
                .toList();
    }
}
