package claviger;

import claviger.crypto.Randomness;
import claviger.custody.Custody;
import claviger.custody.FileRootKey;
import claviger.kms.Alias;
import claviger.kms.Grant;
import claviger.kms.Key;
import claviger.kms.KeyPairs;
import claviger.kms.NewMaterial;
import claviger.kms.PolicyText;
import claviger.kms.ResourceQuotas;
import claviger.kms.SlowWork;
import claviger.kms.View;
import claviger.seed.Seed;
import claviger.seed.Surroundings;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/// Looks whether a seed file could be applied, without an installation.
public final class SeedCheck {

    private SeedCheck() {}

    /// What a new installation would have of it, in words.
    ///
    /// @throws claviger.seed.SeedException if it would be refused
    public static String check(Path file, Set<String> regions) {
        var random = new Randomness(new SecureRandom());
        try (var custody = new Custody(FileRootKey.ephemeral(random), random);
                var slowWork = new SlowWork()) {
            var surroundings = new Surroundings(
                    custody,
                    new NewMaterial(custody, random, new KeyPairs(random, slowWork)),
                    random,
                    new PolicyText(ResourceQuotas.STANDARD),
                    ResourceQuotas.STANDARD,
                    regions,
                    true,
                    false,
                    Clock.systemUTC().instant(),
                    Duration.ZERO);
            var nouns = Seed.read(file).missingFrom(View.EMPTY, surroundings).stream()
                    .flatMap(unit -> unit.stream())
                    .toList();
            return "keys %s, aliases %s, grants %s: nothing is wrong"
                    .formatted(
                            nouns.stream().filter(Key.class::isInstance).count(),
                            nouns.stream().filter(Alias.class::isInstance).count(),
                            nouns.stream().filter(Grant.class::isInstance).count());
        }
    }
}
