package claviger.store;

/// Names one state: for the signed heads of the audit trail, against which a database that was
/// rolled back as a whole is found.
///
/// @param digest 64 hex digits, made with a key of the installation from the digest over all
///     rows; tells nothing of them
public record StateMark(long changeNumber, String digest) {}
