package claviger.store;

import claviger.call.RowId;
import claviger.kms.Deletion;
import claviger.kms.ExpirationModelType;
import claviger.kms.Key;
import claviger.kms.KeyManagerType;
import claviger.kms.KeySpec;
import claviger.kms.KeyState;
import claviger.kms.KeyUsageType;
import claviger.kms.MultiRegionKeyType;
import claviger.kms.OriginType;
import claviger.kms.Rotation;
import org.jspecify.annotations.Nullable;

record KeyCodec() implements Codec<Key> {

    @Override
    public Class<Key> type() {
        return Key.class;
    }

    @Override
    public int format() {
        return 2;
    }

    /// Format 2 adds members that may be absent, so that a payload of format 1 is one of format 2 already.
    @Override
    public void upgrade(int from, Payload payload) {}

    @Override
    public void write(Key key, Payload payload) {
        payload.put("spec", key.spec().name())
                .put("usage", key.usage().name())
                .put("origin", key.origin().name())
                .put("manager", key.manager().name())
                .put("state", key.state().name())
                .put("description", key.description())
                .put("policy", key.policy())
                .put("created", key.created().toString());
        if (key.currentMaterialId() != null) {
            payload.put("currentMaterialId", key.currentMaterialId());
        }
        key.tags().forEach(payload.putObject("tags")::put);
        writeRotation(key.rotation(), payload);
        writeExpiration(key.expiration(), payload);
        var deletion = key.deletion();
        if (deletion != null) {
            payload.put("deletionWindowDays", deletion.windowDays())
                    .put("servedBeforeDeletion", deletion.servedBefore().toString());
            if (deletion.date() != null) {
                payload.put("deletionDate", deletion.date().toString());
            }
        }
        if (key.multiRegion() != null) {
            payload.put("multiRegion", key.multiRegion().name());
        }
    }

    private static void writeExpiration(Key.@Nullable Expiration expiration, Payload payload) {
        if (expiration != null) {
            payload.put("importedMaterial", expiration.model().name());
            if (expiration.validTo() != null) {
                payload.put("importedMaterialValidTo", expiration.validTo().toString());
            }
        }
    }

    private static Key.@Nullable Expiration expiration(Members payload) {
        if (!payload.has("importedMaterial")) {
            return null;
        }
        return switch (payload.constant("importedMaterial", ExpirationModelType.class)) {
            case KEY_MATERIAL_EXPIRES -> new Key.Expiration(payload.instant("importedMaterialValidTo"));
            case KEY_MATERIAL_DOES_NOT_EXPIRE -> new Key.Expiration(null);
        };
    }

    private static void writeRotation(Rotation rotation, Payload payload) {
        if (rotation.next() != null) {
            payload.put("rotationPeriodInDays", rotation.periodInDays())
                    .put("nextRotation", rotation.next().toString());
        }
        if (rotation.onDemandSince() != null) {
            payload.put("onDemandRotationSince", rotation.onDemandSince().toString());
        }
        if (rotation.onDemandCount() > 0) {
            payload.put("onDemandRotations", rotation.onDemandCount());
        }
    }

    private static Rotation rotation(Members payload) {
        var next = payload.optionalInstant("nextRotation");
        return new Rotation(
                next == null ? 0 : payload.number("rotationPeriodInDays"),
                next,
                payload.optionalInstant("onDemandRotationSince"),
                payload.has("onDemandRotations") ? payload.number("onDemandRotations") : 0);
    }

    private static @Nullable Deletion deletion(Members payload) {
        return payload.has("deletionWindowDays")
                ? new Deletion(
                        payload.number("deletionWindowDays"),
                        payload.optionalInstant("deletionDate"),
                        payload.duration("servedBeforeDeletion"))
                : null;
    }

    @Override
    public Key read(RowId id, long version, Members payload) {
        return new Key(
                id.account(),
                id.region(),
                id.id(),
                payload.constant("spec", KeySpec.class),
                payload.constant("usage", KeyUsageType.class),
                payload.constant("origin", OriginType.class),
                payload.constant("manager", KeyManagerType.class),
                payload.constant("state", KeyState.class),
                payload.commonText("description"),
                payload.commonText("policy"),
                payload.texts("tags"),
                payload.optionalText("currentMaterialId"),
                rotation(payload),
                payload.has("multiRegion") ? payload.constant("multiRegion", MultiRegionKeyType.class) : null,
                deletion(payload),
                expiration(payload),
                payload.instant("created"),
                version);
    }
}
