package claviger.kms;

/// Who administers a KMS key: its owner, or an AWS service.
public enum KeyManagerType {
    AWS,
    CUSTOMER
}
