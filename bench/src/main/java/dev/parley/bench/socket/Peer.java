package dev.parley.bench.socket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;

/**
 * One connection of the client: RFC 6455 without extensions, text frames of less than 64 KiB.
 * Frames are masked with a key of zeros, which costs this side nothing and the server the same as
 * any other key. Event loop's thread alone.
 */
final class Peer extends ChannelInboundHandlerAdapter {
    private static final byte[] SWITCHING = Texts.mark("HTTP/1.1 101");
    private static final int TEXT = 0x81;
    private static final int CLOSE = 0x8;
    private static final int PING = 0x9;
    private static final int PONG = 0x8A;
    private static final int MASKED = 0x80;
    private static final int MAX_SHORT = 125;
    private static final int LENGTH_16 = 126;

    /** What is told to whoever owns the connection. */
    interface Owner {
        void ready(Peer peer);

        /** {@link Dialect#read} of a frame that is neither a ping nor a welcome. */
        void heard(Peer peer, long read);

        void lost(Peer peer, String why);
    }

    private final Session session;
    private final Dialect dialect;
    private final String host;
    private final Owner owner;

    /** What came of a frame that is not whole yet. */
    private final ByteBuf rest = Unpooled.buffer(0);

    private boolean upgraded;
    private boolean ready;
    private boolean closing;

    /** Null before the connection is open. */
    private @Nullable Channel channel;

    Peer(Session session, Dialect dialect, String host, Owner owner) {
        this.session = session;
        this.dialect = dialect;
        this.host = host;
        this.owner = owner;
    }

    Session session() {
        return session;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        channel = context.channel();
        String request =
                "GET "
                        + dialect.path()
                        + " HTTP/1.1\r\nHost: "
                        + host
                        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                        + "Sec-WebSocket-Version: 13\r\n\r\n";
        ChannelFuture _ = context.writeAndFlush(ByteBufUtil.writeAscii(context.alloc(), request));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            if (rest.isReadable()) {
                rest.writeBytes(in);
                take(context, rest);
                rest.discardReadBytes();
            } else {
                take(context, in);
                rest.clear().writeBytes(in);
            }
        } finally {
            in.release();
        }
        if (!rest.isReadable() && rest.capacity() > 0) {
            // Ten thousand idle connections keep no buffers.
            rest.clear().capacity(0);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (!closing) {
            owner.lost(this, "the server closed the connection");
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!closing) {
            owner.lost(this, cause.toString());
        }
        ChannelFuture _ = context.close();
    }

    /** Sends message {@code number}. */
    void post(int number) {
        send(TEXT, dialect.post(session, number));
    }

    /** Sends any frame. */
    void send(String text) {
        send(TEXT, text);
    }

    void close() {
        closing = true;
        if (channel != null) {
            ChannelFuture _ = channel.close();
        }
    }

    private void take(ChannelHandlerContext context, ByteBuf in) {
        if (!upgraded && !upgrade(in)) {
            return;
        }
        while (frame(context, in)) {
            // until what is left is not a whole frame
        }
    }

    private boolean upgrade(ByteBuf in) {
        int end = ByteBufUtil.indexOf(Unpooled.wrappedBuffer(Texts.mark("\r\n\r\n")), in);
        if (end < 0) {
            return false;
        }
        if (!Texts.startsWith(in, SWITCHING)) {
            owner.lost(this, in.toString(StandardCharsets.US_ASCII).lines().findFirst().orElse(""));
            closing = true;
            return false;
        }
        in.readerIndex(end + 4);
        upgraded = true;
        open("");
        return true;
    }

    private void open(String heard) {
        String next = dialect.opening(session, heard);
        if (!next.isEmpty()) {
            send(TEXT, next);
        }
    }

    private boolean frame(ChannelHandlerContext context, ByteBuf in) {
        int available = in.readableBytes();
        if (available < 2) {
            return false;
        }
        int start = in.readerIndex();
        int opcode = in.getByte(start) & 0xF;
        long length = in.getByte(start + 1) & 0x7F;
        int head = length <= MAX_SHORT ? 2 : length == LENGTH_16 ? 4 : 10;
        if (available < head) {
            return false;
        }
        if (head > 2) {
            length = head == 4 ? in.getUnsignedShort(start + 2) : in.getLong(start + 2);
        }
        if (available < head + length) {
            return false;
        }
        in.readerIndex(start + head);
        ByteBuf payload = in.readSlice((int) length);
        switch (opcode) {
            case PING -> send(PONG, payload.toString(StandardCharsets.UTF_8));
            case CLOSE -> {
                ChannelFuture _ = context.close();
            }
            default -> text(payload);
        }
        return true;
    }

    private void text(ByteBuf payload) {
        long read = dialect.read(payload, session.agent());
        if (read == Dialect.PING) {
            send(TEXT, dialect.pong());
        } else if (read == Dialect.READY) {
            ready = true;
            owner.ready(this);
        } else if (!ready && read == Dialect.OTHER) {
            open(payload.toString(StandardCharsets.UTF_8));
        } else {
            owner.heard(this, read);
        }
    }

    private void send(int first, String text) {
        Channel open = channel;
        if (open == null || !open.isActive()) {
            return;
        }
        int length = ByteBufUtil.utf8Bytes(text);
        ByteBuf out = open.alloc().buffer(length + 8);
        out.writeByte(first);
        if (length <= MAX_SHORT) {
            out.writeByte(MASKED | length);
        } else {
            out.writeByte(MASKED | LENGTH_16).writeShort(length);
        }
        out.writeInt(0);
        ByteBufUtil.writeUtf8(out, text);
        ChannelFuture _ = open.writeAndFlush(out, open.voidPromise());
    }
}
