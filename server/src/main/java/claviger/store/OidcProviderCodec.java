package claviger.store;

import claviger.call.RowId;
import claviger.iam.OidcProvider;

record OidcProviderCodec() implements Codec<OidcProvider> {

    @Override
    public Class<OidcProvider> type() {
        return OidcProvider.class;
    }

    @Override
    public int format() {
        return 1;
    }

    @Override
    public void write(OidcProvider provider, Payload payload) {
        payload.putArray("clientIds").addAll(provider.clientIds());
        payload.putArray("thumbprints").addAll(provider.thumbprints());
        payload.putTexts("tags", provider.tags())
                .put("created", provider.created().toString());
    }

    @Override
    public OidcProvider read(RowId id, long version, Members payload) {
        return new OidcProvider(
                id.account(),
                id.id(),
                payload.list("clientIds"),
                payload.list("thumbprints"),
                payload.texts("tags"),
                payload.instant("created"),
                version);
    }
}
