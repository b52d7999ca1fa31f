package dev.parley.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import dev.parley.api.http.Json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What one client does with its connection on purpose must not reach the others. */
final class HostileLineTest {
    @TempDir private Path data = Path.of(".");

    @Test
    void keepsNoMoreThanOnePongForWhoDoesNotRead() throws IOException {
        int pings = 200_000;
        byte[] payload = new byte[120];
        try (RunningServer server =
                        RunningServer.start(
                                data, config -> config.with("api.hello", 60_000), each -> each);
                Socket client = new Socket()) {
            client.setReceiveBufferSize(4_096);
            client.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), server.server.port()));
            client.setSoTimeout(20_000);
            var in = new DataInputStream(new BufferedInputStream(client.getInputStream(), 4_096));
            upgrade(client, in);
            var out =
                    new DataOutputStream(
                            new BufferedOutputStream(client.getOutputStream(), 1 << 16));
            for (int i = 1; i <= pings; i++) {
                out.writeShort(0x8980 | (payload.length + 4));
                out.writeInt(0);
                out.writeInt(i);
                out.write(payload);
            }
            out.flush();
            int pongs = 0;
            int last = 0;
            while (last < pings) {
                int head = in.readUnsignedShort();
                byte[] frame = in.readNBytes(head & 0x7F);
                if (head >>> 8 == 0x8A) {
                    pongs++;
                    last = new DataInputStream(new ByteArrayInputStream(frame)).readInt();
                }
            }
            assertTrue(pongs < pings / 2, pongs + " pongs waited for who read none");
        }
    }

    @Test
    void answersABrowserThatNamesNoHost() throws IOException {
        try (RunningServer server = RunningServer.start(data);
                Socket client =
                        new Socket(InetAddress.getLoopbackAddress(), server.server.port())) {
            client.setSoTimeout(20_000);
            send(
                    client.getOutputStream(),
                    "POST "
                            + server.contacts()
                            + " HTTP/1.0\r\nOrigin: https://evil.example\r\n\r\n");
            String answer =
                    new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.contains(" 403 "), answer);
        }
    }

    /** Else as many as there may be requests at a time keep everybody out. */
    @Test
    void endsAConnectionWhoseBodyDoesNotCome() throws IOException {
        try (RunningServer server =
                        RunningServer.start(
                                data,
                                config -> config.with("api.request", 200).with("api.requests", 1),
                                each -> each);
                Socket client =
                        new Socket(InetAddress.getLoopbackAddress(), server.server.port())) {
            client.setSoTimeout(50);
            send(
                    client.getOutputStream(),
                    "POST "
                            + server.contacts()
                            + " HTTP/1.1\r\nHost: x\r\nContent-Length: 200\r\n\r\n");
            assertTrue(isEndedWhileItTrickles(client));
            // The place is given back behind the end of the line.
            int tries = 0;
            while (server.get("/api/v1/profile").status() == 503 && tries < 1_000) {
                tries++;
            }
            assertTrue(tries < 1_000, "the request still has its place");
        }
    }

    private static boolean isEndedWhileItTrickles(Socket client) {
        for (int i = 0; i < 199; i++) {
            try {
                client.getOutputStream().write(' ');
                return client.getInputStream().read() < 0;
            } catch (SocketTimeoutException _) {
                // nothing yet: the next byte
            } catch (IOException _) {
                return true;
            }
        }
        return false;
    }

    /** Each would be written to whatever that visitor says. */
    @Test
    void letsOneVisitorOpenOnlySoManyConnections() {
        try (RunningServer server = RunningServer.start(data)) {
            RunningServer.Visitor visitor = server.visitor();
            List<TestSocket> open = new ArrayList<>();
            for (int i = 0; i < Sockets.PER_VISITOR; i++) {
                open.add(server.socket(visitor.pubsubToken()));
            }
            try (TestSocket more = TestSocket.connect(server.client(), server);
                    TestSocket _ = server.socket(server.visitor().pubsubToken())) {
                more.send("hello", Json.object().put("token", visitor.pubsubToken()));
                assertEquals("LIMIT_EXCEEDED", more.next("error").get("code").textValue());
                assertEquals(SocketEndpoint.CLOSE_POLICY, more.closeCode());
            }
            open.forEach(TestSocket::close);
        }
    }

    /** Else what a visitor says that nobody keeps fills the queues of all agents. */
    @Test
    void tellsThatSomebodyWritesOnceASecondAtMost() {
        try (RunningServer server = RunningServer.start(data)) {
            RunningServer.Visitor visitor = server.visitor();
            JsonNode conversation = server.conversation(visitor);
            long id = conversation.get("conversation").longValue();
            try (TestSocket ada = server.socket(server.ada.token());
                    TestSocket page = server.socket(visitor.pubsubToken())) {
                for (int i = 0; i < 300; i++) {
                    page.send(
                            "typing", Json.object().put("conversation", id).put("on", i % 2 == 0));
                }
                String toggle = visitor.path() + "/conversations/" + conversation.get("id");
                for (int i = 0; i < 30; i++) {
                    server.post(
                                    toggle + "/toggle_typing",
                                    Json.object().put("typing_status", i % 2 == 0 ? "on" : "off"))
                            .expect(200);
                }
                server.say(visitor, conversation.get("id").longValue(), "hello").expect(200);
                ada.event("MessagePosted");
                List<JsonNode> told = ada.passed("typing");
                assertTrue(told.size() < 30, told.size() + " times");
                assertFalse(told.isEmpty());
                ada.next("typing", typing -> !typing.get("on").booleanValue());
            }
        }
    }

    @Test
    void readsNoFasterThanOneVisitorMaySend() {
        int perSecond = 10;
        try (RunningServer server =
                        RunningServer.start(
                                data, each -> each.with("api.visitor", perSecond), each -> each);
                TestSocket ada = server.socket(server.ada.token())) {
            RunningServer.Visitor visitor = server.visitor();
            try (TestSocket one = server.socket(visitor.pubsubToken());
                    TestSocket two = server.socket(visitor.pubsubToken())) {
                long began = System.nanoTime();
                for (int i = 0; i < 2 * perSecond; i++) {
                    one.send("post", Json.object().put("content", "one"));
                    two.send("post", Json.object().put("content", "two"));
                }
                for (int i = 0; i < 4 * perSecond; i++) {
                    ada.event("MessagePosted");
                }
                long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
                assertTrue(millis > 2_500, millis + " ms for four seconds' worth, one at once");
            }
        }
    }

    /** A frame that the first thread to see it leaves to another one, too. */
    @Test
    void countsAFrameOnce() {
        try (RunningServer server =
                RunningServer.start(data, each -> each.with("api.visitor", 2), each -> each)) {
            RunningServer.Visitor visitor = server.visitor();
            try (TestSocket page = server.socket(visitor.pubsubToken())) {
                page.send("post", Json.object().put("content", "begins a conversation"));
                page.next("ack");
                server.get(visitor.path()).expect(200);
            }
        }
    }

    @Test
    void countsFramesThatItCannotRead() {
        int perSecond = 10;
        try (RunningServer server =
                RunningServer.start(
                        data, each -> each.with("api.visitor", perSecond), each -> each)) {
            RunningServer.Visitor visitor = server.visitor();
            try (TestSocket page = server.socket(visitor.pubsubToken())) {
                long began = System.nanoTime();
                for (int i = 0; i < 3 * perSecond; i++) {
                    page.send(i % 2 == 0 ? "{\"post\":" : "[]");
                }
                for (int i = 0; i < 3 * perSecond; i++) {
                    page.next("error");
                }
                long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
                assertTrue(millis > 1_500, millis + " ms for three seconds' worth, one at once");
            }
        }
    }

    @Test
    void answersNoMoreRequestsThanOneVisitorMayMake() {
        try (RunningServer server =
                RunningServer.start(data, each -> each.with("api.visitor", 1), each -> each)) {
            RunningServer.Visitor visitor = server.visitor();
            RunningServer.Reply reply = server.get(visitor.path());
            for (int i = 0; i < 100 && reply.status() == 200; i++) {
                reply = server.get(visitor.path());
            }
            reply.expect(429);
            assertEquals("RATE_LIMITED", reply.json().get("code").textValue());
            assertEquals("1", reply.header("Retry-After"));
            server.get(server.visitor().path()).expect(200);
        }
    }

    private static void upgrade(Socket client, DataInputStream in) throws IOException {
        send(
                client.getOutputStream(),
                """
                GET /ws HTTP/1.1\r
                Host: localhost\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                \r
                """);
        int matched = 0;
        while (matched < 4) {
            int next = in.readUnsignedByte();
            matched = next == "\r\n\r\n".charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
        }
    }

    private static void send(OutputStream out, String head) throws IOException {
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
