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
        return 2;
    }

    /// Until format 2, every access key was a root user's.
    @Override
    public void upgrade(int from, Payload payload) {}

    @Override
    public void write(AccessKey key, Payload payload) {
        IdentityMembers.write("userId", key.userId(), payload);
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
                payload.optionalText("userId"),
                payload.flag("active"),
                payload.number("domainKeyVersion"),
                payload.blob("sealedSecret"),
                payload.instant("created"),
                version);
    }
}
