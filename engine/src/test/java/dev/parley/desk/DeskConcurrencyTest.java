package dev.parley.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.desk.DeskAnswer.Code;
import dev.parley.desk.DeskAnswer.Done;
import dev.parley.desk.DeskAnswer.Refused;
import dev.parley.desk.DeskCommand.ChangeCannedReply;
import dev.parley.desk.DeskCommand.CreateLabel;
import dev.parley.desk.DeskCommand.DefineCannedReply;
import dev.parley.desk.DeskCommand.DeleteLabel;
import dev.parley.desk.DeskCommand.LabelConversation;
import dev.parley.desk.DeskCommand.LabelText;

import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What must hold when many write at once: each case has all its writers start together. */
class DeskConcurrencyTest {
    private static final int WRITERS = 8;
    private static final int ROUNDS = 10;
    private static final long ACCOUNT = 1;
    private static final long ADA = 11;
    private static final LabelText VIP = new LabelText("vip", "", "#112233", true);

    private final EventStorageEngine engine = engine();
    private final RunningDesk running = new RunningDesk(engine);
    private final ExecutorService writers = Executors.newFixedThreadPool(WRITERS);

    /** What the events are stored in. */
    EventStorageEngine engine() {
        return new InMemoryEventStorageEngine();
    }

    @AfterEach
    void stop() {
        writers.shutdownNow();
        running.close();
    }

    @Test
    void oneOfManyGetsAShortCode() throws Exception {
        for (int round = 1; round <= ROUNDS; round++) {
            String code = "code-" + round;
            assertOneWins(atOnce(i -> define(code, "by " + i)));
            assertEquals(round, running.desk.cannedReplies(ACCOUNT).size());
        }
    }

    @Test
    void oneOfManyGetsATitle() throws Exception {
        for (int round = 1; round <= ROUNDS; round++) {
            LabelText text = new LabelText("title-" + round, "", "#112233", true);
            assertOneWins(atOnce(_ -> new CreateLabel(ACCOUNT, ADA, text)));
            assertEquals(round, running.desk.labels(ACCOUNT).size());
        }
    }

    @Test
    void oneOfManyIsRenamedToAName() throws Exception {
        List<Long> ids = ids(atOnce(i -> define("own-" + i, "x")));
        assertOneWins(
                atOnce(
                        i ->
                                new ChangeCannedReply(
                                        ACCOUNT,
                                        ADA,
                                        ids.get(i),
                                        "wanted",
                                        Wording.plain("en", "x"))));
    }

    @Test
    void allGetTheNamesThatNobodyElseWants() throws Exception {
        List<Long> ids = ids(atOnce(i -> define("own-" + i, "x")));
        assertEquals(
                IntStream.rangeClosed(1, WRITERS)
                        .mapToObj(Long::valueOf)
                        .collect(Collectors.toSet()),
                Set.copyOf(ids),
                "each its own number, none left out");
    }

    @Test
    void noConversationIsGivenALabelThatIsGone() throws Exception {
        for (int round = 1; round <= ROUNDS; round++) {
            long label = ids(List.of(running.desk.send(new CreateLabel(ACCOUNT, ADA, VIP)))).get(0);
            long conversation = round * 100L;
            List<DeskAnswer> answers =
                    atOnce(
                            i ->
                                    i == 0
                                            ? new DeleteLabel(ACCOUNT, ADA, label)
                                            : new LabelConversation(
                                                    ACCOUNT,
                                                    ADA,
                                                    conversation + i,
                                                    List.of("vip")));
            assertInstanceOf(Done.class, answers.getFirst());
        }
        Set<Long> gone = new HashSet<>();
        for (DeskEvent event : stored()) {
            if (event instanceof DeskEvent.LabelDeleted deleted) {
                gone.add(deleted.label());
            } else if (event instanceof DeskEvent.ConversationLabelled given) {
                assertTrue(Collections.disjoint(gone, given.labels()), () -> given + " " + gone);
            }
        }
        assertEquals(ROUNDS, gone.size());
    }

    private List<DeskEvent> stored() throws Exception {
        DeskEventTypes types = new DeskEventTypes();
        List<DeskEvent> events = new ArrayList<>();
        return engine.source(SourcingCondition.conditionFor(EventCriteria.havingAnyTag()), null)
                .reduce(
                        events,
                        (all, entry) -> {
                            types.read(entry.message()).ifPresent(all::add);
                            return all;
                        })
                .get(10, TimeUnit.SECONDS);
    }

    private static DefineCannedReply define(String shortCode, String content) {
        return new DefineCannedReply(ACCOUNT, ADA, shortCode, Wording.plain("en", content));
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

    private static List<Long> ids(List<DeskAnswer> answers) {
        return answers.stream().map(answer -> assertInstanceOf(Done.class, answer).id()).toList();
    }

    private List<DeskAnswer> atOnce(IntFunction<DeskCommand> commands) throws Exception {
        CyclicBarrier together = new CyclicBarrier(WRITERS);
        List<Callable<DeskAnswer>> calls =
                IntStream.range(0, WRITERS)
                        .<Callable<DeskAnswer>>mapToObj(
                                i ->
                                        () -> {
                                            together.await(10, TimeUnit.SECONDS);
                                            return running.desk.send(commands.apply(i));
                                        })
                        .toList();
        return writers.invokeAll(calls, 30, TimeUnit.SECONDS).stream()
                .map(Future::resultNow)
                .toList();
    }
}
