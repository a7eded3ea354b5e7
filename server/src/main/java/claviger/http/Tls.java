package claviger.http;

import java.nio.file.Path;

/// Where the server's certificate is.
///
/// @param certificateChain PEM, the server's own certificate first
/// @param privateKey PEM, PKCS #8, not encrypted
public record Tls(Path certificateChain, Path privateKey) {}
