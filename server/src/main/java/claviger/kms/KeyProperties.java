package claviger.kms;

import org.jspecify.annotations.Nullable;

/// What of a key conditions can ask for, whether it is there or about to be made.
///
/// @param multiRegionKeyType `null` for a key of one Region
public record KeyProperties(
        KeySpec spec,
        KeyUsageType usage,
        OriginType origin,
        @Nullable MultiRegionKeyType multiRegionKeyType) {

    public static KeyProperties of(Key key) {
        return new KeyProperties(key.spec(), key.usage(), key.origin(), key.multiRegion());
    }

    public static KeyProperties replicaOf(Key primary) {
        return new KeyProperties(primary.spec(), primary.usage(), primary.origin(), MultiRegionKeyType.REPLICA);
    }

    public boolean isMultiRegion() {
        return multiRegionKeyType != null;
    }
}
