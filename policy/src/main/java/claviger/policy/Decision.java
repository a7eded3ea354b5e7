package claviger.policy;

/// The answer to an [AccessRequest].
public sealed interface Decision {

    /// @param reason what allows it: for a request that needs more than one permission, the one
    ///     on the resource's side
    record Allowed(Reason reason) implements Decision {}

    /// @param explicit whether a Deny statement applies, rather than nothing allowing it
    /// @param message AWS's whole sentence, "User: … is not authorized to perform: …"
    record Denied(boolean explicit, Reason reason, String message) implements Decision {}

    default boolean isAllowed() {
        return this instanceof Allowed;
    }
}
