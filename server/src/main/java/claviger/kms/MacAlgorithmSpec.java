package claviger.kms;

import claviger.crypto.Hmac;

/// The algorithms of GenerateMac and VerifyMac: one for each key spec.
public enum MacAlgorithmSpec {
    HMAC_SHA_224(KeySpec.HMAC_224, Hmac.SHA_224),
    HMAC_SHA_256(KeySpec.HMAC_256, Hmac.SHA_256),
    HMAC_SHA_384(KeySpec.HMAC_384, Hmac.SHA_384),
    HMAC_SHA_512(KeySpec.HMAC_512, Hmac.SHA_512);

    private final KeySpec spec;
    private final Hmac hmac;

    MacAlgorithmSpec(KeySpec spec, Hmac hmac) {
        this.spec = spec;
        this.hmac = hmac;
    }

    public boolean fits(KeySpec other) {
        return spec == other;
    }

    public Hmac hmac() {
        return hmac;
    }
}
