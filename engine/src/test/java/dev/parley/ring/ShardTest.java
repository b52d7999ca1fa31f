package dev.parley.ring;

import static dev.parley.ring.TestClock.SECOND;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.domain.ActorKind;
import dev.parley.domain.Command;
import dev.parley.domain.FirstResponse;
import dev.parley.domain.Hash;
import dev.parley.domain.Limits;
import dev.parley.domain.Outcome;
import dev.parley.domain.Rejection;
import dev.parley.domain.Slice;
import dev.parley.domain.conversation.Conversation;
import dev.parley.log.LogFailure;
import dev.parley.log.MemorySegments;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

class ShardTest {
    private SteppedShard s = new SteppedShard();
    private final Shop shop = new Shop(s::ask);

    @Test
    void releasesNothingBeforeTheForce() {
        long before = s.shard.released();
        s.shard.beginBatch();
        long head = s.shard.decide(register(), s.outcome);
        assertEquals(before, s.shard.released());
        assertEquals(before + 1, head);
        assertTrue(s.shard.endBatch());
        assertEquals(head, s.shard.released());
        assertEquals(head, s.log.durable());
    }

    @Test
    void makesEveryAnswerWaitForTheHeadAtItsDecision() {
        long visitor = shop.visitor();
        long conversation = shop.conversation(visitor);
        Outcome refused = new Outcome();
        Outcome repeated = new Outcome();
        s.shard.beginBatch();
        long accepted = s.shard.decide(shop.post(visitor, conversation, 1), s.outcome);
        long afterRefusal = s.shard.decide(shop.post(visitor, 999, 2), refused);
        long afterRepeat = s.shard.decide(shop.post(visitor, conversation, 1), repeated);
        assertEquals(Rejection.UNKNOWN_CONVERSATION, refused.rejection);
        assertTrue(repeated.repeated);
        assertEquals(s.outcome.position, repeated.position);
        assertEquals(accepted, afterRefusal);
        assertEquals(accepted, afterRepeat);
        assertTrue(accepted > s.shard.released());
    }

    @Test
    void writesTheEventsOfOneCommandAsOneTransaction() {
        long visitor = shop.visitor();
        long conversation = shop.conversation(visitor);
        long from = s.log.head();
        s.ask(shop.post(visitor, conversation));
        assertEquals(
                List.of("messagePosted", "firstResponseArmed", "conversationQueued"),
                s.eventsFrom(from));
        try (var reader = s.log.reader()) {
            reader.seek(from);
            for (int i = 0; i < 3; i++) {
                assertTrue(reader.next(s.log.head()));
                assertEquals(i, reader.record().transactionIndex());
                assertEquals(3, reader.record().transactionSize());
            }
        }
    }

    @Test
    void firesWarningAndBreachWhenTheyAreDueAndNotBefore() {
        long conversation = armed();
        long from = s.log.head();
        s.clock.pass(40 * SECOND);
        s.idle();
        assertEquals(List.of(), s.eventsFrom(from));
        s.clock.pass(1);
        s.idle();
        assertEquals(List.of("firstResponseWarned"), s.eventsFrom(from));
        s.clock.pass(20 * SECOND - 1);
        s.idle();
        assertEquals(1, s.eventsFrom(from).size());
        s.clock.pass(1);
        s.idle();
        assertEquals(List.of("firstResponseWarned", "firstResponseBreached"), s.eventsFrom(from));
        assertEquals(FirstResponse.BREACHED, floorOf(conversation).firstResponse);
    }

    @Test
    void sleepsUntilTheNextDeadline() {
        s.idle();
        s.clock.pass(SECOND);
        s.idle();
        assertEquals(Long.MAX_VALUE, s.shard.microsUntilDue());
        armed();
        assertEquals(SECOND, s.shard.microsUntilDue());
        s.clock.pass(SECOND);
        s.idle();
        assertEquals(39 * SECOND + 1, s.shard.microsUntilDue());
    }

    @Test
    void firesNoTimerOnceAPersonHasAnswered() {
        long conversation = armed();
        s.ask(shop.answer(conversation));
        long from = s.log.head();
        s.clock.pass(100 * SECOND);
        s.idle();
        assertEquals(List.of(), s.eventsFrom(from));
    }

    @Test
    void firesOverdueTimersAtOnceAfterARestartAndOnlyOnce() {
        armed();
        s.clock.pass(500 * SECOND);
        long from = s.log.head();
        restart();
        s.idle();
        assertEquals(List.of("firstResponseWarned", "firstResponseBreached"), s.eventsFrom(from));
        restart();
        s.clock.pass(500 * SECOND);
        s.idle();
        assertEquals(2, s.eventsFrom(from).size());
    }

    @Test
    void movesArmedDeadlinesWithAStepOfTheClock() {
        long conversation = armed();
        long deadline = floorOf(conversation).deadline;
        long from = s.log.head();
        s.clock.step(3_600 * SECOND);
        // The wall is asked once a millisecond.
        s.clock.pass(1_000);
        s.idle();
        assertEquals(List.of("clockStepped"), s.eventsFrom(from));
        long moved = floorOf(conversation).deadline;
        assertEquals(3_600, Math.round((moved - deadline) / 1e6));
        s.clock.pass(41 * SECOND);
        s.idle();
        assertEquals(List.of("clockStepped", "firstResponseWarned"), s.eventsFrom(from));
    }

