package claviger.http;

import static claviger.http.HttpError.EXPECTATION_FAILED;
import static claviger.http.HttpError.HEADERS_TOO_LARGE;
import static claviger.http.HttpError.MALFORMED;
import static claviger.http.HttpError.TARGET_TOO_LONG;

import claviger.call.AwsException;
import claviger.call.CommonError;
import claviger.call.Header;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A request up to its body, checked as a whole.
///
/// @param headers values hold one character for each byte received, as in ISO-8859-1
/// @param declaredLength of the body in bytes, `CHUNKED` where its end is found on the way
/// @param expectsContinue whether the client waits for leave to send the body
record RequestHead(
        String method,
        String target,
        List<Header> headers,
        int declaredLength,
        boolean expectsContinue,
        boolean keepAlive) {

    static final int CHUNKED = -1;

    /// Reads what Netty has decoded, or throws what is to be answered instead.
    static RequestHead of(io.netty.handler.codec.http.HttpRequest decoded, Limits limits) {
        if (decoded.decoderResult().isFailure()) {
            throw undecodable(decoded.decoderResult().cause());
        }
        var headers = new ArrayList<Header>(decoded.headers().size());
        String host = null;
        String contentLength = null;
        String transferEncoding = null;
        String expect = null;
        var fields = decoded.headers().iteratorCharSequence();
        while (fields.hasNext()) {
            var field = fields.next();
            var header = new Header(field.getKey().toString(), field.getValue().toString());
            headers.add(header);
            switch (header.name().length()) {
                case 4 -> host = only("Host", host, header);
                case 6 -> expect = only("Expect", expect, header);
                case 14 -> contentLength = only("Content-Length", contentLength, header);
                case 17 -> transferEncoding = only("Transfer-Encoding", transferEncoding, header);
                default -> {}
            }
        }
        if (host == null || !isAuthority(host)) {
            throw MALFORMED.because("A request must have one Host field that names a host.");
        }
        if (transferEncoding != null && contentLength != null) {
            throw MALFORMED.because("A request must not have both Transfer-Encoding and Content-Length.");
        }
        if (transferEncoding != null && !transferEncoding.equalsIgnoreCase("chunked")) {
            throw MALFORMED.because("The one transfer coding known here is chunked.");
        }
        if (expect != null && !expect.equalsIgnoreCase("100-continue")) {
            throw EXPECTATION_FAILED.because("The one expectation known here is 100-continue.");
        }
        var declared = transferEncoding != null ? CHUNKED : declaredLength(contentLength, limits.bodyBytes());
        return new RequestHead(
                decoded.method().name(),
                decoded.uri(),
                List.copyOf(headers),
                declared,
                expect != null && declared != 0,
                HttpUtil.isKeepAlive(decoded));
    }

    /// What is wrong where Netty could not go on.
    static AwsException undecodable(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return TARGET_TOO_LONG.because("The request line is too long.");
        }
        return cause instanceof TooLongFrameException
                ? HEADERS_TOO_LARGE.because("The header fields are too long.")
                : MALFORMED.because("The request is not HTTP/1.1.");
    }

    static AwsException tooLarge(int mostBytes) {
        return CommonError.REQUEST_ENTITY_TOO_LARGE.because("A request body may have at most %d bytes.", mostBytes);
    }

    private static @Nullable String only(String name, @Nullable String found, Header header) {
        if (!header.name().equalsIgnoreCase(name)) {
            return found;
        }
        if (found != null) {
            throw MALFORMED.because("A request must not repeat the field %s.", name);
        }
        return header.value();
    }

    /// RFC 9110 7.2 in outline: enough to know that it is one name or address, with no user or
    /// path beside it.
    private static boolean isAuthority(String host) {
        return !host.isEmpty()
                && host.chars().noneMatch(c -> c <= ' ' || c >= 0x7F || "\"#,/<>?@\\^`{|}".indexOf(c) >= 0);
    }

    private static int declaredLength(@Nullable String contentLength, int most) {
        if (contentLength == null) {
            return 0;
        }
        if (contentLength.isEmpty() || !contentLength.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw MALFORMED.because("Content-Length must be a number.");
        }
        // Nine digits hold more than any limit, and always fit.
        if (contentLength.length() > 9 || Integer.parseInt(contentLength) > most) {
            throw tooLarge(most);
        }
        return Integer.parseInt(contentLength);
    }
}
