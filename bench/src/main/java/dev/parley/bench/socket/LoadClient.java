package dev.parley.bench.socket;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.Future;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * All connections of the client on one event loop: epoll where the system has it, else the JDK's
 * selector. Any thread.
 */
final class LoadClient implements AutoCloseable {
    /** Connections that are being opened at once. */
    private static final int OPENING = 64;

    private static final int BACKLOG_PAUSE_MILLIS = 60_000;

    private final MultiThreadIoEventLoopGroup group;
    private final EventLoop loop;
    private final Class<? extends SocketChannel> channels;

    LoadClient() {
        boolean epoll = Epoll.isAvailable();
        IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        channels = epoll ? EpollSocketChannel.class : NioSocketChannel.class;
        group = new MultiThreadIoEventLoopGroup(1, io);
        loop = group.next();
    }

    /** Name of the way in which the client waits, for the report. */
    String way() {
        return channels == EpollSocketChannel.class ? "epoll" : "nio";
    }

    EventLoop loop() {
        return loop;
    }

    /** Opens a connection for each session and waits until the server has let all in. */
    Crowd connect(InetSocketAddress address, Dialect dialect, List<Session> sessions)
            throws InterruptedException {
        Crowd crowd = new Crowd(loop);
        CompletableFuture<Void> all = new CompletableFuture<>();
        Future<?> _ =
                loop.submit(() -> new Opening(address, dialect, sessions, crowd, all).begin());
        try {
            all.get(BACKLOG_PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(
                    "connections=" + sessions.size() + " could not all be opened", e);
        }
        return crowd;
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }

    /** Opens connections, a few at a time. Event loop's thread. */
    private final class Opening implements Peer.Owner {
        private final InetSocketAddress address;
        private final Dialect dialect;
        private final List<Session> sessions;
        private final Crowd crowd;
        private final CompletableFuture<Void> all;
        private final List<Peer> peers = new ArrayList<>();
        private int opened;
        private int ready;

        Opening(
                InetSocketAddress address,
                Dialect dialect,
                List<Session> sessions,
                Crowd crowd,
                CompletableFuture<Void> all) {
            this.address = address;
            this.dialect = dialect;
            this.sessions = sessions;
            this.crowd = crowd;
            this.all = all;
        }

        void begin() {
            for (int i = 0; i < OPENING; i++) {
                next();
            }
        }

        private void next() {
            if (opened == sessions.size()) {
                return;
            }
            Session session = sessions.get(opened++);
            Peer peer =
                    new Peer(
                            session,
                            dialect,
                            address.getHostString() + ":" + address.getPort(),
                            this);
            new Bootstrap()
                    .group(loop)
                    .channel(channels)
                    .option(ChannelOption.TCP_NODELAY, true)
                    .handler(peer)
                    .connect(address)
                    .addListener(
                            future -> {
                                if (!future.isSuccess()) {
                                    lost(peer, String.valueOf(future.cause()));
                                }
                            });
        }

        @Override
        public void ready(Peer peer) {
            peers.add(peer);
            crowd.add(peer);
            next();
            if (++ready == sessions.size()) {
                all.complete(null);
            }
        }

        @Override
        public void heard(Peer peer, long read) {
            if (read == Dialect.REFUSED && ready < sessions.size()) {
                all.completeExceptionally(new IllegalStateException("a session was refused"));
            }
            crowd.heard(peer, read);
        }

        @Override
        public void lost(Peer peer, String why) {
            if (!all.completeExceptionally(new IllegalStateException(why))) {
                crowd.lost(why);
            }
        }
    }
}
