package dev.parley.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.parley.Reading;
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
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** What one client does with its connection on purpose must not reach the others. */
final class HostileLineTest {
    @TempDir private Path data = Path.of(".");

    /** Else it would be online for ever, with nobody there to answer. */
    @Test
    void takesAnAgentOffTheQueueWhoseLineIsLostDuringItsHello() throws InterruptedException {
        Held held = new Held();
        try (RunningServer server = held.server(data, held::before);
                TestSocket chief = server.socket(server.chief.token());
                TestSocket ada = TestSocket.connect(server.client(), server)) {
            server.online(server.ada);
            chief.event("PresenceChanged");
            held.hello(ada, server.ada);
            ada.lose();
            // Whoever comes later is served later: by then the loss has been seen.
            for (int i = 0; i < 4; i++) {
                server.socket(server.ben.token()).close();
            }
            held.goOn.countDown();
            chief.next(
                    "event",
                    event ->
                            event.at("/data/agent/id").asLong() == server.ada.id()
                                    && event.at("/data/availability").asText().equals("offline"));
        }
    }

    /** A hello that stands still within, at its first look at the views. */
    private static final class Held {
        private final AtomicBoolean armed = new AtomicBoolean();
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);

        RunningServer server(Path data, Asking asking) {
            return RunningServer.start(
                    data,
                    config -> config.with("api.grace", 50).with("api.hello", 20_000),
                    real -> over(real, asking));
        }

        void hello(TestSocket line, Provisioner.Agent agent) throws InterruptedException {
            armed.set(true);
            line.send("hello", Json.object().put("token", agent.token()));
            assertTrue(asked.await(20, TimeUnit.SECONDS));
        }

        Object before(Callable<Object> ask) throws Exception {
            hold();
            return ask.call();
        }

        Object behind(Callable<Object> ask) throws Exception {
            Object answer = ask.call();
            hold();
            return answer;
        }

        private void hold() throws InterruptedException {
            if (armed.getAndSet(false)) {
                asked.countDown();
                assertTrue(goOn.await(20, TimeUnit.SECONDS));
            }
        }
    }

    /** A page that is told it is unknown forgets who it was. */
    @Test
    void tellsNobodyThatWhatIsOldIsNotThereWhileTheIndexIsBehind() {
        AtomicBoolean whole = new AtomicBoolean();
        try (RunningServer server =
                RunningServer.start(data, each -> each, real -> of(real, whole))) {
            RunningServer.Visitor visitor = server.visitor();
            String unknown = server.contacts() + "/nobody";
            String missing = visitor.path() + "/conversations/7/messages";
            for (String path : List.of(unknown, missing)) {
                RunningServer.Reply reply = server.get(path).expect(503);
                assertEquals("INDEX_BEHIND", reply.json().get("code").textValue());
                assertEquals("5", reply.header("Retry-After"));
            }
            try (TestSocket page = server.socket(visitor.pubsubToken())) {
                page.send("resume", Json.object().put("conversation", 7));
                assertEquals("INDEX_BEHIND", page.next("error").get("code").textValue());
            }
            String message =
                    visitor.path()
                            + "/conversations/"
                            + server.conversation(visitor).get("id")
                            + "/messages/7";
            server.call("PATCH", message, "{}").expect(503);
            whole.set(true);
            server.get(unknown).expect(404);
            server.get(missing).expect(404);
            server.call("PATCH", message, "{}").expect(404);
        }
    }

    @Test
    void tellsNoAgentThatAConversationIsNotThereWhileTheIndexIsBehind() {
        AtomicBoolean whole = new AtomicBoolean();
        try (RunningServer server =
                RunningServer.start(data, each -> each, real -> of(real, whole))) {
            String account = "/api/v1/accounts/" + server.account.id();
            List<String> paths =
                    List.of(
                            server.conversations() + "/7",
                            server.conversations() + "/7/labels",
                            account + "/search/messages?q=lamp&conversation_id=7",
                            account + "/search/conversations?q=lamp&conversation_id=7");
            for (String path : paths) {
                RunningServer.Reply reply = server.agent(server.ada, path).expect(503);
                assertEquals("INDEX_BEHIND", reply.json().get("code").textValue());
            }
            ObjectNode labels = Json.object();
            labels.putArray("labels").add("lost");
            server.agent(server.ada, "POST", paths.get(1), labels).expect(503);
            whole.set(true);
            for (String path : paths) {
                server.agent(server.ada, path).expect(404);
            }
            server.agent(server.ada, "POST", paths.get(1), labels).expect(404);
        }
    }

    /** The real one, but for whether its index has it all. */
    private static Backend of(Backend real, AtomicBoolean whole) {
        return with(
                real,
                (method, arguments) ->
                        method.getName().equals("isWhole")
                                ? whole.get()
                                : method.invoke(real.reading(), arguments));
    }

    private interface Asking {
        Object answer(Callable<Object> ask) throws Exception;
    }

    /** The real one, with every look at the views by way of {@code asking}. */
    private static Backend over(Backend real, Asking asking) {
        return with(
                real,
                (method, arguments) ->
                        method.getName().equals("ask")
                                ? asking.answer(() -> method.invoke(real.reading(), arguments))
                                : method.invoke(real.reading(), arguments));
    }

    private interface Answering {
        Object answer(Method method, Object[] arguments) throws Exception;
    }

    private static Backend with(Backend real, Answering answering) {
        Reading reading =
                proxy(Reading.class, (_, method, arguments) -> answering.answer(method, arguments));
        return proxy(
                Backend.class,
                (_, method, arguments) ->
                        method.getName().equals("reading")
                                ? reading
                                : method.invoke(real, arguments));
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

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

    /** Else whoever was let in by the old token stays. */
    @Test
    void refusesATokenThatIsReissuedDuringItsHello() throws InterruptedException {
        Held held = new Held();
        try (RunningServer server = held.server(data, held::behind);
                TestSocket before = server.socket(server.ada.token());
                TestSocket during = TestSocket.connect(server.client(), server)) {
            held.hello(during, server.ada);
            server.provisioner.token(server.account.id(), server.ada.id());
            assertEquals(SocketEndpoint.CLOSE_POLICY, before.closeCode());
            held.goOn.countDown();
            assertEquals(SocketEndpoint.CLOSE_POLICY, during.closeCode());
        }
    }

    /** A busy account's agents must be able to come. */
    @Test
    void letsAnAgentInHoweverMuchHappensDuringItsHello() {
        try (RunningServer server =
                RunningServer.start(data, config -> config.with("api.queue", 16), each -> each)) {
            RunningServer.Visitor visitor = server.visitor();
            long id = server.conversation(visitor).get("conversation").longValue();
            try (TestSocket page = server.socket(visitor.pubsubToken());
                    TestSocket ada = server.socket(server.ada.token())) {
                for (int i = 0; i < 100; i++) {
                    page.send(
                            "post", Json.object().put("conversation", id).put("content", "m" + i));
                }
                ada.next("event", event -> event.at("/data/content").asText().equals("m99"));
            }
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
