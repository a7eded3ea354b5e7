package claviger.kms.grant;

import claviger.kms.KmsError;
import java.util.regex.Pattern;

/// What a grant id looks like, beyond what the wire allows.
final class GrantIds {

    private static final Pattern GRANT_ID = Pattern.compile("[0-9a-f]{64}");

    private GrantIds() {}

    /// @throws claviger.call.AwsException InvalidGrantIdException for what can be none
    static String checked(String grantId) {
        if (!GRANT_ID.matcher(grantId).matches()) {
            throw KmsError.INVALID_GRANT_ID.because("The grant ID %s is not valid.", grantId);
        }
        return grantId;
    }
}
