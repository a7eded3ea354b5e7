package claviger.iam;

import claviger.policy.MalformedPolicyException;
import claviger.policy.Policy;
import claviger.policy.PolicyKind;
import java.nio.charset.StandardCharsets;

/// The texts of policies, as they are put, measured and shown.
public final class PolicyDocuments {

    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>
    private static final int MOST_OF_MANAGED = 6144;

    private static final int MOST_OF_TRUST = 2048;

    /// The text itself, if it can be an identity policy.
    ///
    /// @throws claviger.call.AwsException MalformedPolicyDocument if it cannot
    public String identity(String document) {
        return parsed(PolicyKind.IDENTITY, document).text();
    }

    /// The same for a managed policy.
    ///
    /// @throws claviger.call.AwsException LimitExceeded if it is too large, too
    public String managed(String document) {
        var text = identity(document);
        if (size(document) > MOST_OF_MANAGED) {
            throw IamError.LIMIT_EXCEEDED.because("Cannot exceed quota for PolicySize: %s", MOST_OF_MANAGED);
        }
        return text;
    }

    /// The text of a role's trust policy as it is kept: with unique ids in the places of users and roles.
    ///
    /// @throws claviger.call.AwsException MalformedPolicyDocument if it cannot be one, or names whom there is not,
    ///     LimitExceeded if it is too large
    public String trust(String document, Directory directory) {
        var policy = parsed(PolicyKind.TRUST, document);
        if (size(document) > MOST_OF_TRUST) {
            throw IamError.LIMIT_EXCEEDED.because("Cannot exceed quota for ACLSizePerRole: %s", MOST_OF_TRUST);
        }
        try {
            return Binding.bound(policy, directory);
        } catch (Binding.UnknownPrincipalException e) {
            throw IamError.MALFORMED_POLICY_DOCUMENT.because(
                    "Invalid principal in policy: \"AWS\":\"%s\"", e.principal());
        }
    }

    /// A trust policy as it is shown: with the ARNs of users and roles that are still there.
    public static String shownTrust(String kept, Directory directory) {
        return Binding.shown(PolicyKind.TRUST, kept, directory);
    }

    private static Policy parsed(PolicyKind kind, String document) {
        try {
            return Policy.parse(kind, document);
        } catch (MalformedPolicyException e) {
            throw IamError.MALFORMED_POLICY_DOCUMENT.because("%s", e.getMessage());
        }
    }

    /// The characters of a document that count: all but white space.
    ///
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>
    public static int size(String document) {
        return (int) document.chars().filter(c -> !Character.isWhitespace(c)).count();
    }

    /// The text as answers show it: percent-encoded, as RFC 3986, section 2, says.
    public static String encoded(String document) {
        var encoded = new StringBuilder(document.length() * 2);
        for (byte octet : document.getBytes(StandardCharsets.UTF_8)) {
            var c = (char) (octet & 0xFF);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0)) {
                encoded.append(c);
            } else {
                encoded.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 0xF, 16)));
            }
        }
        return encoded.toString();
    }
}
