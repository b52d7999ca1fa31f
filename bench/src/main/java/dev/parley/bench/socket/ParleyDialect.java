package dev.parley.bench.socket;

import io.netty.buffer.ByteBuf;

/** Parley's own {@code /ws}; the bare server speaks it too. */
record ParleyDialect() implements Dialect {
    private static final byte[] ACK = Texts.mark("{\"ack\"");
    private static final byte[] EVENT = Texts.mark("{\"event\"");
    private static final byte[] WELCOME = Texts.mark("{\"welcome\"");
    private static final byte[] PING_FRAME = Texts.mark("{\"ping\"");
    private static final byte[] ERROR = Texts.mark("{\"error\"");
    private static final byte[] REQUEST = Texts.mark("\"request_id\":\"");
    private static final byte[] CONTENT = Texts.mark("\"content\":\"m");

    @Override
    public String path() {
        return "/ws";
    }

    @Override
    public String opening(Session session, String heard) {
        return heard.isEmpty() ? "{\"hello\":{\"token\":\"" + session.token() + "\"}}" : "";
    }

    @Override
    public String post(Session session, int number) {
        return "{\"post\":{\"request_id\":\""
                + number
                + "\",\"conversation\":"
                + session.conversation()
                + ",\"content\":\""
                + Texts.of(number)
                + "\",\"echo_id\":\""
                + number
                + "\"}}";
    }

    @Override
    public long read(ByteBuf frame, boolean agent) {
        if (Texts.startsWith(frame, ACK)) {
            return Texts.numberBehind(frame, REQUEST);
        }
        if (Texts.startsWith(frame, EVENT)) {
            // A visitor gets its own messages too: they say nothing about the other side.
            long number = agent ? Texts.numberBehind(frame, CONTENT) : -1;
            return number < 0 ? OTHER : number + SEEN;
        }
        if (Texts.startsWith(frame, PING_FRAME)) {
            return PING;
        }
        if (Texts.startsWith(frame, WELCOME)) {
            return READY;
        }
        return Texts.startsWith(frame, ERROR) ? REFUSED : OTHER;
    }

    @Override
    public String pong() {
        return "{\"pong\":{}}";
    }
}
