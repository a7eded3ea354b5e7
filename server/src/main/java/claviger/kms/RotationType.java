package claviger.kms;

/// Why a key was rotated.
public enum RotationType {
    AUTOMATIC,
    ON_DEMAND
}
