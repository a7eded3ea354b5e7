package claviger.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A client that sends exactly the bytes it is told to, and shows what comes back.
final class RawClient implements AutoCloseable {

    /// @param closed whether the server closed its side, be it by a reset
    record Heard(String text, boolean closed, long millis) {

        private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");

        List<Integer> statuses() {
            var found = new ArrayList<Integer>();
            var matcher = STATUS.matcher(text);
            while (matcher.find()) {
                found.add(Integer.valueOf(matcher.group(1)));
            }
            return found;
        }
    }

    private final Socket socket;

    RawClient(int port) throws IOException {
        this(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    RawClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
    }

    RawClient send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawClient send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /// Sends on a thread of its own, for what the server may not read to its end.
    RawClient sendMeanwhile(byte[] bytes) {
        Thread.startVirtualThread(() -> {
            try {
                send(bytes);
            } catch (IOException cut) {
                // The server has closed, which is what such tests are about.
            }
        });
        return this;
    }

    /// Reads until the server closes, or nothing has come for the time, or so many answers are in.
    Heard hear(int answers, int quietMillis) throws IOException {
        var begun = System.nanoTime();
        var bytes = new ByteArrayOutputStream();
        var closed = false;
        socket.setSoTimeout(quietMillis);
        try {
            var buffer = new byte[64 << 10];
            while (true) {
                var read = socket.getInputStream().read(buffer);
                if (read < 0) {
                    closed = true;
                    break;
                }
                bytes.write(buffer, 0, read);
                if (complete(bytes.toString(StandardCharsets.ISO_8859_1)) >= answers) {
                    break;
                }
            }
        } catch (SocketTimeoutException quiet) {
            // Nothing more to hear.
        } catch (IOException reset) {
            closed = true;
        }
        var millis = (System.nanoTime() - begun) / 1_000_000;
        return new Heard(bytes.toString(StandardCharsets.ISO_8859_1), closed, millis);
    }

    Heard hearToEnd() throws IOException {
        return hear(Integer.MAX_VALUE, 5000);
    }

    private static final Pattern LENGTH = Pattern.compile("Content-Length: (\\d+)");

    private static int complete(String text) {
        var count = 0;
        var from = 0;
        while (true) {
            var end = text.indexOf("\r\n\r\n", from);
            if (end < 0) {
                return count;
            }
            var length = LENGTH.matcher(text.substring(from, end));
            from = end + 4;
            if (!length.find()) {
                continue;
            }
            from += Integer.parseInt(length.group(1));
            if (from > text.length()) {
                return count;
            }
            count++;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
