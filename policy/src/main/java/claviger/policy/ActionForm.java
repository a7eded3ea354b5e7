package claviger.policy;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What may stand in Action and NotAction.
final class ActionForm {

    static final String NO_VENDOR = "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";
    static final String ONLY_STS_IN_TRUST = "Trust Policy statement actions can only be sts:AssumeRole,"
            + " sts:AssumeRoleWithSAML, and sts:AssumeRoleWithWebIdentity";

    private static final Pattern VENDOR = Pattern.compile("[A-Za-z0-9.-]+");

    private static final List<String> IN_TRUST = List.of(
            "sts:assumerole",
            "sts:assumerolewithsaml",
            "sts:assumerolewithwebidentity",
            "sts:tagsession",
            "sts:setsourceidentity",
            "sts:setcontext");

    private ActionForm() {}

    /// @return IAM's words for what is wrong, or `null`
    static @Nullable String fault(String action) {
        if (action.equals("*")) {
            return null;
        }
        int colon = action.indexOf(':');
        if (colon < 0) {
            return NO_VENDOR;
        }
        if (action.indexOf(':', colon + 1) >= 0) {
            return "Actions/Condition can contain only one colon.";
        }
        var vendor = action.substring(0, colon);
        return vendor.equals("*") || VENDOR.matcher(vendor).matches() ? null : "Vendor " + vendor + " is not valid";
    }

    /// Names with wildcards may, as long as they are the token service's.
    static boolean mayStandInTrust(String action) {
        var lower = action.toLowerCase(Locale.ROOT);
        var pattern = Glob.of(lower);
        return lower.startsWith("sts:") && IN_TRUST.stream().anyMatch(pattern::matches);
    }
}
