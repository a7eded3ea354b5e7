package claviger.bench;

import claviger.call.Header;
import claviger.call.HttpResponse;
import claviger.crypto.Blob;
import claviger.http.Limits;
import claviger.http.Listener;
import claviger.http.Settings;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Answers every request with the same 300 bytes and does nothing else: what Claviger could reach at most.
final class EmptyServer {

    enum Kind {
        /// On Claviger's own listener, with its limits, and a virtual thread for each request.
        VIRTUAL_THREADS,
        /// On the bare event loop of the same HTTP library.
        EVENT_LOOP
    }

    static final String CONTENT_TYPE = "application/x-amz-json-1.1";
    static final byte[] BODY = ("{\"Empty\":\"" + "x".repeat(288) + "\"}").getBytes(StandardCharsets.US_ASCII);

    private EmptyServer() {}

    public static void main(String[] arguments) throws InterruptedException {
        var port = switch (Kind.valueOf(arguments[0])) {
            case VIRTUAL_THREADS -> virtualThreads();
            case EVENT_LOOP -> EventLoopServer.start(BODY);
        };
        System.out.println("ready http://127.0.0.1:" + port);
        Thread.currentThread().join();
    }

    private static int virtualThreads() {
        var answer = new HttpResponse(200, List.of(new Header("Content-Type", CONTENT_TYPE)), Blob.adopt(BODY));
        var settings = new Settings("127.0.0.1", 0, null, Limits.standard());
        return Listener.start(settings, _ -> answer, _ -> new HttpResponse(400, List.of(), Blob.EMPTY))
                .port();
    }
}