    @Test
    void provesTheLogsEndAfterASecondOfIdleness() {
        armed();
        int marked = s.segments.bytes(1).length;
        s.clock.pass(SECOND - 1);
        s.idle();
        assertEquals(marked, s.segments.bytes(1).length);
        s.clock.pass(1);
        s.idle();
        int after = s.segments.bytes(1).length;
        assertTrue(after > marked);
        s.clock.pass(10 * SECOND);
        s.idle();
        assertEquals(after, s.segments.bytes(1).length);
    }

    @Test
    void refusesCommandsBelowTheSpaceFloorAndGoesOnWithTimers() {
        long conversation = armed();
        s.segments.lowOnSpace(true);
        assertEquals(Rejection.DISK_FLOOR, s.rejectionOf(shop.answer(conversation)));
        long from = s.log.head();
        s.clock.pass(41 * SECOND);
        assertEquals(Rejection.DISK_FLOOR, s.rejectionOf(shop.answer(conversation)));
        assertEquals(List.of("firstResponseWarned"), s.eventsFrom(from));
        s.segments.lowOnSpace(false);
        assertEquals(Rejection.NONE, s.rejectionOf(shop.answer(conversation)));
    }

    @Test
    void erasesBelowTheSpaceFloor() {
        long visitor = shop.visitor();
        s.segments.lowOnSpace(true);
        assertEquals(
                Rejection.NONE,
                s.rejectionOf(new Command.EraseVisitor(shop.byAgent(), visitor, 7)));
    }

    @Test
    void looksForSpaceAgainThoughNothingIsWritten() {
        long conversation = armed();
        s.ask(shop.answer(conversation));
        s.clock.pass(SECOND);
        s.idle();
        s.segments.lowOnSpace(true);
        assertEquals(Rejection.DISK_FLOOR, s.rejectionOf(shop.answer(conversation)));
        int looks = s.segments.spaceLooks();
        for (int i = 1; i <= 3; i++) {
            long due = s.shard.microsUntilDue();
            assertTrue(due > 0 && due <= SECOND, "due=" + due);
            s.clock.pass(SECOND);
            s.idle();
            assertEquals(looks + i, s.segments.spaceLooks());
        }
        s.segments.lowOnSpace(false);
        s.idle();
        assertTrue(s.shard.microsUntilDue() > SECOND, "nothing to look for any more");
    }

    @Test
    void takesAsMuchInOneTransactionAsItSays() {
        long head = s.log.head();
        assertEquals(Rejection.NONE, s.rejectionOf(imported(Limits.COMMAND_BYTES)));
        assertEquals(head + Limits.EVENTS_PER_TRANSACTION, s.log.head());
    }

    @Test
    void releasesAtOnceAndForcesLaterWithAnInterval() {
        restart(new Shard.Settings(Sync.INTERVAL, 50_000, SECOND));
        long forced = s.log.durable();
        long head = s.decide(register());
        assertEquals(head, s.shard.released());
        assertEquals(forced, s.log.durable());
        assertEquals(50_000, s.shard.microsUntilDue());
        s.clock.pass(50_000);
        s.idle();
        assertEquals(head, s.log.durable());
    }

    @Test
    void releasesAtOnceAndForcesOnlyMarksWithOs() {
        restart(new Shard.Settings(Sync.OS, 50_000, SECOND));
        long forced = s.log.durable();
        long head = s.decide(register());
        assertEquals(head, s.shard.released());
        s.clock.pass(SECOND - 1);
        s.idle();
        assertEquals(forced, s.log.durable());
        s.clock.pass(1);
        s.idle();
        assertEquals(head, s.log.durable());
    }

    @Test
    void neverReleasesWhatAForceFailedOn() {
        s.segments.failNextForce(new IOException("no such device"));
        long released = s.shard.released();
        s.shard.beginBatch();
        s.shard.decide(register(), s.outcome);
        assertThrows(LogFailure.class, s.shard::endBatch);
        assertEquals(released, s.shard.released());
    }

    @Test
    void standsWhereItStoodAfterARestart() {
        long conversation = armed();
        Conversation before = floorOf(conversation);
        restart();
        Conversation after = floorOf(conversation);
        assertEquals(before.deadline, after.deadline);
        assertEquals(before.seq, after.seq);
        assertFalse(before == after);
    }

    private long armed() {
        long visitor = shop.visitor();
        long conversation = shop.conversation(visitor);
        s.ask(shop.post(visitor, conversation));
        return conversation;
    }

    private Conversation floorOf(long conversation) {
        return Objects.requireNonNull(s.shard.floor().conversation(conversation));
    }

    private void restart() {
        restart(SteppedShard.BATCH);
    }

    private void restart(Shard.Settings settings) {
        MemorySegments segments = s.segments;
        s.log.close();
        s = new SteppedShard(s.clock, segments, settings);
    }

    /** As many events as a transaction may have, with so many bytes of content. */
    private Command imported(int bytes) {
        int messages = Limits.EVENTS_PER_TRANSACTION - 1;
        Slice external = Slice.of(new byte[bytes % messages]);
        return new Command.ImportConversation(
                Shop.operator(shop.account),
                shop.shop,
                9,
                new Hash(4, 4),
                external,
                Collections.nCopies(
                        messages,
                        new Command.ImportedMessage(
                                1, ActorKind.VISITOR, Slice.of(new byte[bytes / messages]))));
    }

    private Command register() {
        return new Command.RegisterAccount(Shop.operator(0), 5, Shop.text("another"));
    }
}
