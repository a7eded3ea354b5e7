package claviger.http;

import claviger.call.AwsException;
import claviger.call.HttpRequest;
import io.netty.buffer.ByteBuf;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// What all connections of one listener share.
final class Front {

    private static final Logger LOG = System.getLogger("claviger.http");

    final Limits limits;
    final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    final AtomicInteger openConnections = new AtomicInteger();
    final AtomicLong bodyBytesInFlight = new AtomicLong();
    volatile boolean closing;

    private final Handler handler;
    private final Refusals refusals;
    private final Answers answers = new Answers();

    Front(Limits limits, Handler handler, Refusals refusals) {
        this.limits = limits;
        this.handler = handler;
        this.refusals = refusals;
    }

    /// The whole answer to a request as bytes, whatever happens.
    ///
    /// @param close whether the client wants the connection closed
    ByteBuf answer(HttpRequest request, boolean close) {
        var toHead = request.method().equals("HEAD");
        try {
            var response = handler.handle(request);
            return answers.encode(response, close || closing, toHead);
        } catch (Throwable fault) {
            // Errors too: a stack that overflowed in one request must not leave its client
            // without an answer.
            LOG.log(Level.ERROR, "A request ended in a fault of ours.", fault);
            return answers.encode(refusals.internalFailure(), close || closing, toHead);
        }
    }

    /// The answer to what never reaches the handler.
    ByteBuf refusal(AwsException refused) {
        return answers.encode(refusals.answer(refused), true, false);
    }
}
