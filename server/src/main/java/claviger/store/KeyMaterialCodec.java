package claviger.store;

import claviger.call.RowId;
import claviger.kms.KeyMaterial;
import claviger.kms.RotationType;
import org.jspecify.annotations.Nullable;

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
    public void upgrade(int from, Payload payload) {}

    @Override
    public void write(KeyMaterial material, Payload payload) {
        payload.put("domainKeyVersion", material.domainKeyVersion());
        if (material.sealed() != null) {
            payload.put("sealed", material.sealed().shared());
        }
        if (material.imported() != null) {
            writeImported(material.imported(), payload);
        }
        var rotated = material.rotated();
        if (rotated != null) {
            payload.put("rotatedAt", rotated.at().toString())
                    .put("rotationType", rotated.type().name());
        }
    }

    private static void writeImported(KeyMaterial.Imported imported, Payload payload) {
        payload.put("permanent", imported.permanent());
        if (imported.description() != null) {
            payload.put("description", imported.description());
        }
        var expiry = imported.expiry();
        if (expiry != null) {
            payload.put("validTo", expiry.validTo().toString())
                    .put("servedTo", expiry.servedTo().toString());
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
                imported(payload),
                payload.number("domainKeyVersion"),
                payload.has("sealed") ? payload.blob("sealed") : null,
                version);
    }

    private static KeyMaterial.@Nullable Imported imported(Members payload) {
        if (!payload.has("permanent")) {
            return null;
        }
        var validTo = payload.optionalInstant("validTo");
        return new KeyMaterial.Imported(
                payload.flag("permanent"),
                payload.optionalText("description"),
                validTo == null ? null : new KeyMaterial.Expiry(validTo, payload.duration("servedTo")));
    }

    private static KeyMaterial.@Nullable Rotated rotated(Members payload) {
        var at = payload.optionalInstant("rotatedAt");
        return at == null ? null : new KeyMaterial.Rotated(at, payload.constant("rotationType", RotationType.class));
    }
}
