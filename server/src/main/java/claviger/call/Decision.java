package claviger.call;

/// Whether a caller may do something, and why not.
public sealed interface Decision {

    record Allowed() implements Decision {}

    /// @param reason AWS's words, to follow "is not authorized to perform: …"
    record Denied(String reason) implements Decision {}
}
