package claviger.policy;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one may do with grants by grants.
public final class GrantRules {

    private GrantRules() {}

    /// Whether a grant may be made by who has no more than another grant: it permits no operation
    /// that the other does not, and constrains at least as much.
    ///
    /// <https://docs.aws.amazon.com/kms/latest/developerguide/create-grant-overview.html>
    public static boolean isNarrower(GrantTerms parent, GrantTerms child) {
        return parent.operations().containsAll(child.operations())
                && equalsKept(parent, child)
                && subsetKept(parent, child)
                && (parent.sourceArn() == null || parent.sourceArn().equals(child.sourceArn()));
    }

    private static boolean equalsKept(GrantTerms parent, GrantTerms child) {
        var needed = parent.contextEquals();
        var kept = child.contextEquals();
        return needed == null || (kept != null && GrantTerms.isSame(kept, needed));
    }

    private static boolean subsetKept(GrantTerms parent, GrantTerms child) {
        var needed = parent.contextSubset();
        return needed == null || holds(child.contextEquals(), needed) || holds(child.contextSubset(), needed);
    }

    private static boolean holds(@Nullable Map<String, String> constraint, Map<String, String> needed) {
        return constraint != null && GrantTerms.holdsAll(constraint, needed);
    }
}
