package claviger.kms.key;

import claviger.kms.Key;
import claviger.kms.MultiRegionKeyType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a multi-Region key is among its related keys, and where they are.
///
/// @param primaryKey `null` only while there is none
public record MultiRegionConfiguration(
        MultiRegionKeyType multiRegionKeyType, @Nullable MultiRegionKey primaryKey, List<MultiRegionKey> replicaKeys) {

    /// A related key.
    public record MultiRegionKey(String arn, String region) {
        static MultiRegionKey of(Key key) {
            return new MultiRegionKey(key.arn(), key.region());
        }
    }

    static @Nullable MultiRegionConfiguration of(Key key, Map<String, Key> related) {
        var type = key.multiRegion();
        if (type == null) {
            return null;
        }
        MultiRegionKey primary = null;
        var replicas = new ArrayList<MultiRegionKey>();
        for (var other : related.values()) {
            if (other.isReplica()) {
                replicas.add(MultiRegionKey.of(other));
            } else {
                primary = MultiRegionKey.of(other);
            }
        }
        return new MultiRegionConfiguration(type, primary, List.copyOf(replicas));
    }
}
