package claviger.http;

import claviger.call.AwsException;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpConstants;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;

/// Reads requests as Netty does, but looks at each line of a head first and refuses all spellings
/// that two readers could take for two different requests.
///
/// Netty alone joins folded lines, takes several blanks or tabs for one in the request line, and
/// has no limit on the number of fields; what it has read shows none of that any more.
final class StrictDecoder extends HttpRequestDecoder {

    /// Takes the place of a request that is refused before all of it is read.
    record Refused(AwsException error) {}

    private enum Part {
        REQUEST_LINE,
        FIELDS,
        BODY,
        REFUSED
    }

    /// RFC 9110 5.6.2: what names and methods are made of.
    private static final boolean[] TOKEN = new boolean[128];

    static {
        var all = "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        all.chars().forEach(c -> TOKEN[c] = true);
    }

    private final int mostFields;
    private Part part = Part.REQUEST_LINE;
    private int fields;

    StrictDecoder(Limits limits) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(limits.requestLineBytes())
                .setMaxHeaderSize(limits.headerBytes())
                .setMaxChunkSize(64 << 10)
                .setStrictLineParsing(true)
                .setUseRfc9112TransferEncoding(true)
                .setAllowDuplicateContentLengths(false));
        this.mostFields = limits.headerFields();
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf buffer, List<Object> out) throws Exception {
        if (part == Part.REQUEST_LINE || part == Part.FIELDS) {
            try {
                inspectHead(buffer);
            } catch (AwsException refused) {
                part = Part.REFUSED;
                out.add(new Refused(refused));
            }
        }
        if (part == Part.REFUSED) {
            buffer.skipBytes(buffer.readableBytes());
            return;
        }
        super.decode(ctx, buffer, out);
        for (var message : out) {
            if (message instanceof LastHttpContent) {
                part = Part.REQUEST_LINE;
            } else if (message instanceof HttpMessage) {
                part = Part.BODY;
            }
        }
    }

    @Override
    protected HttpMessage createMessage(String[] initialLine) throws Exception {
        part = Part.FIELDS;
        return super.createMessage(initialLine);
    }

    /// Netty consumes all whole lines of a head each time, so the buffer always begins with a new
    /// line and every line is seen here once.
    private void inspectHead(ByteBuf buffer) {
        var end = buffer.writerIndex();
        var start = buffer.readerIndex();
        var requestLine = part == Part.REQUEST_LINE;
        if (requestLine) {
            // RFC 9112 2.2: empty lines before the request line are passed over, by Netty too.
            while (start < end && isLineEnd(buffer.getByte(start))) {
                start++;
            }
        }
        for (var feed = next(buffer, start); feed >= 0; feed = next(buffer, start)) {
            if (feed == start || buffer.getByte(feed - 1) != HttpConstants.CR) {
                throw HttpError.MALFORMED.because("A line must end with CR and LF.");
            }
            var length = feed - 1 - start;
            if (requestLine) {
                inspectRequestLine(buffer, start, length);
                requestLine = false;
                fields = 0;
            } else if (length == 0) {
                return;
            } else {
                inspectField(buffer, start, length);
            }
            start = feed + 1;
        }
    }

    private static int next(ByteBuf buffer, int start) {
        return buffer.indexOf(start, buffer.writerIndex(), HttpConstants.LF);
    }

    private static void inspectRequestLine(ByteBuf buffer, int start, int length) {
        var end = start + length;
        var methodEnd = buffer.forEachByte(start, length, StrictDecoder::isInToken);
        if (methodEnd <= start || buffer.getByte(methodEnd) != HttpConstants.SP) {
            throw HttpError.MALFORMED.because("The request line must begin with a method and one blank.");
        }
        var target = methodEnd + 1;
        var targetEnd = buffer.forEachByte(target, end - target, StrictDecoder::isVisible);
        if (targetEnd < 0 || buffer.getByte(targetEnd) != HttpConstants.SP) {
            throw HttpError.MALFORMED.because("The request line must be a method, a target and a version.");
        }
        if (buffer.getByte(target) != '/') {
            throw HttpError.MALFORMED.because("The request target must be a path.");
        }
        if (buffer.indexOf(target, targetEnd, (byte) '#') >= 0) {
            throw HttpError.MALFORMED.because("The request target must not have a fragment.");
        }
        if (!isHttp11(buffer, targetEnd + 1, end)) {
            throw HttpError.MALFORMED.because("Only HTTP/1.1 is spoken here.");
        }
    }

    private static boolean isHttp11(ByteBuf buffer, int start, int end) {
        var expected = "HTTP/1.1";
        if (end - start != expected.length()) {
            return false;
        }
        for (var i = 0; i < expected.length(); i++) {
            if (buffer.getByte(start + i) != expected.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void inspectField(ByteBuf buffer, int start, int length) {
        if (++fields > mostFields) {
            throw HttpError.HEADERS_TOO_LARGE.because("A request may have at most %d header fields.", mostFields);
        }
        // A folded line begins with a blank, which is in no name: RFC 9112 5.2 has servers refuse
        // it.
        var nameEnd = buffer.forEachByte(start, length, StrictDecoder::isInToken);
        if (nameEnd <= start || buffer.getByte(nameEnd) != ':') {
            throw HttpError.MALFORMED.because("A header field must be a name, a colon and a value on one line.");
        }
        if (buffer.forEachByte(nameEnd, start + length - nameEnd, StrictDecoder::isInValue) >= 0) {
            throw HttpError.MALFORMED.because("A header field must not hold control characters.");
        }
    }

    private static boolean isLineEnd(byte b) {
        return b == HttpConstants.CR || b == HttpConstants.LF;
    }

    private static boolean isVisible(byte b) {
        return b > ' ' && b < 0x7F;
    }

    /// Bytes from 0x80 on (negative here) are lawful in values.
    private static boolean isInValue(byte b) {
        return b < 0 || b == HttpConstants.HT || (b >= ' ' && b != 0x7F);
    }

    private static boolean isInToken(byte b) {
        return b >= 0 && TOKEN[b];
    }
}
