package claviger.sigv4;

import claviger.call.Caller;

/// A request whose signature is right.
///
/// The scope names the service and the Region that the caller meant: a request must not be served
/// by another.
public record Verified(Caller caller, Scope scope) {}
