package claviger.policy;

/// How a statement of a resource policy speaks of a caller: the stronger, the less the caller
/// needs besides.
enum Naming {
    NONE,
    /// Through the account, which leaves it to the account's identity policies.
    ACCOUNT,
    /// Through the role, the issuing user, or the asterisk: within the permissions boundary and
    /// session policies.
    LIMITED,
    /// By the caller's own name: nothing else is needed in the same account.
    DIRECT
}
