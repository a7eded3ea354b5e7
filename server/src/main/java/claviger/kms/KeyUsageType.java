package claviger.kms;

/// The one kind of cryptographic operation that a KMS key may be used for.
public enum KeyUsageType {
    SIGN_VERIFY,
    ENCRYPT_DECRYPT,
    GENERATE_VERIFY_MAC,
    KEY_AGREEMENT,
    ENCAPSULATE_DECAPSULATE
}
