package claviger.kms;

/// The algorithms of DeriveSharedSecret.
public enum KeyAgreementAlgorithmSpec {
    ECDH
}
