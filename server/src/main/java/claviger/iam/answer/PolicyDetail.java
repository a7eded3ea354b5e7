package claviger.iam.answer;

import claviger.iam.PolicyDocuments;
import java.util.List;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_PolicyDetail.html>
public record PolicyDetail(String policyName, String policyDocument) {

    /// The inline policies of an identity, in the order of their names.
    public static List<PolicyDetail> of(claviger.iam.Identity identity) {
        return new java.util.TreeMap<>(identity.policies().inline())
                .entrySet().stream()
                        .map(policy -> new PolicyDetail(policy.getKey(), PolicyDocuments.encoded(policy.getValue())))
                        .toList();
    }
}
