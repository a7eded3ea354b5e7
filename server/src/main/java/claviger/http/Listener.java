package claviger.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Listens for HTTP/1.1, in clear text or over TLS, and hands whole requests to a [Handler].
///
/// Netty stands here and in this room alone: its event loops read, time and refuse; from the
/// handler on, all is plain blocking code.
// A write or close that fails ends in channelInactive, which is where its end is seen to.
@SuppressWarnings("FutureReturnValueIgnored")
public final class Listener implements AutoCloseable {

    private final Settings settings;
    private final Front front;
    private final SslProvider tlsEngine;
    private final EventLoopGroup loops;
    private final ChannelGroup connections;
    private final Channel server;
    private volatile @Nullable SslContext certificate;

    private Listener(Settings settings, Front front, SslProvider tlsEngine) {
        this.settings = settings;
        this.front = front;
        this.tlsEngine = tlsEngine;
        this.certificate = settings.tls() == null ? null : Certificates.open(settings.tls(), tlsEngine);
        var threads = new DefaultThreadFactory("claviger-http", true);
        this.loops = new MultiThreadIoEventLoopGroup(
                settings.limits().eventLoops(),
                threads,
                Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        this.connections = new DefaultChannelGroup(loops.next());
        this.server = bind();
    }

    /// Loads the native library ahead of the first use.
    public static void preload() {
        quiet();
        Epoll.isAvailable();
    }

    /// Else Netty goes looking for logging libraries on the class path, and wakes the flight recorder with the
    /// first buffer, which takes as long as all else of a first answer.
    private static void quiet() {
        InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
        System.setProperty("io.netty.jfr.enabled", "false");
    }

    /// Binds the port and serves from then on.
    ///
    /// @throws UncheckedIOException if the address cannot be bound
    /// @throws IllegalArgumentException if the certificate cannot be used
    public static Listener start(Settings settings, Handler handler, Refusals refusals) {
        quiet();
        // BoringSSL where its library loads: eleven times the handshakes of the JDK, which stands
        // in elsewhere.
        var boringSsl = settings.tls() != null && OpenSsl.isAvailable();
        return start(settings, handler, refusals, boringSsl ? SslProvider.OPENSSL : SslProvider.JDK);
    }

    static Listener start(Settings settings, Handler handler, Refusals refusals, SslProvider tlsEngine) {
        return new Listener(settings, new Front(settings.limits(), handler, refusals), tlsEngine);
    }

    private Channel bind() {
        Class<? extends ServerChannel> transport =
                Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
        var bound = new ServerBootstrap()
                .group(loops)
                .channel(transport)
                .option(ChannelOption.SO_BACKLOG, 4096)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                // What a client may have sent ahead while its request is handled is at most one
                // such read.
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, new AdaptiveRecvByteBufAllocator(512, 2 << 10, 16 << 10))
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accept(channel);
                    }
                })
                .bind(new InetSocketAddress(settings.host(), settings.port()))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            throw new UncheckedIOException(
                    "Cannot listen on %s, port %d.".formatted(settings.host(), settings.port()),
                    new IOException(bound.cause()));
        }
        return bound.channel();
    }

    private void accept(Channel channel) {
        channel.closeFuture().addListener(_ -> front.openConnections.decrementAndGet());
        if (front.openConnections.incrementAndGet() > settings.limits().connections() || front.closing) {
            channel.close();
            return;
        }
        connections.add(channel);
        var tls = certificate;
        if (tls != null) {
            var handshake = tls.newHandler(channel.alloc());
            // The connection's own deadline covers the handshake as well.
            handshake.setHandshakeTimeoutMillis(0);
            channel.pipeline().addLast(handshake);
        }
        channel.pipeline().addLast(new StrictDecoder(settings.limits()), new Connection(front, channel));
    }

    /// The port that is bound, also where the settings said 0.
    public int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    /// Such as `https://localhost:7443`.
    public String endpoint() {
        var host = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
        return (certificate == null ? "http" : "https") + "://" + host + ":" + port();
    }

    /// Shows another certificate to all who connect from now on.
    ///
    /// @throws IllegalArgumentException if it cannot be used; the one before then stays
    /// @throws IllegalStateException if this listener speaks clear text
    public void reload(Tls tls) {
        if (certificate == null) {
            throw new IllegalStateException("This listener speaks clear text.");
        }
        certificate = Certificates.open(tls, tlsEngine);
    }

    /// Takes no new connections, lets the requests in flight be answered for at most the limits'
    /// closing time, and then closes what is left.
    @Override
    public void close() {
        var end = System.nanoTime() + settings.limits().closingTime().toNanos();
        front.closing = true;
        server.close().awaitUninterruptibly();
        for (var channel : connections) {
            var connection = channel.pipeline().get(Connection.class);
            if (connection != null) {
                channel.eventLoop().execute(connection::closeWhenIdle);
            }
        }
        connections.newCloseFuture().awaitUninterruptibly(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        front.threads.shutdown();
        try {
            // Also those whose client has gone.
            front.threads.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        connections.close().awaitUninterruptibly();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
