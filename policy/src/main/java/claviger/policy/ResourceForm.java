package claviger.policy;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What may stand in Resource and NotResource.
final class ResourceForm {

    private static final Set<String> PARTITIONS =
            Set.of("aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-eusc");

    private static final String IAM_PATHS = "user/, federated-user/, role/, group/, instance-profile/, mfa/,"
            + " server-certificate/, policy/, sms-mfa/, saml-provider/, oidc-provider/, report/, access-report/";

    private ResourceForm() {}

    static boolean passesLegacyParsing(String resource) {
        var parts = resource.split(":", 6);
        boolean cutShort = resource.contains("::") && parts.length < 6;
        return !cutShort && (parts.length < 3 || !parts[2].isEmpty());
    }

    /// @return IAM's words for what is wrong, or `null`
    static @Nullable String fault(String resource) {
        if (resource.equals("*")) {
            return null;
        }
        var parts = resource.split(":", 6);
        if (parts.length < 2 || !parts[0].equals("arn")) {
            return notAnArn(resource);
        }
        var partition = parts[1];
        if (!PARTITIONS.contains(partition) && !isPattern(partition)) {
            return "Partition \"" + partition + "\" is not valid for resource \"" + resource + "\".";
        }
        if (parts.length < 3 || isPattern(parts[2])) {
            return "Resource vendor must be fully qualified and cannot contain regexes.";
        }
        if (parts.length < 6) {
            return notAnArn(resource);
        }
        return parts[2].equals("iam") ? iamFault(resource, parts[3], parts[5]) : null;
    }

    private static @Nullable String iamFault(String resource, String region, String path) {
        if (!region.isEmpty()) {
            return "IAM resource " + resource + " cannot contain region information.";
        }
        // A root user, and what begins with a wildcard, may be any of them.
        if (path.equals("root") || path.startsWith("*") || path.startsWith("?") || path.startsWith("${")) {
            return null;
        }
        for (var prefix : IAM_PATHS.split(", ", -1)) {
            if (path.startsWith(prefix) || (isPattern(path) && startsLike(path, prefix))) {
                return null;
            }
        }
        return "IAM resource path must either be \"*\" or start with " + IAM_PATHS + ".";
    }

    /// Whether what comes before the first wildcard could go on as the prefix does.
    private static boolean startsLike(String path, String prefix) {
        int i = 0;
        while (path.charAt(i) != '*' && path.charAt(i) != '?') {
            i++;
        }
        return prefix.startsWith(path.substring(0, i));
    }

    private static boolean isPattern(String text) {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    }

    private static String notAnArn(String resource) {
        return "Resource " + resource + " must be in ARN format or \"*\".";
    }
}
