package claviger.http;

import org.jspecify.annotations.Nullable;

/// Where and how to listen.
///
/// @param host the name or address to bind
/// @param port the port to bind, 0 for any free one
/// @param tls the certificate, absent for clear text
public record Settings(String host, int port, @Nullable Tls tls, Limits limits) {}
