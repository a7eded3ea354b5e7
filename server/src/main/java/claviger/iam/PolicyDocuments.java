package claviger.iam;

import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/// The texts of policies, as they are put, measured and shown.
public final class PolicyDocuments {

    private final Predicate<String> isJsonObject;

    public PolicyDocuments(Predicate<String> isJsonObject) {
        this.isJsonObject = isJsonObject;
    }

    /// The text itself, if it can be an identity policy.
    ///
    /// @throws claviger.call.AwsException MalformedPolicyDocument if it cannot
    public String identity(String document) {
        return object(document);
    }

    /// The text itself, if it can be a role's trust policy.
    ///
    /// @throws claviger.call.AwsException MalformedPolicyDocument if it cannot
    public String trust(String document) {
        return object(document);
    }

    private String object(String document) {
        if (!isJsonObject.test(document)) {
            throw IamError.MALFORMED_POLICY_DOCUMENT.because("Syntax errors in policy.");
        }
        return document;
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
