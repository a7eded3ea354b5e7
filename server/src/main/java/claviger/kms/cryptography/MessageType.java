package claviger.kms.cryptography;

/// What the message of a request is.
public enum MessageType {
    RAW,
    DIGEST,
    EXTERNAL_MU
}
