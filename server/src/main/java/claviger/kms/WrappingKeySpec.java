package claviger.kms;

import claviger.call.AwsException;

/// What kind of key wraps key material for its import.
public enum WrappingKeySpec {
    RSA_2048(KeySpec.RSA_2048),
    RSA_3072(KeySpec.RSA_3072),
    RSA_4096(KeySpec.RSA_4096),
    SM2(KeySpec.SM2);

    private final KeySpec pair;

    WrappingKeySpec(KeySpec pair) {
        this.pair = pair;
    }

    /// The key pair's spec.
    KeySpec pair() {
        return pair;
    }

    /// @throws AwsException UnsupportedOperationException where AWS does not offer the spec: SM2 outside China
    public void refuseOutside(String region) {
        pair.refuseOutside(region);
    }
}
