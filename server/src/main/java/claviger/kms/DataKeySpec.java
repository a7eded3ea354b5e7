package claviger.kms;

/// The lengths of data keys that have a name.
public enum DataKeySpec {
    AES_256,
    AES_128
}
