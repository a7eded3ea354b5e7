package claviger.sigv4;

import claviger.call.Header;
import claviger.call.HttpRequest;
import claviger.crypto.Blob;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Makes one request from another.
final class Requests {

    private Requests() {}

    static HttpRequest withMethod(HttpRequest it, String method) {
        return new HttpRequest(method, it.target(), it.headers(), it.body(), it.peer(), it.tls());
    }

    static HttpRequest withTarget(HttpRequest it, String target) {
        return new HttpRequest(it.method(), target, it.headers(), it.body(), it.peer(), it.tls());
    }

    static HttpRequest withHeaders(HttpRequest it, List<Header> headers) {
        return new HttpRequest(it.method(), it.target(), List.copyOf(headers), it.body(), it.peer(), it.tls());
    }

    static HttpRequest withBody(HttpRequest it, byte[] body) {
        return new HttpRequest(it.method(), it.target(), it.headers(), Blob.copyOf(body), it.peer(), it.tls());
    }

    static HttpRequest withHeader(HttpRequest it, String name, String value) {
        var headers = new ArrayList<>(it.headers());
        headers.add(new Header(name, value));
        return withHeaders(it, headers);
    }

    static HttpRequest withoutHeader(HttpRequest it, String name) {
        var headers = new ArrayList<>(it.headers());
        headers.removeIf(header -> header.name().equalsIgnoreCase(name));
        return withHeaders(it, headers);
    }

    /// With one value changed in every field of that name.
    static HttpRequest replacing(HttpRequest it, String name, String part, String by) {
        var headers = new ArrayList<>(it.headers());
        headers.replaceAll(header -> header.name().equalsIgnoreCase(name)
                ? new Header(header.name(), header.value().replace(part, by))
                : header);
        return withHeaders(it, headers);
    }

    /// One request for each byte of the method, target, header fields and body, in which one bit
    /// of it is changed; and one with a byte more in the body. Fields that are not signed are left
    /// alone.
    static List<HttpRequest> eachByteBroken(HttpRequest it) {
        var broken = new ArrayList<HttpRequest>();
        for (var at = 0; at < it.method().length(); at++) {
            broken.add(withMethod(it, flipped(it.method(), at)));
        }
        for (var at = 0; at < it.target().length(); at++) {
            broken.add(withTarget(it, flipped(it.target(), at)));
        }
        for (var index = 0; index < it.headers().size(); index++) {
            var header = it.headers().get(index);
            for (var at = 0; at < header.name().length(); at++) {
                broken.add(withHeaderAt(it, index, new Header(flipped(header.name(), at), header.value())));
            }
            for (var at = 0; at < header.value().length(); at++) {
                broken.add(withHeaderAt(it, index, new Header(header.name(), flipped(header.value(), at))));
            }
        }
        var body = it.body().toByteArray();
        for (var at = 0; at < body.length; at++) {
            var other = body.clone();
            other[at] ^= 1;
            broken.add(withBody(it, other));
        }
        broken.add(withBody(it, Arrays.copyOf(body, body.length + 1)));
        return broken;
    }

    private static HttpRequest withHeaderAt(HttpRequest it, int index, Header header) {
        var headers = new ArrayList<>(it.headers());
        headers.set(index, header);
        return withHeaders(it, headers);
    }

    private static String flipped(String text, int at) {
        var characters = text.toCharArray();
        characters[at] = (char) (characters[at] ^ 1);
        return new String(characters);
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
