package dev.parley.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.http.Json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** What happens while a hello is under way is not lost on it. */
final class HelloTest {
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

    /** A hello that stands still within, at its first look at the views. */
    private static final class Held {
        private final AtomicBoolean armed = new AtomicBoolean();
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);

        RunningServer server(Path data, InterposedReading.Asking asking) {
            return RunningServer.start(
                    data,
                    config -> config.with("api.grace", 50).with("api.hello", 20_000),
                    real -> InterposedReading.asking(real, asking));
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
}
