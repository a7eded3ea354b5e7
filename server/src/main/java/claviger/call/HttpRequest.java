package claviger.call;

import claviger.crypto.Blob;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A complete HTTP request, read within the limits of the front, before anything in it is believed.
///
/// @param target the request target as sent: path and query, undecoded
/// @param headers every field in the order received, repeats included
/// @param body at most 1 MiB
/// @param peer the textual IP address of the sender
/// @param tls what the TLS handshake settled, absent for clear text
public record HttpRequest(
        String method,
        String target,
        List<Header> headers,
        Blob body,
        String peer,
        @Nullable TlsDetails tls) {

    /// @param version for example `TLSv1.3`
    /// @param cipherSuite the IANA name, for example `TLS_AES_128_GCM_SHA256`
    public record TlsDetails(String version, String cipherSuite) {}

    /// The value of the one field with this name, in any case; `null` if there is none or more than one.
    public @Nullable String header(String name) {
        String found = null;
        for (var header : headers) {
            if (header.name().equalsIgnoreCase(name)) {
                if (found != null) {
                    return null;
                }
                found = header.value();
            }
        }
        return found;
    }

    /// The same request with another body.
    public HttpRequest with(Blob other) {
        return new HttpRequest(method, target, headers, other, peer, tls);
    }
}
