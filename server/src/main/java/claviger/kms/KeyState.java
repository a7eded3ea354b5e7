package claviger.kms;

import claviger.call.WireNamed;

/// Where a KMS key stands in its life.
///
/// <https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html>
public enum KeyState implements WireNamed {
    CREATING("Creating", "is creating."),
    ENABLED("Enabled", "is enabled."),
    DISABLED("Disabled", "is disabled."),
    PENDING_DELETION("PendingDeletion", "is pending deletion."),
    PENDING_IMPORT("PendingImport", "is pending import."),
    PENDING_REPLICA_DELETION("PendingReplicaDeletion", "is pending replica deletion."),
    UNAVAILABLE("Unavailable", "is unavailable."),
    UPDATING("Updating", "is updating.");

    private final String wireName;
    private final String words;

    KeyState(String wireName, String words) {
        this.wireName = wireName;
        this.words = words;
    }

    @Override
    public String wireName() {
        return wireName;
    }

    /// How AWS's messages say it, after the key's ARN.
    public String words() {
        return words;
    }
}
