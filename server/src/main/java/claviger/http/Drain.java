package claviger.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufHolder;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;

/// The end of a connection: our side is closed as soon as the answer is out, and what the client
/// still sends is thrown away, for a moment.
///
/// To close at once would not do: with bytes unread, the kernel resets the connection, and a
/// client that is still sending its 2 MiB would see that instead of the answer that says why (RFC
/// 9112 9.6).
// A write or close that fails ends in channelInactive, which is where its end is seen to.
@SuppressWarnings("FutureReturnValueIgnored")
final class Drain extends ChannelInboundHandlerAdapter {

    private static final Duration TIME = Duration.ofSeconds(1);
    private static final int MOST_BYTES = 4 << 20;

    private final Channel channel;
    private final Deadline deadline;
    private int drained;

    private Drain(Channel channel) {
        this.channel = channel;
        this.deadline = new Deadline(channel.eventLoop(), channel::close);
    }

    /// Puts this in the place of a connection and its decoder.
    ///
    /// @param written when the answer is out, for which the client has some time
    static void replace(Connection connection, Channel channel, ChannelFuture written, Duration sendingTime) {
        var drain = new Drain(channel);
        drain.deadline.in(sendingTime);
        channel.pipeline().replace(connection, null, drain);
        channel.pipeline().remove(StrictDecoder.class);
        channel.config().setAutoRead(true);
        written.addListener(_ -> drain.closeOurSide());
    }

    private void closeOurSide() {
        deadline.in(TIME);
        var ssl = channel.pipeline().get(SslHandler.class);
        if (ssl == null) {
            shutdownOutput();
        } else {
            ssl.closeOutbound().addListener(_ -> shutdownOutput());
        }
    }

    private void shutdownOutput() {
        if (channel.isActive()) {
            ((DuplexChannel) channel).shutdownOutput();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        drained += switch (message) {
            case ByteBuf bytes -> bytes.readableBytes();
            case ByteBufHolder holder -> holder.content().readableBytes();
            default -> 0;
        };
        ReferenceCountUtil.release(message);
        if (drained > MOST_BYTES) {
            channel.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        deadline.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        channel.close();
    }
}
