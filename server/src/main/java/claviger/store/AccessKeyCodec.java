package claviger.store;

import claviger.call.RowId;
import claviger.iam.AccessKey;

record AccessKeyCodec() implements Codec<AccessKey> {

    @Override
    public Class<AccessKey> type() {
        return AccessKey.class;
    }

    @Override
    public int format() {
        return 1;
    }

    @Override
    public void write(AccessKey key, Payload payload) {
        payload.put("active", key.active())
                .put("domainKeyVersion", key.domainKeyVersion())
                .put("sealedSecret", key.sealedSecret().shared())
                .put("created", key.created().toString());
    }

    @Override
    public AccessKey read(RowId id, long version, Members payload) {
        return new AccessKey(
                id.id(),
                id.account(),
                payload.flag("active"),
                payload.number("domainKeyVersion"),
                payload.blob("sealedSecret"),
                payload.instant("created"),
                version);
    }
}
