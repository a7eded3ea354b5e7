package claviger.kms;

import claviger.call.AwsException;
import claviger.call.Region;
import claviger.iam.Binding;
import claviger.iam.Directory;
import claviger.policy.MalformedPolicyException;
import claviger.policy.Policy;
import claviger.policy.PolicyKind;
import org.jspecify.annotations.Nullable;

/// The text of a key policy, as it is put, kept and shown.
public final class PolicyText {

    /// What characters a policy may hold.
    public static final String PATTERN = "[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+";

    private static final String INVALID_PRINCIPALS = "Policy contains a statement with one or more invalid principals.";

    private final int maxBytes;

    public PolicyText(ResourceQuotas quotas) {
        this.maxBytes = quotas.policyBytes();
    }

    /// The policy of a key that a caller puts: with unique ids in the places of users and roles, as it is kept.
    ///
    /// @param bypass whether the caller may lock itself out
    /// @param properties of the key
    /// @throws AwsException LimitExceededException if it is over its quota, MalformedPolicyDocumentException if
    ///     it is none, names whom there is not, or would not let the caller put another
    public String put(String text, @Nullable Boolean bypass, Leave leave, String keyArn, KeyProperties properties) {
        var bound = bound(text, leave.directory());
        if (!Boolean.TRUE.equals(bypass) && !leave.keepsControl(keyArn, properties, bound)) {
            throw KmsError.MALFORMED_POLICY_DOCUMENT.because(
                    "The new key policy will not allow you to update the key policy in the future.");
        }
        return bound;
    }

    /// A policy with unique ids in the places of users and roles, whoever may put it.
    ///
    /// @throws AwsException as [#put], but for the last reason
    public String bound(String text, Directory directory) {
        try {
            return Binding.bound(parsed(text), directory);
        } catch (Binding.UnknownPrincipalException e) {
            throw KmsError.MALFORMED_POLICY_DOCUMENT.because(INVALID_PRINCIPALS);
        }
    }

    /// The same where nobody puts it, but a file: whoever it names and is not there yet can come later.
    ///
    /// @throws AwsException as [#put], but for the last two reasons
    public String declared(String text, Directory directory) {
        return Binding.boundWherePossible(parsed(text), directory);
    }

    private Policy parsed(String text) {
        try {
            return Policy.parse(PolicyKind.KEY, text, maxBytes);
        } catch (MalformedPolicyException e) {
            throw switch (e.fault()) {
                case TOO_LONG -> KmsError.LIMIT_EXCEEDED.because("The key policy is larger than %s bytes.", maxBytes);
                case PRINCIPAL -> KmsError.MALFORMED_POLICY_DOCUMENT.because(INVALID_PRINCIPALS);
                default -> KmsError.MALFORMED_POLICY_DOCUMENT.because("%s", e.getMessage());
            };
        }
    }

    /// A policy as it is shown: with the ARNs of users and roles that are still there.
    public static String shown(String kept, Directory directory) {
        return Binding.shown(PolicyKind.KEY, kept, directory);
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
