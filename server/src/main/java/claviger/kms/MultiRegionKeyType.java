package claviger.kms;

/// What a multi-Region key is among its related keys.
///
/// <https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html>
public enum MultiRegionKeyType {
    PRIMARY,
    REPLICA
}
