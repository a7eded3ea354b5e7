package claviger.store;

import claviger.call.RowId;
import claviger.kms.KeyMaterial;
import claviger.kms.RotationType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

record KeyMaterialCodec() implements Codec<KeyMaterial> {

    @Override
    public Class<KeyMaterial> type() {
        return KeyMaterial.class;
    }

    @Override
    public int format() {
        return 2;
    }

    /// Format 2 adds members that may be absent, so that a payload of format 1 is one of format 2 already.
    @Override
    public void upgrade(int from, ObjectNode payload) {}

    @Override
    public void write(KeyMaterial material, ObjectNode payload) {
        payload.put("domainKeyVersion", material.domainKeyVersion())
                .put("sealed", material.sealed().shared());
        var rotated = material.rotated();
        if (rotated != null) {
            payload.put("rotatedAt", rotated.at().toString())
                    .put("rotationType", rotated.type().name());
        }
    }

    @Override
    public KeyMaterial read(RowId id, long version, Members payload) {
        var slash = id.id().indexOf('/');
        if (slash < 0) {
            throw new DamagedException("the id is not a key id and a material id");
        }
        return new KeyMaterial(
                id.account(),
                id.region(),
                id.id().substring(0, slash),
                id.id().substring(slash + 1),
                rotated(payload),
                payload.number("domainKeyVersion"),
                payload.blob("sealed"),
                version);
    }

    private static KeyMaterial.@Nullable Rotated rotated(Members payload) {
        var at = payload.optionalInstant("rotatedAt");
        return at == null ? null : new KeyMaterial.Rotated(at, payload.constant("rotationType", RotationType.class));
    }
}
