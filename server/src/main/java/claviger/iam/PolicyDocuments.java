package claviger.iam;

import claviger.call.AwsException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// The texts of policies, as they are put, measured and shown.
public final class PolicyDocuments {

    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>
    private static final int MOST_OF_MANAGED = 6144;

    private static final int MOST_OF_TRUST = 2048;

    private final Predicate<String> isJsonObject;
    private final Function<String, Optional<Map<String, List<String>>>> principals;

    /// @param principals the values by the types of the principals that a document names, empty
    /// if it is no policy     with principals
    public PolicyDocuments(
            Predicate<String> isJsonObject, Function<String, Optional<Map<String, List<String>>>> principals) {
        this.isJsonObject = isJsonObject;
        this.principals = principals;
    }

    /// The text itself, if it can be an identity policy.
    ///
    /// @throws claviger.call.AwsException MalformedPolicyDocument if it cannot
    public String identity(String document) {
        if (!isJsonObject.test(document)) {
            throw syntaxErrors();
        }
        return document;
    }

    /// The same for a managed policy.
    ///
    /// @throws claviger.call.AwsException LimitExceeded if it is too large, too
    public String managed(String document) {
        identity(document);
        if (size(document) > MOST_OF_MANAGED) {
            throw IamError.LIMIT_EXCEEDED.because("Cannot exceed quota for PolicySize: %s", MOST_OF_MANAGED);
        }
        return document;
    }

    /// The text itself, if it can be a role's trust policy.
    ///
    /// @param identities what each account has in IAM
    /// @throws claviger.call.AwsException MalformedPolicyDocument if it cannot, or names
    /// somebody who does not     exist, LimitExceeded if it is too large
    public String trust(String document, Function<String, Identities> identities) {
        identity(document);
        var named = principals.apply(document).orElseThrow(PolicyDocuments::syntaxErrors);
        TrustPolicies.check(named, identities);
        if (size(document) > MOST_OF_TRUST) {
            throw IamError.LIMIT_EXCEEDED.because("Cannot exceed quota for ACLSizePerRole: %s", MOST_OF_TRUST);
        }
        return document;
    }

    private static AwsException syntaxErrors() {
        return IamError.MALFORMED_POLICY_DOCUMENT.because("Syntax errors in policy.");
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
