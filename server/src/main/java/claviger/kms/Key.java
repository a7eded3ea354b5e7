package claviger.kms;

import claviger.call.Noun;
import claviger.call.Region;
import claviger.call.RowId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
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
/// @param expiration `null` unless its material is imported, and all there
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
        @Nullable Expiration expiration,
        Instant created,
        long version)
        implements Noun {

    /// When the first of a key's imported material expires.
    ///
    /// @param validTo `null` if none does
    public record Expiration(@Nullable Instant validTo) {

        public ExpirationModelType model() {
            return validTo == null
                    ? ExpirationModelType.KEY_MATERIAL_DOES_NOT_EXPIRE
                    : ExpirationModelType.KEY_MATERIAL_EXPIRES;
        }

        boolean isOver(Instant now) {
            return validTo != null && !now.isBefore(validTo);
        }
    }

    /// The state at a time: material that has expired is not used, even before it is destroyed.
    public KeyState stateAt(Instant now) {
        var needsMaterial = state == KeyState.ENABLED || state == KeyState.DISABLED || state == KeyState.UPDATING;
        return needsMaterial && expiration != null && expiration.isOver(now) ? KeyState.PENDING_IMPORT : state;
    }

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

    /// No longer to be deleted.
    ///
    /// @param materials all of the key's
    public Key saved(Collection<KeyMaterial> materials) {
        var saved = changed().state(KeyState.DISABLED).deletion(null);
        return (origin == OriginType.EXTERNAL ? saved.holding(materials) : saved).key();
    }

    /// After its imported material has changed.
    ///
    /// @param newCurrentMaterialId `null` if it never had material
    /// @param materials all of the key's
    public Key holding(@Nullable String newCurrentMaterialId, Collection<KeyMaterial> materials, Instant now) {
        var holding = changed().state(stateAt(now));
        if (newCurrentMaterialId != null) {
            holding.currentMaterialId(newCurrentMaterialId);
        }
        return holding.holding(materials).key();
    }

    /// The same, after a rotation to it.
    Key rotatedTo(String newMaterialId, Rotation newRotation, Collection<KeyMaterial> materials) {
        return changed()
                .currentMaterialId(newMaterialId)
                .rotation(newRotation)
                .holding(materials)
                .key();
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

    /// As it is, in its next version, so that whoever decides on it because of its replicas decides anew.
    public Key renumbered() {
        return changed().key();
    }

    /// Busy for a moment with becoming the primary key, or a replica.
    public Key becoming(MultiRegionKeyType type) {
        return changed().state(KeyState.UPDATING).multiRegion(type).key();
    }

    /// Busy no longer: with its own material, or waiting for it.
    Key synchronised() {
        var awaits = origin == OriginType.EXTERNAL && expiration == null;
        return changed()
                .state(awaits ? KeyState.PENDING_IMPORT : KeyState.ENABLED)
                .key();
    }

    /// The same as another version: several changes that are made at once are one.
    public Key numbered(long newVersion) {
        return changed().key(newVersion);
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
        private @Nullable Expiration expiration;

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
            expiration = before.expiration;
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

        /// A key whose material was imported waits for all of it that is permanent.
        ///
        /// <https://docs.aws.amazon.com/kms/latest/developerguide/importing-keys.html>
        Draft holding(Collection<KeyMaterial> materials) {
            var permanent = materials.stream()
                    .filter(material -> !material.isPendingRotation())
                    .toList();
            // What has expired and is not destroyed yet is left to `stateAt`: a clock that is ahead may
            // come back.
            var whole = !permanent.isEmpty() && permanent.stream().allMatch(material -> material.sealed() != null);
            expiration = whole ? new Expiration(firstToExpire(permanent)) : null;
            if (whole && state == KeyState.PENDING_IMPORT) {
                state = KeyState.ENABLED;
            } else if (!whole && state != KeyState.PENDING_DELETION && state != KeyState.PENDING_REPLICA_DELETION) {
                state = KeyState.PENDING_IMPORT;
            }
            return this;
        }

        private static @Nullable Instant firstToExpire(Collection<KeyMaterial> materials) {
            return materials.stream()
                    .map(KeyMaterial::validTo)
                    .filter(Objects::nonNull)
                    .min(Comparator.naturalOrder())
                    .orElse(null);
        }

        Key key() {
            return key(before.version + 1);
        }

        Key key(long version) {
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
                    expiration,
                    before.created,
                    version);
        }
    }
}
