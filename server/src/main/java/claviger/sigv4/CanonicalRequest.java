package claviger.sigv4;

import static claviger.call.CommonError.INVALID_SIGNATURE;

import claviger.call.Header;
import claviger.call.HttpRequest;
import java.util.List;

/// The one text, of one character per octet, that a request and its signature agree on.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>
final class CanonicalRequest {

    private static final int USUAL_LENGTH = 512;

    private CanonicalRequest() {}

    /// @param signedHeaders lower-case names, ascending
    /// @param bodyHash the SHA-256 of the body that was received, in lower-case hex: no word
    ///     stands in for it
    static String of(HttpRequest request, Query query, List<String> signedHeaders, String bodyHash, PathRule pathRule) {
        var text = new StringBuilder(USUAL_LENGTH);
        text.append(request.method()).append('\n');
        appendPath(text, request.target(), pathRule);
        text.append('\n').append(query.canonical()).append('\n');
        for (var name : signedHeaders) {
            appendHeader(text, name, request.headers());
        }
        text.append('\n');
        for (var at = 0; at < signedHeaders.size(); at++) {
            text.append(at == 0 ? "" : ";").append(signedHeaders.get(at));
        }
        return text.append('\n').append(bodyHash).toString();
    }

    /// Encodes the path as it came over the wire, percent signs included. That is AWS's rule of
    /// encoding twice, for all services but S3, and leaves nothing to decode here.
    private static void appendPath(StringBuilder text, String target, PathRule pathRule) {
        var mark = target.indexOf('?');
        var path = pathRule.apply(mark < 0 ? target : target.substring(0, mark));
        for (var at = 0; at < path.length(); at++) {
            var c = path.charAt(at);
            if (c == '/' || Octets.isUnreserved(c)) {
                text.append(c);
            } else if (c > 0xFF) {
                throw INVALID_SIGNATURE.because("The path must be percent-encoded.");
            } else {
                Octets.percentEncode(c, text);
            }
        }
    }

    private static void appendHeader(StringBuilder text, String name, List<Header> headers) {
        text.append(name).append(':');
        var found = 0;
        for (var header : headers) {
            if (header.name().equalsIgnoreCase(name)) {
                if (found++ > 0) {
                    text.append(',');
                }
                appendValue(text, header.value());
            }
        }
        if (found == 0) {
            throw INVALID_SIGNATURE.because("'%s' is a 'SignedHeader' that the request does not have.", name);
        }
        text.append('\n');
    }

    /// Without blanks at either end, and with one space for each run of blanks within.
    private static void appendValue(StringBuilder text, String value) {
        var trimmed = Octets.trim(value);
        var from = 0;
        for (var at = 0; at < trimmed.length(); at++) {
            var c = trimmed.charAt(at);
            if (Octets.isBlank(c)) {
                // Copied are whole stretches, which for most values is all of them at once.
                if (c == '\t' || Octets.isBlank(trimmed.charAt(at + 1))) {
                    text.append(trimmed, from, at).append(' ');
                    while (Octets.isBlank(trimmed.charAt(at + 1))) {
                        at++;
                    }
                    from = at + 1;
                }
            } else if (c < ' ' || c == 0x7F || c > 0xFF) {
                // A line end would let one value pass for several lines of this text.
                throw INVALID_SIGNATURE.because("A signed header has a character that no header may have.");
            }
        }
        text.append(trimmed, from, trimmed.length());
    }
}
