package claviger.http;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.call.Header;
import claviger.call.HttpRequest;
import claviger.call.HttpResponse;
import claviger.crypto.Blob;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What strangers send, as bytes, and what they must get.
class HostileRequestsTest {

    private static final String OK = "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}";
    private static final String SMUGGLED = "GET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n";

    /// @param expected the statuses of all answers in order
    /// @param open whether the connection serves on
    private record Row(String name, String sent, List<Integer> expected, boolean open) {}

    private final Queue<HttpRequest> handled = new ConcurrentLinkedQueue<>();
    private final List<Row> rows = new ArrayList<>();
    private Listener listener;

    @BeforeEach
    void start() {
        listener = Listener.start(
                new Settings("localhost", 0, null, Limits.standard()),
                request -> {
                    handled.add(request);
                    return new HttpResponse(200, List.of(new Header("X-Target", request.target())), request.body());
                },
                HostileRequestsTest::word);
    }

    @AfterEach
    void stop() {
        listener.close();
    }

    static HttpResponse word(claviger.call.AwsException refused) {
        var text = refused.error().code() + ": " + refused.text();
        return new HttpResponse(
                refused.error().status(), List.of(), Blob.adopt(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private void ok(String name, String sent) {
        rows.add(new Row(name, sent, List.of(200), true));
    }

    private void okThenClosed(String name, String sent) {
        rows.add(new Row(name, sent, List.of(200), false));
    }

    private void refused(int status, String name, String sent) {
        rows.add(new Row(name, sent, List.of(status), false));
    }

    private static String get(String fields) {
        return "GET / HTTP/1.1\r\nHost: h\r\n" + fields + "\r\n";
    }

    private static String post(String fields, String body) {
        return "POST / HTTP/1.1\r\nHost: h\r\n" + fields + "\r\n" + body;
    }

    private static String fields(int count) {
        var text = new StringBuilder();
        for (var i = 0; i < count; i++) {
            text.append("X-").append(i).append(": 1\r\n");
        }
        return text.toString();
    }

    private void lawful() {
        ok("plain", OK);
        ok("no body", get(""));
        ok("empty lines first", "\r\n\r\n" + OK);
        ok("chunked", post("Transfer-Encoding: chunked\r\n", "2\r\n{}\r\n3\r\nabc\r\n0\r\n\r\n"));
        ok("chunked, upper case", post("transfer-encoding: CHUNKED\r\n", "A\r\n0123456789\r\n0\r\n\r\n"));
        ok("chunked, with an extension", post("Transfer-Encoding: chunked\r\n", "2;a=b\r\n{}\r\n0\r\n\r\n"));
        ok("chunked, with a trailer", post("Transfer-Encoding: chunked\r\n", "2\r\n{}\r\n0\r\nX: y\r\n\r\n"));
        ok("chunked, empty", post("Transfer-Encoding: chunked\r\n", "0\r\n\r\n"));
        ok("100 fields", get(fields(99)));
        ok("a body of 1 MiB", post("Content-Length: 1048576\r\n", "a".repeat(1 << 20)));
        ok("a request line of 4 KiB", "GET /" + "a".repeat(4096 - 14) + " HTTP/1.1\r\nHost: h\r\n\r\n");
        ok("a header of nearly 16 KiB", get("X: " + "a".repeat(16_000) + "\r\n"));
        ok("a host with a port", "GET / HTTP/1.1\r\nHost: [::1]:4566\r\n\r\n");
        ok("a tab in a value", get("X: a\tb\r\n"));
        ok("bytes over 127 in a value", get("X: \u00e4\u00ff\r\n"));
        ok("an empty value", get("X:\r\n"));
        ok("a query", "GET /?a=%2F&b HTTP/1.1\r\nHost: h\r\n\r\n");
        ok("an unheard-of method", "BREW / HTTP/1.1\r\nHost: h\r\n\r\n");
        ok(
                "an offer of h2c",
                get("Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n"));
        ok("an offer of WebSocket", get("Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"));
        okThenClosed("Connection: close", get("Connection: close\r\n"));
        okThenClosed("Connection: x, Close", get("Connection: x, Close\r\n"));
    }

    private void misspelt() {
        refused(400, "HTTP/1.0", "GET / HTTP/1.0\r\nHost: h\r\n\r\n");
        refused(400, "HTTP/1.2", "GET / HTTP/1.2\r\nHost: h\r\n\r\n");
        refused(400, "HTTP/0.9", "GET /\r\n\r\n");
        refused(400, "lower case version", "GET / http/1.1\r\nHost: h\r\n\r\n");
        refused(400, "HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        refused(400, "two blanks", "GET  / HTTP/1.1\r\nHost: h\r\n\r\n");
        refused(400, "two blanks before the version", "GET /  HTTP/1.1\r\nHost: h\r\n\r\n");
        refused(400, "a blank after the version", "GET / HTTP/1.1 \r\nHost: h\r\n\r\n");
        refused(400, "a blank before the method", " GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        refused(400, "tabs", "GET\t/\tHTTP/1.1\r\nHost: h\r\n\r\n");
        refused(400, "a blank in the target", "GET /a b HTTP/1.1\r\nHost: h\r\n\r\n");
        refused(400, "a carriage return in the target", "GET /a\rb HTTP/1.1\r\nHost: h\r\n\r\n");
        refused(400, "absolute target", "GET http://h/ HTTP/1.1\r\nHost: h\r\n\r\n");
        refused(400, "authority target", "CONNECT h:443 HTTP/1.1\r\nHost: h\r\n\r\n");
        refused(400, "asterisk target", "OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n");
        refused(400, "no target", "GET HTTP/1.1\r\nHost: h\r\n\r\n");
        refused(400, "relative target", "GET a HTTP/1.1\r\nHost: h\r\n\r\n");
        refused(400, "fragment", "GET /#a HTTP/1.1\r\nHost: h\r\n\r\n");
        refused(400, "bytes over 127 in the target", "GET /\u00e4 HTTP/1.1\r\nHost: h\r\n\r\n");
        refused(400, "a method that is no token", "G(T / HTTP/1.1\r\nHost: h\r\n\r\n");
        refused(400, "bare LF after the request line", "GET / HTTP/1.1\nHost: h\r\n\r\n");
        refused(400, "bare LF after a field", "GET / HTTP/1.1\r\nHost: h\nX: y\r\n\r\n");
        refused(400, "bare LF at the end", "GET / HTTP/1.1\r\nHost: h\r\n\n");
        refused(400, "all bare LF", "GET / HTTP/1.1\nHost: h\n\n");
        refused(400, "bare CR in a value", get("X: a\rb\r\n"));
        refused(400, "bare CR before CRLF", get("X: a\r\r\n"));
        refused(400, "NUL in a value", get("X: a\0b\r\n"));
        refused(400, "escape in a value", get("X: \u001b[31m\r\n"));
        refused(400, "DEL in a value", get("X: \u007f\r\n"));
        refused(400, "a folded line", get("X: a\r\n b\r\n"));
        refused(400, "a folded line with a tab", get("X: a\r\n\tb\r\n"));
        refused(400, "a folded length", post("Content-Length:\r\n 2\r\n", "{}"));
        refused(400, "a blank line of blanks", "GET / HTTP/1.1\r\nHost: h\r\n  \r\n\r\n");
        refused(400, "a first field that is folded", "GET / HTTP/1.1\r\n X: y\r\nHost: h\r\n\r\n");
        refused(400, "a blank before the colon", get("X : y\r\n"));
        refused(400, "a tab before the colon", post("Transfer-Encoding\t: chunked\r\n", "0\r\n\r\n"));
        refused(400, "no colon", get("X\r\n"));
        refused(400, "no name", get(": y\r\n"));
        refused(400, "a name with a blank", get("X Y: z\r\n"));
        refused(400, "a name with a NUL", get("X\0: z\r\n"));
        refused(400, "a name over 127", get("X\u00e4: z\r\n"));
        refused(400, "TLS", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003");
        refused(400, "NULs", "\0".repeat(100));
        refused(414, "10,000 letters of junk", "a".repeat(10_000));
        refused(400, "junk lines", "x\r\n".repeat(3000));
    }

    private void ambiguous() {
        refused(400, "no Host", "GET / HTTP/1.1\r\n\r\n");
        refused(400, "empty Host", "GET / HTTP/1.1\r\nHost:\r\n\r\n");
        refused(400, "two Hosts", get("Host: h\r\n"));
        refused(400, "two Hosts, spelt apart", get("hOST: other\r\n"));
        refused(400, "a list of Hosts", "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n");
        refused(400, "a Host with a user", "GET / HTTP/1.1\r\nHost: a@b\r\n\r\n");
        refused(400, "a Host with a path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n");
        refused(400, "length and coding", post("Content-Length: 2\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"));
        refused(400, "coding and length", post("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n"));
        refused(400, "two lengths", post("Content-Length: 2\r\nContent-Length: 3\r\n", "{}x"));
        refused(400, "two equal lengths", post("Content-Length: 2\r\nContent-Length: 2\r\n", "{}"));
        refused(400, "a list of lengths", post("Content-Length: 2, 2\r\n", "{}"));
        refused(400, "length +2", post("Content-Length: +2\r\n", "{}"));
        refused(400, "length -2", post("Content-Length: -2\r\n", "{}"));
        refused(400, "length 0x2", post("Content-Length: 0x2\r\n", "{}"));
        refused(400, "length 2.0", post("Content-Length: 2.0\r\n", "{}"));
        refused(400, "length with a blank", post("Content-Length: 1 2\r\n", "{}"));
        refused(400, "length of nothing", post("Content-Length:\r\n", "{}"));
        refused(400, "length of 30 digits", post("Content-Length: " + "9".repeat(30) + "\r\n", "{}"));
        refused(400, "length beyond a long", post("Content-Length: 9223372036854775808\r\n", "{}"));
        refused(400, "identity", post("Transfer-Encoding: identity\r\n", "{}"));
        refused(400, "gzip, chunked", post("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"));
        refused(400, "chunked, gzip", post("Transfer-Encoding: chunked, gzip\r\n", "0\r\n\r\n"));
        refused(400, "chunked twice", post("Transfer-Encoding: chunked, chunked\r\n", "0\r\n\r\n"));
        refused(400, "two codings", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n", "0\r\n\r\n"));
        refused(400, "xchunked", post("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n"));
        refused(400, "quoted chunked", post("Transfer-Encoding: \"chunked\"\r\n", "0\r\n\r\n"));
        refused(400, "empty coding", post("Transfer-Encoding:\r\n", "{}"));
        refused(417, "another expectation", post("Expect: tea\r\nContent-Length: 2\r\n", "{}"));
        refused(
                400,
                "two expectations",
                post("Expect: 100-continue\r\nExpect: 100-continue\r\nContent-Length: 2\r\n", "{}"));
        // Netty takes eight bytes after such a head for a body, as a draft of WebSocket had it.
        refused(413, "a draft's hidden body", get("Sec-WebSocket-Key1: 1\r\nSec-WebSocket-Key2: 2\r\n"));
        for (var size :
                List.of("", "x", "-1", "+2", "0x2", " 2", "2 ", "2\t", "FFFFFFFFF", "80000000", "2 x", ";a", "2\n")) {
            refused(
                    400,
                    "chunk size '" + size + "'",
                    post("Transfer-Encoding: chunked\r\n", size + "\r\n{}\r\n0\r\n\r\n"));
        }
        refused(400, "a chunk too short", post("Transfer-Encoding: chunked\r\n", "3\r\n{}\r\n0\r\n\r\n"));
        refused(400, "a chunk too long", post("Transfer-Encoding: chunked\r\n", "1\r\n{}\r\n0\r\n\r\n"));
        refused(400, "a chunk after bare LF", post("Transfer-Encoding: chunked\r\n", "2\n{}\r\n0\r\n\r\n"));
        refused(400, "a bare LF after a chunk", post("Transfer-Encoding: chunked\r\n", "2\r\n{}\n0\r\n\r\n"));
        refused(400, "a chunk extension with bare LF", post("Transfer-Encoding: chunked\r\n", "2;\n{}\r\n0\r\n\r\n"));
        refused(400, "a bare LF in the trailer", post("Transfer-Encoding: chunked\r\n", "0\r\nX: y\n\r\n"));
    }

    private void tooMuch() {
        refused(431, "101 fields", get(fields(100)));
        refused(431, "a field of 17 KiB", get("X: " + "a".repeat(17 << 10) + "\r\n"));
        refused(431, "a header block of 64 KiB", get(("X: " + "a".repeat(1000) + "\r\n").repeat(64)));
        refused(431, "a name of 17 KiB", get("X".repeat(17 << 10) + ": a\r\n"));
        refused(414, "a request line of 5 KiB", "GET /" + "a".repeat(5 << 10) + " HTTP/1.1\r\nHost: h\r\n\r\n");
        refused(414, "a method of 5 KiB", "A".repeat(5 << 10) + " / HTTP/1.1\r\nHost: h\r\n\r\n");
        refused(413, "2 MiB declared and sent", post("Content-Length: 2097152\r\n", "a".repeat(2 << 20)));
        refused(413, "2 MiB declared, none sent", post("Content-Length: 2097152\r\n", ""));
        refused(413, "1 GiB declared", post("Content-Length: 1073741824\r\n", ""));
        refused(413, "one byte too many declared", post("Content-Length: 1048577\r\n", ""));
        refused(413, "too much, and asked first", post("Expect: 100-continue\r\nContent-Length: 2097152\r\n", ""));
        refused(
                413,
                "2 MiB in one chunk",
                post("Transfer-Encoding: chunked\r\n", "200000\r\n" + "a".repeat(2 << 20) + "\r\n0\r\n\r\n"));
        refused(
                413,
                "2 MiB in chunks",
                post(
                        "Transfer-Encoding: chunked\r\n",
                        ("400\r\n" + "a".repeat(1 << 10) + "\r\n").repeat(2048) + "0\r\n\r\n"));
        refused(
                400,
                "a chunk extension of 5 KiB",
                post("Transfer-Encoding: chunked\r\n", "2;" + "a".repeat(5 << 10) + "\r\n{}\r\n0\r\n\r\n"));
        refused(
                400,
                "a trailer of 17 KiB",
                post("Transfer-Encoding: chunked\r\n", "0\r\nX: " + "a".repeat(17 << 10) + "\r\n\r\n"));
    }

    @Test
    void every_request_gets_its_answer_and_nothing_is_read_after_a_refusal() throws Exception {
        lawful();
        misspelt();
        ambiguous();
        tooMuch();
        var refusalMillis = new ArrayList<Long>();
        for (var row : rows) {
            try (var client = new RawClient(listener.port())) {
                client.sendMeanwhile((row.sent() + (row.open() ? "" : SMUGGLED)).getBytes(StandardCharsets.ISO_8859_1));
                var heard = client.hear(row.open() ? 1 : Integer.MAX_VALUE, 2000);
                assertThat(heard.statuses()).as(row.name()).isEqualTo(row.expected());
                assertThat(heard.closed()).as(row.name() + " closes").isEqualTo(!row.open());
                assertThat(heard.millis()).as(row.name() + " in time").isLessThan(3000);
                if (!row.open()) {
                    refusalMillis.add(heard.millis());
                } else {
                    assertThat(client.send(OK).hear(1, 2000).statuses())
                            .as(row.name())
                            .containsExactly(200);
                }
            }
        }
        refusalMillis.sort(null);
        var median = refusalMillis.get(refusalMillis.size() / 2);
        System.out.println(rows.size() + " raw requests, refusals in " + median + " ms");
        assertThat(median).isLessThan(100);
        assertThat(rows.size()).isGreaterThan(100);
        assertThat(handled).extracting(HttpRequest::target).doesNotContain("/smuggled");
    }

    @Test
    void every_request_gets_the_same_answer_when_it_comes_byte_by_byte() throws Exception {
        lawful();
        misspelt();
        ambiguous();
        var short_ = rows.stream().filter(row -> row.sent().length() < 400).toList();
        assertThat(short_.size()).isGreaterThan(80);
        for (var row : short_) {
            try (var client = new RawClient(listener.port())) {
                Thread.startVirtualThread(() -> {
                    try {
                        for (var b : row.sent().getBytes(StandardCharsets.ISO_8859_1)) {
                            client.send(new byte[] {b});
                            Thread.onSpinWait();
                        }
                        if (!row.open()) {
                            client.send(SMUGGLED);
                        }
                    } catch (java.io.IOException cut) {
                        // Refused before the end.
                    }
                });
                var heard = client.hear(row.open() ? 1 : Integer.MAX_VALUE, 2000);
                assertThat(heard.statuses()).as(row.name()).isEqualTo(row.expected());
                assertThat(heard.closed()).as(row.name() + " closes").isEqualTo(!row.open());
            }
        }
        assertThat(handled).extracting(HttpRequest::target).doesNotContain("/smuggled");
    }

    @Test
    void a_request_is_given_to_the_handler_as_it_was_sent() throws Exception {
        try (var client = new RawClient(listener.port())) {
            client.send(
                    "PoST //a/./b?x=%20&x HTTP/1.1\r\nhOsT: h\r\nX:  \u00e4 b \r\nX: 2\r\ncontent-length: 3\r\n\r\n\0\u00ff\n");
            assertThat(client.hear(1, 2000).statuses()).containsExactly(200);
        }
        var request = handled.element();
        assertThat(request.method()).isEqualTo("PoST");
        assertThat(request.target()).isEqualTo("//a/./b?x=%20&x");
        assertThat(request.headers())
                .containsExactly(
                        new Header("hOsT", "h"),
                        new Header("X", "\u00e4 b"),
                        new Header("X", "2"),
                        new Header("content-length", "3"));
        assertThat(request.body()).isEqualTo(Blob.adopt(new byte[] {0, (byte) 0xFF, '\n'}));
        assertThat(request.peer()).isEqualTo("127.0.0.1");
        assertThat(request.tls()).isNull();
    }

    @Test
    void junk_is_refused_however_it_is_cut() throws Exception {
        var junk = new byte[10_000];
        new Random(7).nextBytes(junk);
        for (var length = 1; length <= junk.length; length = 2 * length + 1) {
            try (var client = new RawClient(listener.port())) {
                client.send(Arrays.copyOf(junk, length)).send("\r\n\r\n");
                var heard = client.hearToEnd();
                assertThat(heard.statuses()).as("%d bytes", length).isSubsetOf(400, 414);
                assertThat(heard.closed()).as("%d bytes", length).isTrue();
            }
        }
        assertThat(handled).isEmpty();
    }

    @Test
    void refused_bodies_are_not_kept() throws Exception {
        var flood = post("Content-Length: 2097152\r\n", "a".repeat(1 << 20)).getBytes(StandardCharsets.ISO_8859_1);
        var chunks = post("Transfer-Encoding: chunked\r\n", "200000\r\n" + "a".repeat(2 << 20))
                .getBytes(StandardCharsets.ISO_8859_1);
        var before = 0L;
        for (var round = 0; round < 300; round++) {
            if (round == 100) {
                before = usedHeap();
            }
            try (var client = new RawClient(listener.port())) {
                client.sendMeanwhile(round % 2 == 0 ? flood : chunks);
                assertThat(client.hearToEnd().statuses()).containsExactly(413);
            }
        }
        assertThat(usedHeap() - before).isLessThan(10 << 20);
    }

    private static long usedHeap() {
        System.gc();
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    @Test
    void cut_connections_leave_nothing_behind() throws Exception {
        var whole = OK.getBytes(StandardCharsets.ISO_8859_1);
        for (var cut = 0; cut < whole.length; cut++) {
            try (var client = new RawClient(listener.port())) {
                client.send(Arrays.copyOf(whole, cut));
            }
        }
        Thread.sleep(Duration.ofMillis(50));
        assertThat(handled).isEmpty();
        try (var client = new RawClient(listener.port())) {
            assertThat(client.send(whole).hear(1, 2000).statuses()).containsExactly(200);
        }
    }
}
