package claviger.sts;

import claviger.call.AwsException;
import claviger.call.CommonError;
import claviger.iam.Identities;
import claviger.policy.MalformedPolicyException;
import claviger.policy.Policy;
import claviger.policy.PolicyKind;
import claviger.sts.answer.PolicyDescriptorType;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Policies that a request passes to limit the session it opens.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session>
public final class SessionPolicies {

    private static final int MOST_ARNS = 10;

    private SessionPolicies() {}

    /// @throws AwsException MalformedPolicyDocument if it is no identity policy
    public static void check(@Nullable String document) {
        if (document == null) {
            return;
        }
        try {
            Policy.parse(PolicyKind.IDENTITY, document);
        } catch (MalformedPolicyException e) {
            throw StsError.MALFORMED_POLICY_DOCUMENT.because("%s", e.getMessage());
        }
    }

    /// The ARNs of managed policies, if each is there.
    ///
    /// @param identities of the account that the session will be in
    /// @throws AwsException ValidationError if there are too many, or one is not there
    public static List<String> arns(List<PolicyDescriptorType> named, Identities identities) {
        var arns = named.stream()
                .map(PolicyDescriptorType::arn)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        if (arns.size() > MOST_ARNS) {
            throw CommonError.VALIDATION.because("At most %s managed policies can be passed.", MOST_ARNS);
        }
        for (var arn : arns) {
            if (identities.policy(arn) == null) {
                throw CommonError.VALIDATION.because("Policy %s does not exist or is not attachable.", arn);
            }
        }
        return arns;
    }
}
