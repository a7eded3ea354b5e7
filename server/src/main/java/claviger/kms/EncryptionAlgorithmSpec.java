package claviger.kms;

/// The algorithms of Encrypt and Decrypt.
public enum EncryptionAlgorithmSpec {
    SYMMETRIC_DEFAULT,
    RSAES_OAEP_SHA_1,
    RSAES_OAEP_SHA_256,
    SM2PKE
}
