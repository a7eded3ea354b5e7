package claviger.store;

import claviger.call.RowId;
import claviger.kms.Alias;

record AliasCodec() implements Codec<Alias> {

    @Override
    public Class<Alias> type() {
        return Alias.class;
    }

    @Override
    public int format() {
        return 1;
    }

    @Override
    public void write(Alias alias, Payload payload) {
        payload.put("targetKeyId", alias.targetKeyId())
                .put("created", alias.created().toString())
                .put("updated", alias.updated().toString());
    }

    @Override
    public Alias read(RowId id, long version, Members payload) {
        return new Alias(
                id.account(),
                id.region(),
                id.id(),
                payload.text("targetKeyId"),
                payload.instant("created"),
                payload.instant("updated"),
                version);
    }
}
