package claviger.iam;

/// A user, group or role: what policies are put to.
public sealed interface Identity extends Named permits User, Group, Role {

    Policies policies();

    /// This identity with other policies.
    Identity with(Policies other);
}
