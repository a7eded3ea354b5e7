package claviger.kms;

import claviger.call.Noun;
import claviger.call.Region;
import claviger.call.RowId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A KMS key without its material.
///
/// @param id a UUID, or `mrk-` and 32 hex digits
/// @param description at most 8,192 characters
/// @param policy the key policy's JSON text as it was put
/// @param tags at most 50, by tag key
/// @param currentMaterialId the material that encrypts, `null` for a key that has none
/// @param multiRegion `null` for a key of one Region
/// @param deletion `null` unless it is to be deleted
public record Key(
        String account,
        String region,
        String id,
        KeySpec spec,
        KeyUsageType usage,
        OriginType origin,
        KeyManagerType manager,
        KeyState state,
        String description,
        String policy,
        Map<String, String> tags,
        @Nullable String currentMaterialId,
        Rotation rotation,
        @Nullable MultiRegionKeyType multiRegion,
        @Nullable Deletion deletion,
        Instant created,
        long version)
        implements Noun {

    @Override
    public RowId rowId() {
        return new RowId(RowId.Table.KMS_KEY, account, region, id);
    }

    /// The ARN by which every answer and message names the key.
    public String arn() {
        return arn(account, region, id);
    }

    /// The ARN of a key with this id.
    public static String arn(String account, String region, String id) {
        return "arn:" + Region.partition(region) + ":kms:" + region + ":" + account + ":key/" + id;
    }

    public Key enabled() {
        return changed().state(KeyState.ENABLED).key();
    }

    public Key disabled() {
        return changed().state(KeyState.DISABLED).key();
    }

    public Key describedAs(String newDescription) {
        return changed().description(newDescription).key();
    }

    public Key governedBy(String newPolicy) {
        return changed().policy(newPolicy).key();
    }

    /// This key with these tags and no others.
    public Key taggedAs(Map<String, String> newTags) {
        return changed().tags(Map.copyOf(newTags)).key();
    }

    public Key rotating(Rotation newRotation) {
        return changed().rotation(newRotation).key();
    }

    public Key rotatedTo(String newMaterialId, Rotation newRotation) {
        return changed().currentMaterialId(newMaterialId).rotation(newRotation).key();
    }

    public Key pendingDeletion(int windowDays, Instant now, Duration served) {
        return changed()
                .state(KeyState.PENDING_DELETION)
                .deletion(Deletion.in(windowDays, now, served))
                .key();
    }

    public Key saved() {
        return changed().state(KeyState.DISABLED).deletion(null).key();
    }

    /// The primary of a multi-Region key is deleted after its replicas: the window begins when the last one has gone.
    public Key pendingReplicaDeletion(int windowDays, Duration served) {
        return changed()
                .state(KeyState.PENDING_REPLICA_DELETION)
                .deletion(new Deletion(windowDays, null, served))
                .key();
    }

    /// The primary after a replica has gone. It changes even where nothing else does, so that whoever decides on it
    /// because of that replica decides anew.
    ///
    /// @param wasLast whether it has no replica left, so that its own window begins if it waited for that
    Key afterReplica(boolean wasLast, Instant now, Duration served) {
        return wasLast && state == KeyState.PENDING_REPLICA_DELETION && deletion != null
                ? pendingDeletion(deletion.windowDays(), now, served)
                : changed().key();
    }

    /// Busy for a moment with becoming the primary key, or a replica.
    public Key becoming(MultiRegionKeyType type) {
        return changed().state(KeyState.UPDATING).multiRegion(type).key();
    }

    public boolean isReplica() {
        return multiRegion == MultiRegionKeyType.REPLICA;
    }

    /// When something is to be done with the key without anybody asking, `null` if nothing is.
    public @Nullable Instant due() {
        if (deletion != null) {
            return deletion.date();
        } else if (state == KeyState.CREATING || state == KeyState.UPDATING) {
            return created;
        } else if (state != KeyState.ENABLED || isReplica()) {
            return null;
        }
        return rotation.onDemandSince() != null ? rotation.onDemandSince() : rotation.next();
    }

    private Draft changed() {
        return new Draft(this);
    }

    /// The next version of a key while it is being put together.
    private static final class Draft {
        private final Key before;
        private KeyState state;
        private String description;
        private String policy;
        private Map<String, String> tags;
        private @Nullable String currentMaterialId;
        private Rotation rotation;
        private @Nullable MultiRegionKeyType multiRegion;
        private @Nullable Deletion deletion;

        Draft(Key before) {
            this.before = before;
            state = before.state;
            description = before.description;
            policy = before.policy;
            tags = before.tags;
            currentMaterialId = before.currentMaterialId;
            rotation = before.rotation;
            multiRegion = before.multiRegion;
            deletion = before.deletion;
        }

        Draft state(KeyState value) {
            state = value;
            return this;
        }

        Draft description(String value) {
            description = value;
            return this;
        }

        Draft policy(String value) {
            policy = value;
            return this;
        }

        Draft tags(Map<String, String> value) {
            tags = value;
            return this;
        }

        Draft currentMaterialId(String value) {
            currentMaterialId = value;
            return this;
        }

        Draft rotation(Rotation value) {
            rotation = value;
            return this;
        }

        Draft multiRegion(MultiRegionKeyType value) {
            multiRegion = value;
            return this;
        }

        Draft deletion(@Nullable Deletion value) {
            deletion = value;
            return this;
        }

        Key key() {
            return new Key(
                    before.account,
                    before.region,
                    before.id,
                    before.spec,
                    before.usage,
                    before.origin,
                    before.manager,
                    state,
                    description,
                    policy,
                    tags,
                    currentMaterialId,
                    rotation,
                    multiRegion,
                    deletion,
                    before.created,
                    before.version + 1);
        }
    }
}
