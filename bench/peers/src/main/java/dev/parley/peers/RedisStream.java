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
 * that writes and reads its protocol without anything in between. Beyond 32 in flight each of 32
 * connections pipelines.
 */
final class RedisStream implements Peer {
    /** A connection and its command. */
    private static final class Line {
        private final Socket socket;
        private final InputStream in;
        private final OutputStream out;
        private final byte[] command;

        private Line(Socket socket, InputStream in, OutputStream out, byte[] command) {
            this.socket = socket;
            this.in = in;
            this.out = out;
            this.command = command;
        }

        static Line open(int port, int number) throws IOException {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            String head =
                    "*5\r\n$4\r\nXADD\r\n$10\r\nstream-%03d\r\n$1\r\n*\r\n$1\r\nc\r\n$%d\r\n"
                            .formatted(number, BYTES);
            byte[] command =
                    (head + "x".repeat(BYTES) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            return new Line(
                    socket,
                    new BufferedInputStream(socket.getInputStream()),
                    new BufferedOutputStream(socket.getOutputStream(), 1 << 16),
                    command);
        }

        void send(int count) throws IOException {
            for (int i = 0; i < count; i++) {
                out.write(command);
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
        for (int i = 0; i < CONNECTIONS; i++) {
            lines.add(Line.open(port, i));
        }
    }

    @Override
    public String name() {
        return "redis-stream";
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
        return inFlight <= CONNECTIONS
                ? inFlight + " connections"
                : CONNECTIONS + " connections, " + inFlight / CONNECTIONS + " pipelined on each";
    }

    @Override
    public void run(int inFlight, long end, Taken taken) throws Exception {
        int pipelined = Math.max(1, inFlight / CONNECTIONS);
        List<Callers.Call> calls = new ArrayList<>();
        for (Line line : lines.subList(0, Math.min(inFlight, CONNECTIONS))) {
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
            each.socket.close();
        }
    }
}
