package claviger.policy;

/// What a document is attached to, which says what may stand in it.
public enum PolicyKind {
    /// The key policy of a KMS key.
    KEY,
    /// Who may assume a role.
    TRUST,
    /// On a user, role or group; also a permissions boundary and a session policy, which are
    /// written alike.
    IDENTITY,
    /// Of an organization, on its accounts' principals.
    SERVICE_CONTROL,
    /// Of an organization, on its accounts' resources.
    RESOURCE_CONTROL;

    /// Whether its statements say who they are about.
    boolean namesPrincipals() {
        return this == KEY || this == TRUST || this == RESOURCE_CONTROL;
    }
}
