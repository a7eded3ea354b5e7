package claviger;

import claviger.crypto.Randomness;
import claviger.custody.Custody;
import claviger.custody.FileRootKey;
import claviger.kms.GrantTokens;
import claviger.kms.KeyPairs;
import claviger.kms.NewMaterial;
import claviger.kms.PolicyText;
import claviger.kms.SlowWork;
import claviger.wire.Json;
import java.security.SecureRandom;

/// The catalogue for tests that look at the operations and do not run them.
final class TestOperations {

    private TestOperations() {}

    static Operations all() {
        var random = new Randomness(new SecureRandom());
        var custody = new Custody(FileRootKey.ephemeral(random), random);
        var keyPairs = new KeyPairs(random, new SlowWork());
        return new Operations(
                random,
                new NewMaterial(custody, random, keyPairs),
                keyPairs,
                new PolicyText(Json::isObject),
                new GrantTokens(custody, random),
                Config.COMMERCIAL_REGIONS);
    }
}
