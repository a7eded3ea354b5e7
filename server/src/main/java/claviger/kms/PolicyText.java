package claviger.kms;

import claviger.call.Region;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/// The text of a key policy, as it is put and kept.
public final class PolicyText {

    /// What characters a policy may hold.
    public static final String PATTERN = "[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+";

    private final Predicate<String> isJsonObject;
    private final int maxBytes;

    public PolicyText(Predicate<String> isJsonObject, ResourceQuotas quotas) {
        this.isJsonObject = isJsonObject;
        this.maxBytes = quotas.policyBytes();
    }

    /// The text itself, if it can be a key policy.
    ///
    /// @throws claviger.call.AwsException LimitExceededException if it is over its quota,
    ///     MalformedPolicyDocumentException if it is not a JSON object
    public String checked(String policy) {
        if (policy.getBytes(StandardCharsets.UTF_8).length > maxBytes) {
            throw KmsError.LIMIT_EXCEEDED.because("The key policy is larger than %s bytes.", maxBytes);
        }
        if (!isJsonObject.test(policy)) {
            throw KmsError.MALFORMED_POLICY_DOCUMENT.because("Policy contains invalid JSON");
        }
        return policy;
    }

    /// The policy of a key that was made without one: it leaves all to the IAM policies of its account.
    ///
    /// <https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html>
    public static String delegatingTo(String account, String region) {
        return """
                {
                  "Version" : "2012-10-17",
                  "Id" : "key-default-1",
                  "Statement" : [ {
                    "Sid" : "Enable IAM User Permissions",
                    "Effect" : "Allow",
                    "Principal" : {
                      "AWS" : "arn:%s:iam::%s:root"
                    },
                    "Action" : "kms:*",
                    "Resource" : "*"
                  } ]
                }""".formatted(Region.partition(region), account);
    }
}
