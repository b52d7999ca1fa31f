package dev.parley.bench.socket;

import io.netty.buffer.ByteBuf;

/**
 * socket.io 4 over Engine.IO's WebSocket transport, no more of it than a chat needs: {@code 0{…}}
 * opens, {@code 40{auth}} connects, {@code 42N["post",{…}]} is an event that wants acknowledgement
 * N, {@code 43N[…]} is that, {@code 42["message",{…}]} is an event of the server, 2 and 3 are ping
 * and pong.
 *
 * <p>Source: the protocol's public description, revision 5 of socket.io and 4 of Engine.IO.
 */
record SocketIoDialect() implements Dialect {
    private static final byte[] ACK = Texts.mark("43");
    private static final byte[] EVENT = Texts.mark("42[\"message\"");
    private static final byte[] CONNECTED = Texts.mark("40");
    private static final byte[] REFUSAL = Texts.mark("44");
    private static final byte[] PING_PACKET = Texts.mark("2");
    private static final byte[] CONTENT = Texts.mark("\"content\":\"m");

    @Override
    public String path() {
        return "/socket.io/?EIO=4&transport=websocket";
    }

    @Override
    public String opening(Session session, String heard) {
        return heard.startsWith("0") ? "40{\"token\":\"" + session.token() + "\"}" : "";
    }

    @Override
    public String post(Session session, int number) {
        return "42"
                + number
                + "[\"post\",{\"conversation\":"
                + session.conversation()
                + ",\"content\":\""
                + Texts.of(number)
                + "\"}]";
    }

    @Override
    public long read(ByteBuf frame, boolean agent) {
        if (Texts.startsWith(frame, ACK)) {
            return Texts.number(frame, frame.readerIndex() + ACK.length);
        }
        if (Texts.startsWith(frame, EVENT)) {
            long number = agent ? Texts.numberBehind(frame, CONTENT) : -1;
            return number < 0 ? OTHER : number + SEEN;
        }
        if (Texts.startsWith(frame, CONNECTED)) {
            return READY;
        }
        if (Texts.startsWith(frame, REFUSAL)) {
            return REFUSED;
        }
        return frame.readableBytes() == 1 && Texts.startsWith(frame, PING_PACKET) ? PING : OTHER;
    }

    @Override
    public String pong() {
        return "3";
    }
}
