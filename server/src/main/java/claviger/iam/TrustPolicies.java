package claviger.iam;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Whether whom a trust policy names exists.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html>
final class TrustPolicies {

    private static final Pattern ROOT = Pattern.compile("[0-9]{12}|arn:aws:iam::[0-9]{12}:root");

    private static final Pattern IDENTITY = Pattern.compile(
            "arn:aws:iam::(?<account>[0-9]{12}):(?<kind>user|role)/([\\u0021-\\u007F]+/)*(?<name>[\\w+=,.@-]+)");

    private static final Pattern SESSION =
            Pattern.compile("arn:aws:sts::(?<account>[0-9]{12}):assumed-role/(?<name>[\\w+=,.@-]+)/[\\w+=,.@-]{2,64}");

    private static final Pattern FEDERATED_USER =
            Pattern.compile("arn:aws:sts::[0-9]{12}:federated-user/[\\w+=,.@-]{2,32}");

    private static final Pattern UNIQUE_ID = Pattern.compile("A(IDA|ROA)[A-Z0-9]{12,124}");

    private static final Pattern SERVICE =
            Pattern.compile("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*\\.amazonaws\\.com(\\.cn)?");

    private TrustPolicies() {}

    /// @param principals values by the types of principals
    /// @param identities what each account has in IAM
    /// @throws claviger.call.AwsException MalformedPolicyDocument for one that does not exist
    static void check(Map<String, List<String>> principals, Function<String, Identities> identities) {
        principals.forEach((type, values) -> values.forEach(value -> {
            var exists = value.equals("*")
                    || switch (type) {
                        case "AWS" -> exists(value, identities);
                        case "Service" -> SERVICE.matcher(value).matches();
                        case "Federated" -> !value.isBlank();
                        default -> false;
                    };
            if (!exists) {
                throw IamError.MALFORMED_POLICY_DOCUMENT.because(
                        "Invalid principal in policy: \"%s\":\"%s\"", type.toUpperCase(java.util.Locale.ROOT), value);
            }
        }));
    }

    private static boolean exists(String principal, Function<String, Identities> identities) {
        if (ROOT.matcher(principal).matches()
                || FEDERATED_USER.matcher(principal).matches()
                || UNIQUE_ID.matcher(principal).matches()) {
            return true;
        }
        var session = SESSION.matcher(principal);
        if (session.matches()) {
            var role = identities.apply(session.group("account")).roles().named(session.group("name"));
            return role != null && role.name().equals(session.group("name"));
        }
        var identity = IDENTITY.matcher(principal);
        if (!identity.matches()) {
            return false;
        }
        var there = identities.apply(identity.group("account"));
        var name = Objects.requireNonNull(identity.group("name"));
        Named found = identity.group("kind").equals("user")
                ? there.users().named(name)
                : there.roles().named(name);
        // The whole ARN, as it is written: its case and its path count.
        return found != null && found.arn().equals(principal);
    }
}
