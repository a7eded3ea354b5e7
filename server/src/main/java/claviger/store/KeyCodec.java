package claviger.store;

import claviger.call.RowId;
import claviger.kms.Key;
import claviger.kms.KeyManagerType;
import claviger.kms.KeySpec;
import claviger.kms.KeyState;
import claviger.kms.KeyUsageType;
import claviger.kms.OriginType;
import tools.jackson.databind.node.ObjectNode;

record KeyCodec() implements Codec<Key> {

    @Override
    public Class<Key> type() {
        return Key.class;
    }

    @Override
    public int format() {
        return 1;
    }

    @Override
    public void write(Key key, ObjectNode payload) {
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
                payload.instant("created"),
                version);
    }
}
