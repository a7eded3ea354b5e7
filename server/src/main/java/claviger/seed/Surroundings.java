package claviger.seed;

import claviger.crypto.Randomness;
import claviger.custody.Custody;
import claviger.kms.NewMaterial;
import claviger.kms.PolicyText;
import claviger.kms.ResourceQuotas;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/// What a seed file is applied in, beside the state.
///
/// @param regions the Regions that are served
/// @param anyAccount whether every account is there without being made, as in development
/// @param generates whether material that is not given is made; else something stands in its place, to look at the
///     file only
/// @param now by the server's clock
/// @param served how long the installation has served
public record Surroundings(
        Custody custody,
        NewMaterial newMaterial,
        Randomness random,
        PolicyText policies,
        ResourceQuotas quotas,
        Set<String> regions,
        boolean anyAccount,
        boolean generates,
        Instant now,
        Duration served) {}
