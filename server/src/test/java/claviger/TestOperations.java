package claviger;

import claviger.crypto.Randomness;
import claviger.custody.Custody;
import claviger.custody.FileRootKey;
import claviger.kms.NewMaterial;
import claviger.kms.PolicyText;
import claviger.wire.Json;
import java.security.SecureRandom;

/// The catalogue for tests that look at the operations and do not run them.
final class TestOperations {

    private TestOperations() {}

    static Operations all() {
        var random = new Randomness(new SecureRandom());
        return new Operations(
                random,
                new NewMaterial(new Custody(FileRootKey.ephemeral(random), random), random),
                new PolicyText(Json::isObject));
    }
}
