package dev.parley.bench.socket;

import io.netty.buffer.ByteBuf;

/** The frames of one system as its client writes and reads them. Stateless. */
interface Dialect {
    /** What {@link #read} gives for a frame that says nothing about a message. */
    long OTHER = -1;

    /** The server has let the session in. */
    long READY = -2;

    /** The server wants {@link #pong} back. */
    long PING = -3;

    /** The server has refused something. */
    long REFUSED = -4;

    /** Added to a message's number where the agent has got it; without, its sender has the ack. */
    long SEEN = 1L << 40;

    /** Path and query of the request that is upgraded. */
    String path();

    /** What a client says when {@code heard} (empty right after the upgrade) has come. */
    String opening(Session session, String heard);

    /** A message of {@code number} with a text of {@link Texts#BYTES} bytes. */
    String post(Session session, int number);

    /** A message's number, that with {@link #SEEN}, or one of the constants. */
    long read(ByteBuf frame, boolean agent);

    String pong();
}
