package dev.parley.peers;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Redis 7 with {@code appendonly yes} and {@code appendfsync always}: XADD, by a client of our own
 * that writes and reads its protocol without anything in between. Two connections share what is in
 * flight and pipeline it: one write, one force and one read stand for many messages, which is the
 * best that Redis can be given.
 */
final class RedisStream implements Peer {
    /** A connection and its command. */
    private record Line(Socket socket, InputStream in, OutputStream out, String command) {
        static Line open(int port, int number) throws IOException {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            String head =
                    "*5\r\n$4\r\nXADD\r\n$10\r\nstream-%03d\r\n$1\r\n*\r\n$1\r\nc\r\n$%d\r\n"
                            .formatted(number, BYTES);
            return new Line(
                    socket,
                    new BufferedInputStream(socket.getInputStream()),
                    new BufferedOutputStream(socket.getOutputStream(), 1 << 16),
                    head + "x".repeat(BYTES) + "\r\n");
        }

        void send(int count) throws IOException {
            byte[] bytes = command.getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < count; i++) {
                out.write(bytes);
            }
            out.flush();
            for (int i = 0; i < count; i++) {
                answer();
            }
        }

        /** A bulk string, {@code $15\r\n…\r\n}. */
        private void answer() throws IOException {
            String head = text();
            if (!head.startsWith("$")) {
                throw new IOException("redis answered " + head);
            }
            String _ = text();
        }

        private String text() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0) {
                    throw new IOException("redis closed the connection");
                }
                line.append((char) next);
            }
            return line.toString();
        }
    }

    private final List<Line> lines = new ArrayList<>();

    RedisStream(int port) throws IOException {
        for (int i = 0; i < SENDERS; i++) {
            lines.add(Line.open(port, i));
        }
    }

    @Override
    public boolean durable() {
        return true;
    }

    @Override
    public String label() {
        return "appendfsync always";
    }

    @Override
    public String how(int inFlight) {
        int connections = Math.min(inFlight, SENDERS);
        return connections + " connections, " + inFlight / connections + " pipelined on each";
    }

    @Override
    public void run(int inFlight, long end, Taken taken) throws Exception {
        int connections = Math.min(inFlight, SENDERS);
        int pipelined = inFlight / connections;
        List<Callers.Call> calls = new ArrayList<>();
        for (Line line : lines.subList(0, connections)) {
            calls.add(
                    () -> {
                        long sent = System.nanoTime();
                        line.send(pipelined);
                        taken.since(sent, pipelined);
                    });
        }
        Callers.run(calls, end);
    }

    @Override
    public void close() throws IOException {
        for (Line each : lines) {
            each.socket().close();
        }
    }
}
