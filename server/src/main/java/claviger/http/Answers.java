package claviger.http;

import claviger.call.Header;
import claviger.call.HttpResponse;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Turns answers into bytes.
final class Answers {

    static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    // RFC_1123_DATE_TIME will not do: it writes the 3rd of June without a zero, which RFC 9110
    // 5.6.7 demands.
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private record Date(long epochSecond, String text) {}

    private volatile Date now = new Date(0, "");

    /// @param toHead whether the request was a HEAD, whose answer tells a length but has no body
    /// @throws IllegalArgumentException if the answer cannot be said in HTTP
    ByteBuf encode(HttpResponse response, boolean close, boolean toHead) {
        var status = HttpResponseStatus.valueOf(response.status());
        var head = new StringBuilder(512)
                .append("HTTP/1.1 ")
                .append(status.code())
                .append(' ')
                .append(status.reasonPhrase())
                .append("\r\n");
        for (var header : response.headers()) {
            append(head, header);
        }
        head.append("Date: ").append(date()).append("\r\n");
        head.append("Content-Length: ").append(response.body().length()).append("\r\n");
        if (close) {
            head.append("Connection: close\r\n");
        }
        var bytes = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        return toHead
                ? Unpooled.wrappedBuffer(bytes)
                : Unpooled.wrappedBuffer(bytes, response.body().shared());
    }

    private static void append(StringBuilder head, Header header) {
        // A line end in a value would let whoever chose the value write the rest of the answer.
        if (!header.name().chars().allMatch(Answers::isInName)
                || !header.value().chars().allMatch(c -> c >= ' ' && c != 0x7F && c <= 0xFF)
                || isOurs(header.name())) {
            throw new IllegalArgumentException("An answer has a header that cannot be sent.");
        }
        head.append(header.name()).append(": ").append(header.value()).append("\r\n");
    }

    private static boolean isOurs(String name) {
        return switch (name.length()) {
            case 4 -> name.equalsIgnoreCase("Date");
            case 10 -> name.equalsIgnoreCase("Connection");
            case 14 -> name.equalsIgnoreCase("Content-Length");
            case 17 -> name.equalsIgnoreCase("Transfer-Encoding");
            default -> false;
        };
    }

    private static boolean isInName(int c) {
        return c > ' ' && c < 0x7F && c != ':';
    }

    private String date() {
        var second = Math.floorDiv(System.currentTimeMillis(), 1000L);
        var known = now;
        if (known.epochSecond() != second) {
            known = new Date(second, HTTP_DATE.format(Instant.ofEpochSecond(second)));
            now = known;
        }
        return known.text();
    }
}
