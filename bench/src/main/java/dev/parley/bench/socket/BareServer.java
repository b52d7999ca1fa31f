package dev.parley.bench.socket;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.websockets.WebSocketConnectionCallback;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import io.undertow.websockets.spi.WebSocketHttpExchange;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The floor: Undertow alone with the same frames, one in and two out, of the same length as
 * Parley's. Nothing is parsed beyond what must be copied, nothing is kept, and everything happens
 * on the I/O thread that read the frame.
 */
final class BareServer implements WebSocketConnectionCallback {
    private static final int IO_THREADS = 2;
    private static final String REQUEST = "\"request_id\":\"";
    private static final String CONTENT = "\"content\":\"";
    private static final String WELCOME =
            "{\"welcome\":{\"role\":\"visitor\",\"id\":123456789012,\"account\":123456789012,"
                    + "\"now\":1795000000000000,\"sync\":\"none\"}}";
    private static final String ACK_END =
            "\",\"conversation\":123456789012,\"number\":123,\"seq\":12,\"position\":123456,"
                    + "\"id\":123456789012}}";

    /** Stands for the fields before and behind the text in an agent's event of Parley. */
    private static final String EVENT_START =
            "{\"event\":{\"conversation\":123456789012,\"number\":123,\"seq\":12,\"type\":"
                + "\"MessagePosted\",\"at\":\"2026-11-22T12:00:00.123456Z\",\"position\":123456,"
                + "\"data\":{\"id\":123456789012,\"content\":\"";

    private final ConcurrentHashMap<String, WebSocketChannel> agents = new ConcurrentHashMap<>();
    private final String eventEnd;

    private BareServer(int eventBytes) {
        int rest = eventBytes - EVENT_START.length() - Texts.BYTES;
        this.eventEnd = "\",\"filling\":\"" + "x".repeat(Math.max(0, rest - 17)) + "\"}}}";
    }

    /** Argument: length of an event's frame. */
    public static void main(String[] arguments) throws Exception {
        BareServer server = new BareServer(Integer.parseInt(arguments[0]));
        Undertow undertow =
                Undertow.builder()
                        .addHttpListener(0, "127.0.0.1")
                        .setIoThreads(IO_THREADS)
                        .setWorkerThreads(1)
                        .setHandler(Handlers.path().addExactPath("/ws", Handlers.websocket(server)))
                        .build();
        undertow.start();
        InetSocketAddress address =
                (InetSocketAddress) undertow.getListenerInfo().getFirst().getAddress();
        Served.until(Integer.toString(address.getPort()), undertow::stop);
    }

    @Override
    public void onConnect(WebSocketHttpExchange exchange, WebSocketChannel channel) {
        channel.getReceiveSetter().set(new Listener());
        channel.resumeReceives();
    }

    /** One connection; its own I/O thread. */
    private final class Listener extends AbstractReceiveListener {
        /** Name of the account; null until the hello. */
        private @Nullable String account;

        @Override
        protected void onFullTextMessage(WebSocketChannel channel, BufferedTextMessage message) {
            String text = message.getData();
            String known = account;
            if (known == null) {
                String token = behind(text, "\"token\":\"");
                account = token.substring(1);
                if (token.startsWith("a")) {
                    agents.put(token.substring(1), channel);
                }
                WebSockets.sendText(WELCOME, channel, null);
            } else if (text.startsWith("{\"post\"")) {
                String ack = "{\"ack\":{\"request_id\":\"" + behind(text, REQUEST) + ACK_END;
                WebSockets.sendText(ack, channel, null);
                WebSocketChannel agent = agents.get(known);
                if (agent != null) {
                    String event = EVENT_START + behind(text, CONTENT) + eventEnd;
                    WebSockets.sendText(event, agent, null);
                }
            }
        }
    }

    private static String behind(String text, String mark) {
        int start = text.indexOf(mark) + mark.length();
        return text.substring(start, text.indexOf('"', start));
    }
}
