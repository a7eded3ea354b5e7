package claviger.store;

import claviger.call.RowId;
import claviger.iam.MfaDevice;

record MfaDeviceCodec() implements Codec<MfaDevice> {

    @Override
    public Class<MfaDevice> type() {
        return MfaDevice.class;
    }

    @Override
    public int format() {
        return 1;
    }

    @Override
    public void write(MfaDevice device, Payload payload) {
        IdentityMembers.write("owner", device.owner(), payload);
        if (device.enabled() != null) {
            payload.put("enabled", device.enabled().toString());
        }
        payload.put("domainKeyVersion", device.domainKeyVersion())
                .put("sealedSeed", device.sealedSeed().shared())
                .put("drift", device.drift())
                .put("lastStep", device.lastStep())
                .putTexts("tags", device.tags())
                .put("created", device.created().toString());
    }

    @Override
    public MfaDevice read(RowId id, long version, Members payload) {
        var slash = id.id().lastIndexOf('/') + 1;
        return new MfaDevice(
                id.account(),
                id.id().substring(0, slash),
                id.id().substring(slash),
                payload.optionalText("owner"),
                payload.number("domainKeyVersion"),
                payload.blob("sealedSeed"),
                payload.optionalInstant("enabled"),
                payload.number("drift"),
                payload.number("lastStep"),
                payload.texts("tags"),
                payload.instant("created"),
                version);
    }
}
