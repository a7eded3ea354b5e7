package claviger.kms.alias;

import claviger.call.CommonError;

/// What an alias can point to.
final class AliasTargets {

    private AliasTargets() {}

    /// An alias points to a key, never to another alias.
    static String checked(String keyId) {
        if (keyId.startsWith("alias/") || keyId.contains(":alias/")) {
            throw CommonError.VALIDATION.because("Aliases must refer to keys. Not aliases");
        }
        return keyId;
    }
}
