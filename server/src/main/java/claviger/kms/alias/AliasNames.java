package claviger.kms.alias;

import claviger.call.CommonError;

/// What the name of an alias must look like, beyond the characters that the wire allows.
final class AliasNames {

    static final String PATTERN = "^[a-zA-Z0-9:/_-]+$";

    private AliasNames() {}

    /// @throws claviger.call.AwsException ValidationException if the prefix is missing, nothing follows
    ///     it, or a colon is in it
    static String checked(String name) {
        if (!name.startsWith("alias/") || name.length() == "alias/".length()) {
            throw CommonError.VALIDATION.because("Invalid identifier");
        }
        if (name.contains(":")) {
            throw CommonError.VALIDATION.because("%s contains invalid characters for an alias", name);
        }
        return name;
    }

    /// An alias points to a key, never to another alias.
    static String checkedTarget(String keyId) {
        if (keyId.startsWith("alias/") || keyId.contains(":alias/")) {
            throw CommonError.VALIDATION.because("Aliases must refer to keys. Not aliases");
        }
        return keyId;
    }
}
