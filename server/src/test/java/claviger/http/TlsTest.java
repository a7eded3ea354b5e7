package claviger.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import claviger.call.HttpRequest;
import claviger.call.HttpRequest.TlsDetails;
import claviger.call.HttpResponse;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;
import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TlsTest {

    private static final String OK = "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}";
    private static final char[] PASSWORD = "only-for-tests".toCharArray();

    @TempDir
    private static Path folder;

    private static Tls first;
    private static Tls second;

    private final Queue<HttpRequest> handled = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void make_certificates() throws Exception {
        var other = CompletableFuture.supplyAsync(() -> certificate("second"));
        first = certificate("first");
        second = other.join();
    }

    private static Tls certificate(String name) {
        try {
            return makeCertificate(name);
        } catch (Exception fault) {
            throw new IllegalStateException(fault);
        }
    }

    private static Tls makeCertificate(String name) throws Exception {
        var store = folder.resolve(name + ".p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var made = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-alias",
                        name,
                        "-dname",
                        "CN=" + name,
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start();
        assertThat(made.waitFor()).isZero();
        var keys = KeyStore.getInstance(new File(store.toString()), PASSWORD);
        var tls = new Tls(folder.resolve(name + ".crt"), folder.resolve(name + ".key"));
        write(tls.certificateChain(), "CERTIFICATE", keys.getCertificate(name).getEncoded());
        write(tls.privateKey(), "PRIVATE KEY", keys.getKey(name, PASSWORD).getEncoded());
        return tls;
    }

    private static void write(Path file, String label, byte[] der) throws IOException {
        var text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        Files.writeString(file, "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n");
    }

    private Listener start(SslProvider engine, int headerMillis) {
        assumeTrue(engine == SslProvider.JDK || OpenSsl.isAvailable(), "BoringSSL does not load here");
        return Listener.start(
                new Settings("localhost", 0, first, TestLimits.with(headerMillis, 5000, 64 << 20, 5000)),
                request -> {
                    handled.add(request);
                    return new HttpResponse(200, List.of(), request.body());
                },
                HostileRequestsTest::word,
                engine);
    }

    private static SSLSocket connect(int port, String version, String... alpn) throws Exception {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Trusting()}, new SecureRandom());
        var socket = (SSLSocket) context.getSocketFactory().createSocket("localhost", port);
        socket.setEnabledProtocols(new String[] {version});
        var parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(alpn);
        socket.setSSLParameters(parameters);
        return socket;
    }

    /// Trusts whatever it is shown, and remembers nothing.
    private static final class Trusting implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private static String shown(SSLSocket socket) throws Exception {
        return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                .getSubjectX500Principal()
                .getName();
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK", "OPENSSL"})
    void both_versions_serve_and_are_told_to_the_handler(SslProvider engine) throws Exception {
        try (var listener = start(engine, 5000)) {
            assertThat(listener.endpoint()).isEqualTo("https://localhost:" + listener.port());
            for (var version : List.of("TLSv1.2", "TLSv1.3")) {
                handled.clear();
                var socket = connect(listener.port(), version, "h2", "http/1.1");
                try (var client = new RawClient(socket)) {
                    assertThat(client.send(OK).hear(1, 3000).statuses()).containsExactly(200);
                    assertThat(client.send(OK).hear(1, 3000).statuses()).containsExactly(200);
                    assertThat(socket.getApplicationProtocol()).isNotEqualTo("h2");
                    var told = new TlsDetails(version, socket.getSession().getCipherSuite());
                    assertThat(handled)
                            .hasSize(2)
                            .allSatisfy(r -> assertThat(r.tls()).isEqualTo(told));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK", "OPENSSL"})
    void refusals_reach_the_client_over_tls_too(SslProvider engine) throws Exception {
        try (var listener = start(engine, 5000);
                var client = new RawClient(connect(listener.port(), "TLSv1.3"))) {
            client.sendMeanwhile(("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2097152\r\n\r\n" + "a".repeat(2 << 20))
                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            var heard = client.hearToEnd();
            assertThat(heard.statuses()).containsExactly(413);
            assertThat(heard.closed()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK", "OPENSSL"})
    void a_new_certificate_is_shown_without_a_restart(SslProvider engine) throws Exception {
        try (var listener = start(engine, 5000);
                var before = connect(listener.port(), "TLSv1.3")) {
            assertThat(shown(before)).isEqualTo("CN=first");
            listener.reload(second);
            try (var after = connect(listener.port(), "TLSv1.3")) {
                assertThat(shown(after)).isEqualTo("CN=second");
            }
            var broken = new Tls(second.privateKey(), first.privateKey());
            assertThatThrownBy(() -> listener.reload(broken)).isInstanceOf(IllegalArgumentException.class);
            var foreign = new Tls(first.certificateChain(), folder.resolve("absent"));
            assertThatThrownBy(() -> listener.reload(foreign)).isInstanceOf(IllegalArgumentException.class);
            try (var after = connect(listener.port(), "TLSv1.3")) {
                assertThat(shown(after)).isEqualTo("CN=second");
            }
            assertThat(new RawClient(before).send(OK).hear(1, 3000).statuses()).containsExactly(200);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK", "OPENSSL"})
    void old_versions_and_weak_suites_are_refused(SslProvider engine) throws Exception {
        try (var listener = start(engine, 5000)) {
            // SSL 3.0, TLS 1.0, TLS 1.1; then TLS 1.2 with RSA key exchange and with CBC.
            for (var hello : List.of(
                    hello("0300", "c02b"),
                    hello("0301", "c009"),
                    hello("0302", "c009"),
                    hello("0303", "009c"),
                    hello("0303", "c023"))) {
                try (var client = new RawClient(listener.port())) {
                    var heard = client.send(hello).hearToEnd();
                    assertThat(heard.closed()).isTrue();
                    assertThat(heard.millis()).isLessThan(1000);
                    // An alert at most, never a ServerHello (0x16).
                    assertThat(heard.text()).doesNotStartWith("\u0016");
                }
            }
            // The same with a suite that is in use gets one: the test above could fail.
            try (var client = new RawClient(listener.port())) {
                assertThat(client.send(hello("0303", "c02b")).hear(1, 500).text())
                        .startsWith("\u0016");
            }
        }
    }

    /// A ClientHello with this version, one cipher suite, the curve P-256 and ECDSA with SHA-256.
    private static byte[] hello(String version, String suite) {
        var extensions = "000a000400020017" + "000b00020100" + "000d000400020403";
        var body = version + "11".repeat(32) + "00" + "0002" + suite + "0100"
                + "%04x".formatted(extensions.length() / 2) + extensions;
        var handshake = "01" + "%06x".formatted(body.length() / 2) + body;
        return HexFormat.of().parseHex("160301" + "%04x".formatted(handshake.length() / 2) + handshake);
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK", "OPENSSL"})
    void clear_text_on_the_tls_port_gets_nothing(SslProvider engine) throws Exception {
        try (var listener = start(engine, 5000);
                var client = new RawClient(listener.port())) {
            var heard = client.send(OK).hearToEnd();
            assertThat(heard.closed()).isTrue();
            assertThat(heard.statuses()).isEmpty();
            assertThat(heard.millis()).isLessThan(1000);
            assertThat(handled).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK", "OPENSSL"})
    void a_handshake_that_never_ends_is_cut_off(SslProvider engine) throws Exception {
        try (var listener = start(engine, 400);
                var silent = new RawClient(listener.port());
                var half = new RawClient(listener.port());
                var shaken = connect(listener.port(), "TLSv1.3")) {
            half.send(new byte[] {0x16, 3, 1, 1});
            shaken.startHandshake();
            for (var client : List.of(silent, half, new RawClient((Socket) shaken))) {
                var heard = client.hearToEnd();
                assertThat(heard.closed()).isTrue();
                assertThat(heard.millis()).isLessThan(1000);
            }
        }
    }

    @Test
    void a_certificate_that_cannot_be_used_stops_the_start() {
        var absent = new Tls(folder.resolve("absent"), first.privateKey());
        var mismatched = new Tls(first.certificateChain(), second.privateKey());
        for (var tls : List.of(absent, mismatched)) {
            assertThatThrownBy(() -> Listener.start(
                            new Settings("localhost", 0, tls, Limits.standard()),
                            _ -> {
                                throw new IllegalStateException();
                            },
                            HostileRequestsTest::word))
                    .as("%s", tls)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_clear_text_listener_has_no_certificate_to_change() {
        try (var listener = Listener.start(
                new Settings("localhost", 0, null, Limits.standard()),
                _ -> {
                    throw new IllegalStateException();
                },
                HostileRequestsTest::word)) {
            assertThatThrownBy(() -> listener.reload(first)).isInstanceOf(IllegalStateException.class);
        }
    }
}
