package claviger.kms;

/// Where the key material of a KMS key comes from.
public enum OriginType {
    AWS_KMS,
    EXTERNAL,
    AWS_CLOUDHSM,
    EXTERNAL_KEY_STORE
}
