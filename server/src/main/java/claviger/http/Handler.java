package claviger.http;

import claviger.call.HttpRequest;
import claviger.call.HttpResponse;

/// What answers requests. It is called on a fresh virtual thread for each, may block, and runs to
/// its end even when the client has gone.
@FunctionalInterface
public interface Handler {

    /// The answer; whatever is thrown instead becomes [Refusals#internalFailure] and a line in
    /// the log.
    HttpResponse handle(HttpRequest request);
}
