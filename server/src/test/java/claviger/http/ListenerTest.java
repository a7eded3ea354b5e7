package claviger.http;

import static claviger.http.TestLimits.patient;
import static claviger.http.TestLimits.quick;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import claviger.call.Header;
import claviger.call.HttpRequest;
import claviger.call.HttpResponse;
import claviger.crypto.Blob;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class ListenerTest {

    private static final String OK = "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}";
    private static final HttpResponse DONE = new HttpResponse(200, List.of(), bytes("done"));

    private static Blob bytes(String text) {
        return Blob.adopt(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Listener start(Limits limits, claviger.http.Handler handler) {
        return Listener.start(new Settings("localhost", 0, null, limits), handler, HostileRequestsTest::word);
    }

    private static boolean refusesConnections(int port) {
        try (var client = new RawClient(port)) {
            return client.hear(1, 200).closed();
        } catch (ConnectException refused) {
            return true;
        } catch (java.io.IOException other) {
            return false;
        }
    }

    @Test
    void answers_tell_date_and_length_and_keep_the_handlers_headers() throws Exception {
        try (var listener = start(
                        patient(),
                        _ -> new HttpResponse(
                                400, List.of(new Header("X-a", "1"), new Header("X-a", "\u00e4")), bytes("abc")));
                var client = new RawClient(listener.port())) {
            var heard = client.send(OK).hear(1, 2000).text();
            assertThat(heard).startsWith("HTTP/1.1 400 Bad Request\r\nX-a: 1\r\nX-a: \u00e4\r\n");
            assertThat(heard)
                    .contains("Content-Length: 3\r\n")
                    .endsWith("\r\n\r\nabc")
                    .doesNotContain("Connection");
            var date = heard.substring(heard.indexOf("Date: ") + 6, heard.indexOf(" GMT") + 4);
            assertThat(date).hasSize(29);
            assertThat(Duration.between(
                                    ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                                            .toInstant(),
                                    Instant.now())
                            .abs())
                    .isLessThan(Duration.ofSeconds(3));
            assertThat(listener.endpoint()).isEqualTo("http://localhost:" + listener.port());
        }
    }

    @Test
    void a_head_request_is_answered_without_a_body() throws Exception {
        try (var listener = start(patient(), _ -> DONE);
                var client = new RawClient(listener.port())) {
            var heard = client.send("HEAD / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
                    .hearToEnd();
            assertThat(heard.text()).contains("Content-Length: 4\r\n").endsWith("\r\n\r\n");
        }
    }

    @Test
    void every_request_has_a_virtual_thread_of_its_own() throws Exception {
        var threads = new ConcurrentLinkedQueue<Thread>();
        try (var listener = start(patient(), _ -> {
                    threads.add(Thread.currentThread());
                    return DONE;
                });
                var client = new RawClient(listener.port())) {
            client.send(OK).hear(1, 2000);
            client.send(OK).hear(1, 2000);
        }
        assertThat(threads).hasSize(2).doesNotHaveDuplicates().allMatch(Thread::isVirtual);
    }

    @Test
    void pipelined_requests_are_answered_in_order_one_at_a_time() throws Exception {
        var busy = new AtomicBoolean();
        var overlapped = new AtomicBoolean();
        try (var listener = start(patient(), request -> {
                    overlapped.compareAndSet(false, !busy.compareAndSet(false, true));
                    pause(request.target().hashCode() % 2 == 0 ? 3 : 0);
                    busy.set(false);
                    return new HttpResponse(200, List.of(), bytes("<" + request.target() + ">"));
                });
                var client = new RawClient(listener.port())) {
            var sent = new StringBuilder();
            var expected = new ArrayList<String>();
            for (var i = 0; i < 200; i++) {
                sent.append("POST /").append(i).append(" HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\n");
                sent.append("b".repeat(1000));
                expected.add("</" + i + ">");
            }
            client.sendMeanwhile(sent.append("junk\r\n\r\n").toString().getBytes(StandardCharsets.US_ASCII));
            var heard = client.hearToEnd();
            assertThat(heard.text()
                            .lines()
                            .filter(line -> line.startsWith("<"))
                            .map(line -> line.replaceFirst(">.*", ">")))
                    .containsExactlyElementsOf(expected);
            assertThat(heard.statuses()).hasSize(201).endsWith(400);
            assertThat(overlapped).isFalse();
        }
    }

    @Test
    void a_client_that_reads_nothing_is_not_answered_any_further_and_cut_off() throws Exception {
        var handled = new AtomicInteger();
        var large = Blob.adopt(new byte[1 << 20]);
        try (var listener = start(quick(), _ -> {
                    handled.incrementAndGet();
                    return new HttpResponse(200, List.of(), large);
                });
                var client = new RawClient(listener.port())) {
            client.sendMeanwhile(OK.repeat(1000).getBytes(StandardCharsets.US_ASCII));
            var before = -1;
            while (before < handled.get() && handled.get() <= 50) {
                before = handled.get();
                pause(500);
            }
            // What the kernel holds for it, and little more.
            assertThat(handled.get()).isBetween(1, 50);
            pause(500);
            assertThat(client.hearToEnd().closed()).isTrue();
        }
    }

    @Test
    void a_last_answer_reaches_a_client_that_reads_slowly() throws Exception {
        var large = Blob.adopt(new byte[16 << 20]);
        try (var listener = start(patient(), _ -> new HttpResponse(200, List.of(), large));
                var socket = new Socket("localhost", listener.port())) {
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            pause(1500);
            var received = socket.getInputStream().readAllBytes();
            assertThat(received.length).isGreaterThan(16 << 20);
        }
    }

    @Test
    void leave_to_send_a_body_is_given_when_asked_for() throws Exception {
        try (var listener = start(patient(), request -> new HttpResponse(200, List.of(), request.body()));
                var client = new RawClient(listener.port())) {
            client.send("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-Continue\r\nContent-Length: 3\r\n\r\n");
            assertThat(client.hear(1, 100).text()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            assertThat(client.send("abc").hear(1, 2000).text())
                    .startsWith("HTTP/1.1 200 OK")
                    .endsWith("abc");
        }
    }

    @Test
    void a_head_that_dribbles_is_cut_off() throws Exception {
        try (var listener = start(quick(), _ -> DONE);
                var client = new RawClient(listener.port())) {
            dribble(client, "POST / HTTP/1.1\r\nHost: h\r\nX: " + "a".repeat(1000));
            var heard = client.hearToEnd();
            assertThat(heard.closed()).isTrue();
            assertThat(heard.statuses()).isEmpty();
            assertThat(heard.millis()).isBetween(200L, 3000L);
        }
    }

    @Test
    void a_body_that_dribbles_is_refused() throws Exception {
        try (var listener = start(quick(), _ -> DONE)) {
            for (var head : List.of("Content-Length: 1000\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n3e8\r\n")) {
                try (var client = new RawClient(listener.port())) {
                    client.send("POST / HTTP/1.1\r\nHost: h\r\n" + head);
                    dribble(client, "a".repeat(900));
                    var heard = client.hearToEnd();
                    assertThat(heard.statuses()).containsExactly(408);
                    assertThat(heard.closed()).isTrue();
                    assertThat(heard.millis()).isBetween(300L, 3000L);
                }
            }
        }
    }

    private static void dribble(RawClient client, String text) {
        Thread.startVirtualThread(() -> {
            try {
                for (var letter : text.getBytes(StandardCharsets.US_ASCII)) {
                    client.send(new byte[] {letter});
                    pause(10);
                }
            } catch (java.io.IOException cut) {
                // As it should be.
            }
        });
    }

    @Test
    void a_silent_connection_is_closed_and_a_later_request_has_longer() throws Exception {
        try (var listener = start(quick(), _ -> DONE);
                var silent = new RawClient(listener.port());
                var used = new RawClient(listener.port())) {
            used.send(OK).hear(1, 2000);
            assertThat(silent.hearToEnd().millis()).isBetween(150L, 3000L);
            assertThat(used.send(OK).hear(1, 2000).statuses()).containsExactly(200);
            var heard = used.hearToEnd();
            assertThat(heard.closed()).isTrue();
            assertThat(heard.millis()).isBetween(550L, 3000L);
        }
    }

    @Test
    void a_slow_handler_is_under_no_deadline() throws Exception {
        try (var listener = start(quick(), _ -> {
                    pause(1000);
                    return DONE;
                });
                var client = new RawClient(listener.port())) {
            assertThat(client.send(OK).hear(1, 3000).statuses()).containsExactly(200);
        }
    }

    @Test
    void bodies_in_flight_are_bounded_in_all_and_give_back_their_room() throws Exception {
        var small = TestLimits.with(10_000, 10_000, 100_000, 5000);
        var release = new CountDownLatch(1);
        var full = "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 60000\r\n\r\n" + "a".repeat(60_000);
        try (var listener = start(small, request -> {
            await(release);
            return new HttpResponse(200, List.of(), bytes("" + request.body().length()));
        })) {
            try (var first = new RawClient(listener.port());
                    var second = new RawClient(listener.port());
                    var promises = new RawClient(listener.port())) {
                // What is only promised takes no room.
                promises.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000\r\n\r\n");
                first.send(full);
                pause(100);
                var heard = second.sendMeanwhile(full.getBytes(StandardCharsets.US_ASCII))
                        .hearToEnd();
                assertThat(heard.statuses()).containsExactly(400);
                assertThat(heard.text()).contains("ThrottlingException");
                assertThat(heard.closed()).isTrue();
                release.countDown();
                assertThat(first.hear(1, 2000).text()).endsWith("60000");
            }
            // Two are gone in mid-body, one was answered, one refused: all their room is back.
            for (var i = 0; i < 5; i++) {
                try (var cut = new RawClient(listener.port())) {
                    cut.send(full.substring(0, 50_000));
                }
            }
            pause(100);
            try (var again = new RawClient(listener.port())) {
                assertThat(again.send(full).hear(1, 2000).text()).endsWith("60000");
            }
        }
    }

    @Test
    void a_connection_too_many_is_closed_and_a_free_place_serves_again() throws Exception {
        try (var listener = start(patient().withConnections(3), _ -> DONE)) {
            try (var a = new RawClient(listener.port());
                    var b = new RawClient(listener.port());
                    var c = new RawClient(listener.port())) {
                for (var client : List.of(a, b, c)) {
                    assertThat(client.send(OK).hear(1, 2000).statuses()).containsExactly(200);
                }
                assertThat(refusesConnections(listener.port())).isTrue();
                assertThat(c.send(OK).hear(1, 2000).statuses()).containsExactly(200);
            }
            pause(100);
            try (var next = new RawClient(listener.port())) {
                assertThat(next.send(OK).hear(1, 2000).statuses()).containsExactly(200);
            }
        }
    }

    @Test
    void two_thousand_idle_connections_do_not_stop_a_good_client() throws Exception {
        var idle = new ArrayList<RawClient>();
        try (var listener = start(Limits.standard(), _ -> DONE);
                var early = new RawClient(listener.port())) {
            for (var i = 0; i < 2000; i++) {
                idle.add(new RawClient(listener.port()));
            }
            for (var i = 0; i < 1000; i++) {
                idle.get(i).send("POST / HTTP/1.1\r\nHo");
            }
            try (var late = new RawClient(listener.port())) {
                for (var client : List.of(early, late, early)) {
                    var heard = client.send(OK).hear(1, 2000);
                    assertThat(heard.statuses()).containsExactly(200);
                    assertThat(heard.millis()).isLessThan(2000);
                }
            }
        } finally {
            for (var client : idle) {
                client.close();
            }
        }
    }

    @Test
    void a_handler_that_throws_ends_in_the_internal_failure_and_one_line_of_log() throws Exception {
        var lines = new ConcurrentLinkedQueue<LogRecord>();
        try (var _ = new Recorder(lines);
                var listener = start(patient(), request -> {
                    switch (request.target()) {
                        case "/error" -> throw new StackOverflowError("secret");
                        case "/header" -> {
                            return new HttpResponse(200, List.of(new Header("X", "a\r\nSet-Cookie: b")), Blob.EMPTY);
                        }
                        case "/ours" -> {
                            return new HttpResponse(200, List.of(new Header("content-Length", "7")), Blob.EMPTY);
                        }
                        default -> throw new IllegalStateException("secret");
                    }
                });
                var client = new RawClient(listener.port())) {
            for (var target : List.of("/", "/error", "/header", "/ours")) {
                lines.clear();
                var heard = client.send("GET " + target + " HTTP/1.1\r\nHost: h\r\n\r\n")
                        .hear(1, 2000);
                assertThat(heard.text())
                        .startsWith("HTTP/1.1 500 ")
                        .contains("InternalFailure")
                        .doesNotContain("secret");
                assertThat(heard.text()).doesNotContain("Exception").doesNotContain("Cookie");
                assertThat(lines).as(target).hasSize(1);
            }
        }
    }

    private static final class Recorder extends Handler implements AutoCloseable {

        private final Logger logger = Logger.getLogger("claviger.http");
        private final java.util.Queue<LogRecord> lines;

        Recorder(java.util.Queue<LogRecord> lines) {
            this.lines = lines;
            logger.addHandler(this);
            logger.setUseParentHandlers(false);
        }

        @Override
        public void publish(LogRecord line) {
            lines.add(line);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            logger.removeHandler(this);
            logger.setUseParentHandlers(true);
        }
    }

    @Test
    void refusals_that_cannot_be_worded_close_the_connection() throws Exception {
        try (var _ = new Recorder(new ConcurrentLinkedQueue<>());
                var listener = Listener.start(
                        new Settings("localhost", 0, null, patient()),
                        _ -> {
                            throw new IllegalStateException();
                        },
                        _ -> {
                            throw new IllegalStateException();
                        });
                var refused = new RawClient(listener.port());
                var failed = new RawClient(listener.port())) {
            assertThat(refused.send("junk\r\n\r\n").hearToEnd().closed()).isTrue();
            assertThat(failed.send(OK).hearToEnd().closed()).isTrue();
        }
    }

    @Test
    void a_handler_ends_although_its_client_has_gone() throws Exception {
        var begun = new CountDownLatch(1);
        var ended = new CountDownLatch(1);
        try (var listener = start(patient(), _ -> {
            begun.countDown();
            pause(300);
            ended.countDown();
            return DONE;
        })) {
            try (var client = new RawClient(listener.port())) {
                client.send(OK);
                await(begun);
            }
        }
        // The listener has closed by now, and has waited for that.
        assertThat(ended.getCount()).isZero();
    }

    @Test
    void closing_answers_what_is_in_flight_and_takes_nothing_new() throws Exception {
        var begun = new CountDownLatch(1);
        var listener = start(patient(), _ -> {
            begun.countDown();
            pause(1000);
            return DONE;
        });
        try (var client = new RawClient(listener.port());
                var idle = new RawClient(listener.port());
                var uploading = new RawClient(listener.port())) {
            uploading.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{");
            client.send(OK);
            await(begun);
            var port = listener.port();
            var start = System.nanoTime();
            var closed = CompletableFuture.runAsync(listener::close);
            assertThat(idle.hearToEnd().closed()).isTrue();
            assertThat(refusesConnections(port)).isTrue();
            uploading.send("}");
            var heard = client.hearToEnd();
            assertThat(heard.text()).startsWith("HTTP/1.1 200 OK").contains("Connection: close\r\n");
            assertThat(uploading.hearToEnd().statuses()).containsExactly(200);
            closed.get(5, TimeUnit.SECONDS);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
        } finally {
            listener.close();
        }
    }

    @Test
    void closing_does_not_wait_for_ever() throws Exception {
        var hurried = TestLimits.with(10_000, 10_000, 1 << 20, 200);
        var release = new CountDownLatch(1);
        var listener = start(hurried, _ -> {
            await(release);
            return DONE;
        });
        try (var client = new RawClient(listener.port())) {
            client.send(OK);
            pause(100);
            var start = System.nanoTime();
            listener.close();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
            assertThat(client.hearToEnd().closed()).isTrue();
        } finally {
            release.countDown();
        }
    }

    @Test
    void a_port_in_use_stops_the_start() {
        try (var listener = start(patient(), _ -> DONE)) {
            var same = new Settings("localhost", listener.port(), null, patient());
            assertThatThrownBy(() -> Listener.start(same, _ -> DONE, HostileRequestsTest::word))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessage("Cannot listen on localhost, port %d.", listener.port());
        }
    }

    @Test
    void an_ordinary_client_is_served() throws Exception {
        try (var listener = start(patient(), ListenerTest::echo);
                var client = HttpClient.newHttpClient()) {
            var big = "x".repeat(1_000_000);
            for (var body : List.of("", "{}", big)) {
                var request = java.net.http.HttpRequest.newBuilder(URI.create(listener.endpoint()))
                        .POST(java.net.http.HttpRequest.BodyPublishers.ofString(body))
                        .build();
                var answer = client.send(request, java.net.http.HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
                assertThat(answer.body()).isEqualTo(body);
            }
        }
    }

    private static HttpResponse echo(HttpRequest request) {
        return new HttpResponse(200, List.of(), request.body());
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(5, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
