package claviger;

import claviger.crypto.Randomness;
import claviger.custody.Custody;
import claviger.custody.FileRootKey;
import claviger.kms.KeyUses;
import claviger.kms.ResourceQuotas;
import claviger.kms.SlowWork;
import java.security.SecureRandom;

/// The catalogue for tests that look at the operations and do not run them.
final class TestOperations {

    private TestOperations() {}

    static Operations all() {
        var random = new Randomness(new SecureRandom());
        var custody = new Custody(FileRootKey.ephemeral(random), random);
        return new Operations(
                random, custody, new SlowWork(), KeyUses.UNKNOWN, ResourceQuotas.STANDARD, Config.COMMERCIAL_REGIONS);
    }
}
