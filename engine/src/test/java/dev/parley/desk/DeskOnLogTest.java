package dev.parley.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.Engine;
import dev.parley.EngineConfig;
import dev.parley.Environment;
import dev.parley.axon.processors.Retried;
import dev.parley.desk.DeskAnswer.Code;
import dev.parley.desk.DeskAnswer.Done;
import dev.parley.desk.DeskAnswer.Refused;
import dev.parley.desk.DeskCommand.ChangeCannedReply;
import dev.parley.desk.DeskCommand.CreateLabel;
import dev.parley.desk.DeskCommand.DefineCannedReply;
import dev.parley.desk.DeskCommand.LabelConversation;
import dev.parley.desk.DeskCommand.LabelText;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The desk as it runs: over the log on disk, its view fed by a processor behind it. */
final class DeskOnLogTest {
    private static final int WRITERS = 8;
    private static final long ACCOUNT = 1;
    private static final long ADA = 11;
    private static final long CONVERSATION = 4_711;

    @TempDir private Path data = Path.of(".");

    @Test
    void oneOfManyGetsAShortCodeOrATitleOrARename() throws Exception {
        Desk desk = new Desk(20_000);
        try (Engine _ = open(desk);
                ExecutorService pool = Executors.newFixedThreadPool(WRITERS)) {
            for (int round = 0; round < 5; round++) {
                String code = "code-" + round;
                assertOneWins(atOnce(pool, desk, i -> define(code, "by " + i)));
                LabelText title = new LabelText(code, "", "#112233", true);
                assertOneWins(atOnce(pool, desk, _ -> new CreateLabel(ACCOUNT, ADA, title)));
            }
            List<Long> ids =
                    atOnce(pool, desk, i -> define("own-" + i, "x")).stream()
                            .map(each -> assertInstanceOf(Done.class, each).id())
                            .toList();
            assertEquals(WRITERS, ids.stream().distinct().count());
            assertOneWins(atOnce(pool, desk, i -> rename(ids.get(i), "wanted")));
            assertEquals(5 + WRITERS, desk.cannedReplies(ACCOUNT).size());
        }
    }

    @Test
    void readsItsWritesAndFindsThemAgainAfterARestart() throws IOException {
        Desk desk = new Desk(20_000);
        List<DeskView.CannedReply> replies;
        try (Engine _ = open(desk)) {
            done(desk, define("hi", "one"));
            assertEquals("hi", desk.cannedReplies(ACCOUNT).getFirst().shortCode());
            done(desk, new CreateLabel(ACCOUNT, ADA, new LabelText("vip", "", "#112233", true)));
            done(desk, new LabelConversation(ACCOUNT, ADA, CONVERSATION, List.of("vip")));
            assertEquals("vip", desk.labelsOf(ACCOUNT, CONVERSATION).getFirst().title());
            replies = desk.cannedReplies(ACCOUNT);
        }
        Desk again = new Desk(20_000);
        try (Engine _ = open(again)) {
            assertEquals(replies, again.cannedReplies(ACCOUNT), "with their times");
            assertEquals("vip", again.labelsOf(ACCOUNT, CONVERSATION).getFirst().title());
            assertEquals(
                    Code.ALREADY_EXISTS,
                    assertInstanceOf(Refused.class, again.send(define("hi", "two"))).code());
            assertEquals(2, done(again, define("ho", "two")).id());
            assertEquals(2, again.cannedReplies(ACCOUNT).size());
        }
    }

    @Test
    void standsBehindARestartWhereItsCatalogueWasRead() throws IOException {
        Desk desk = new Desk(20_000);
        try (Engine _ = open(desk)) {
            done(desk, define("hi", "one"));
        }
        Desk again = new Desk(20_000);
        try (Engine engine = open(again)) {
            long read = again.view().seen();
            assertTrue(read > 0);
            assertEquals(read, position(engine), "before any event is fed");
            Retried none = engine.processors().retry("desk", OptionalLong.empty());
            assertEquals(0, none.succeeded());
            assertEquals(read, again.view().seen(), "a retry does not move it");
            assertEquals(read, position(engine));
        }
    }

    @Test
    void tellsWhatCameOnceItIsToBeRead() throws Exception {
        Desk desk = new Desk(20_000);
        try (Engine _ = open(desk)) {
            done(desk, define("hi", "before anybody listens"));
            BlockingQueue<String> told = new LinkedBlockingQueue<>();
            desk.listen(
                    events -> {
                        for (DeskEvent each : events) {
                            told.add(
                                    each.getClass().getSimpleName()
                                            + desk.cannedReplies(ACCOUNT).size()
                                            + desk.labels(ACCOUNT).size());
                        }
                    });
            done(desk, define("ho", "two"));
            assertEquals("CannedReplyDefined20", told.poll(20, TimeUnit.SECONDS));
            done(desk, new CreateLabel(ACCOUNT, ADA, new LabelText("vip", "", "#112233", true)));
            assertEquals("LabelCreated21", told.poll(20, TimeUnit.SECONDS));
            done(desk, new LabelConversation(ACCOUNT, ADA, CONVERSATION, List.of("vip")));
            assertEquals("ConversationLabelled21", told.poll(20, TimeUnit.SECONDS));
        }
    }

    private static long position(Engine engine) {
        return engine.processors().status("desk").orElseThrow().position();
    }

    private Engine open(Desk desk) throws IOException {
        return Engine.open(
                EngineConfig.in(data).with("segment", 8).with("free.floor", 0),
                Environment.system(),
                List.of(desk));
    }

    private static Done done(Desk desk, DeskCommand command) {
        return assertInstanceOf(Done.class, desk.send(command));
    }

    private static DefineCannedReply define(String shortCode, String content) {
        return new DefineCannedReply(ACCOUNT, ADA, shortCode, Wording.plain("en", content));
    }

    private static ChangeCannedReply rename(long reply, String shortCode) {
        return new ChangeCannedReply(ACCOUNT, ADA, reply, shortCode, Wording.plain("en", "x"));
    }

    private static void assertOneWins(List<DeskAnswer> answers) {
        assertEquals(1, answers.stream().filter(Done.class::isInstance).count(), answers::toString);
        assertEquals(
                WRITERS - 1,
                answers.stream()
                        .filter(
                                answer ->
                                        answer instanceof Refused refused
                                                && refused.code() == Code.ALREADY_EXISTS)
                        .count(),
                answers::toString);
    }

    private static List<DeskAnswer> atOnce(
            ExecutorService pool, Desk desk, IntFunction<DeskCommand> commands) throws Exception {
        CyclicBarrier together = new CyclicBarrier(WRITERS);
        List<Callable<DeskAnswer>> calls =
                IntStream.range(0, WRITERS)
                        .<Callable<DeskAnswer>>mapToObj(
                                i ->
                                        () -> {
                                            together.await(10, TimeUnit.SECONDS);
                                            return desk.send(commands.apply(i));
                                        })
                        .toList();
        return pool.invokeAll(calls).stream().map(Future::resultNow).toList();
    }
}
