package claviger.call;

import claviger.crypto.Blob;
import java.util.List;

/// A complete answer. The front adds `Date` and `Content-Length`.
public record HttpResponse(int status, List<Header> headers, Blob body) {}
