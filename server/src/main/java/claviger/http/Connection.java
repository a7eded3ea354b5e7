package claviger.http;

import claviger.call.AwsException;
import claviger.call.HttpRequest;
import claviger.call.HttpRequest.TlsDetails;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/// One connection: takes requests from the decoder one after the other, and answers them in that
/// order.
///
/// All of it runs on the connection's event loop, but for the handler, which has a virtual
/// thread. While that works, what the client sends ahead waits here, and a client that does so is
/// not read from any further.
// A write or close that fails ends in channelInactive, which is where its end is seen to.
@SuppressWarnings("FutureReturnValueIgnored")
final class Connection extends ChannelInboundHandlerAdapter {

    private enum Stage {
        HEAD,
        BODY,
        HANDLING,
        SENDING,
        CLOSED
    }

    private record Incoming(RequestHead head, Body body) {}

    private static final Logger LOG = System.getLogger("claviger.http");

    private final Front front;
    private final Channel channel;
    private final Deadline deadline;
    private final Queue<Object> waiting = new ArrayDeque<>(1);
    private Stage stage = Stage.HEAD;
    private @Nullable Incoming incoming;
    private @Nullable ChannelFuture lastAnswer;
    private @Nullable TlsDetails tls;

    Connection(Front front, Channel channel) {
        this.front = front;
        this.channel = channel;
        this.deadline = new Deadline(channel.eventLoop(), this::expired);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        deadline.in(front.limits.headerTime());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        switch (stage) {
            case HEAD, BODY -> take(message);
            case HANDLING, SENDING -> {
                waiting.add(message);
                channel.config().setAutoRead(false);
            }
            case CLOSED -> ReferenceCountUtil.release(message);
        }
    }

    private void take(Object message) {
        try {
            switch (message) {
                case StrictDecoder.Refused refused -> throw refused.error();
                case io.netty.handler.codec.http.HttpRequest decoded -> begin(RequestHead.of(decoded, front.limits));
                case HttpContent content -> append(content);
                default -> throw new IllegalStateException("unknown message");
            }
        } catch (AwsException refused) {
            refuse(refused);
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void begin(RequestHead head) {
        stage = Stage.BODY;
        incoming = new Incoming(head, new Body(head.declaredLength(), front.limits, front.bodyBytesInFlight));
        deadline.in(front.limits.bodyTime());
        if (head.expectsContinue()) {
            channel.writeAndFlush(Unpooled.wrappedBuffer(Answers.CONTINUE));
        }
    }

    private void append(HttpContent content) {
        var request = incoming;
        if (request == null) {
            return;
        }
        if (content.decoderResult().isFailure()) {
            throw HttpError.MALFORMED.because("The chunks of the body cannot be read.");
        }
        request.body().append(content.content());
        if (content instanceof LastHttpContent) {
            handle(request);
        }
    }

    private void handle(Incoming incoming) {
        stage = Stage.HANDLING;
        deadline.lift();
        var head = incoming.head();
        var request = new HttpRequest(
                head.method(), head.target(), head.headers(), incoming.body().finish(), peer(), tls());
        try {
            front.threads.execute(() -> answerOnVirtualThread(request, !head.keepAlive()));
        } catch (RejectedExecutionException closing) {
            abandon();
        }
    }

    private void answerOnVirtualThread(HttpRequest request, boolean close) {
        ByteBuf answer;
        try {
            answer = front.answer(request, close);
        } catch (Throwable fault) {
            LOG.log(Level.ERROR, "Even the answer to a fault failed.", fault);
            answer = null;
        }
        var sent = answer;
        try {
            channel.eventLoop().execute(() -> answered(sent, close));
        } catch (RejectedExecutionException closed) {
            LOG.log(Level.DEBUG, "The listener closed before a request ended.");
        }
    }

    private void answered(@Nullable ByteBuf answer, boolean close) {
        release();
        if (stage == Stage.CLOSED) {
            return;
        }
        if (answer == null) {
            abandon();
            return;
        }
        var written = channel.writeAndFlush(answer);
        if (close || front.closing) {
            finish(written);
            return;
        }
        lastAnswer = written;
        stage = Stage.SENDING;
        deadline.in(front.limits.idleTime());
        proceed();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        proceed();
    }

    /// Goes on to the next request once the client has taken most of the last answer: else one
    /// that sends and never reads would pile up answers here.
    private void proceed() {
        if (stage != Stage.SENDING || !channel.isWritable()) {
            return;
        }
        stage = Stage.HEAD;
        while (stage == Stage.HEAD || stage == Stage.BODY) {
            var message = waiting.poll();
            if (message == null) {
                channel.config().setAutoRead(true);
                return;
            }
            take(message);
        }
    }

    private void expired() {
        if (stage == Stage.BODY) {
            refuse(HttpError.TIMED_OUT.because("The body did not arrive in time."));
        } else {
            abandon();
        }
    }

    private void refuse(AwsException refused) {
        release();
        try {
            finish(channel.writeAndFlush(front.refusal(refused)));
        } catch (RuntimeException fault) {
            LOG.log(Level.ERROR, "A refusal cannot be worded.", fault);
            abandon();
        }
    }

    /// Sends what is written and no more; reads nothing more either.
    private void finish(ChannelFuture written) {
        stage = Stage.CLOSED;
        deadline.close();
        forget();
        if (channel.isActive()) {
            Drain.replace(this, channel, written, front.limits.idleTime());
        }
    }

    private void abandon() {
        stage = Stage.CLOSED;
        channel.close();
    }

    /// Lets the request in flight end, if there is one, and an answer that is on its way.
    void closeWhenIdle() {
        switch (stage) {
            case HEAD, SENDING -> {
                if (lastAnswer == null || lastAnswer.isDone()) {
                    abandon();
                } else {
                    finish(lastAnswer);
                }
            }
            case BODY, HANDLING, CLOSED -> {}
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        // A handler at work goes on, and gives back its body's room when it ends.
        if (stage != Stage.HANDLING) {
            release();
        }
        stage = Stage.CLOSED;
        deadline.close();
        forget();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.log(Level.DEBUG, "A connection failed: {0}", cause.getClass().getName());
        channel.close();
    }

    private void release() {
        var request = incoming;
        if (request != null) {
            request.body().release();
            incoming = null;
        }
    }

    private void forget() {
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
    }

    private String peer() {
        return channel.remoteAddress() instanceof InetSocketAddress address
                ? address.getAddress().getHostAddress()
                : "";
    }

    private @Nullable TlsDetails tls() {
        var ssl = channel.pipeline().get(SslHandler.class);
        if (ssl == null || tls != null) {
            return tls;
        }
        var session = ssl.engine().getSession();
        tls = new TlsDetails(session.getProtocol(), session.getCipherSuite());
        return tls;
    }
}
