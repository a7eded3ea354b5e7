package claviger.kms.keypolicy;

import claviger.kms.KmsError;
import org.jspecify.annotations.Nullable;

/// A key has one policy, and it has one name.
final class PolicyNames {

    static final String DEFAULT = "default";

    private PolicyNames() {}

    /// @throws claviger.call.AwsException NotFoundException for any other name
    static String checked(@Nullable String name) {
        if (name != null && !name.equals(DEFAULT)) {
            throw KmsError.NOT_FOUND.because("No such policy exists");
        }
        return DEFAULT;
    }
}
