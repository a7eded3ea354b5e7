package claviger.kms;

/// What a dry run leaves out.
public enum DryRunModifierType {
    IGNORE_CIPHERTEXT
}
