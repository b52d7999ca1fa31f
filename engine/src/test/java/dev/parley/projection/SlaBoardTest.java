package dev.parley.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.domain.ActorKind;
import dev.parley.domain.Header;
import dev.parley.domain.Slice;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class SlaBoardTest {
    private static final long SECOND = 1_000_000;
    private static final long SHOP = 7;
    private final SlaBoard board = new SlaBoard(256, _ -> SHOP);
    private final Header h = new Header();

    @BeforeEach
    void registerShop() {
        h.stream = SHOP;
        board.shopRegistered(h, 60, Slice.EMPTY, Slice.EMPTY);
    }

    @Test
    void countsAnsweredOnTheTargetAsWithin() {
        live(1, 1000);
        met(1, 60 * SECOND, true);
        live(2, 1000);
        met(2, 60 * SECOND + 1, false);
        SlaReport report = all().report(0);
        assertEquals(2, report.answered());
        assertEquals(1, report.withinTarget());
        assertEquals(1, report.breaches());
    }

    @Test
    void countsUnansweredAsBreachOnlyPastItsDeadline() {
        live(1, 1000);
        assertEquals(0, all().report(1000 + 60 * SECOND).breaches());
        assertEquals(1, all().report(1000 + 60 * SECOND + 1).breaches());
        assertEquals(0, all().report(0).answered());
        assertEquals(-1, all().report(0).p50Micros());
    }

    @Test
    void takesPercentilesByNearestRank() {
        for (int i = 1; i <= 10; i++) {
            live(i, i);
            met(i, 110L - 10L * i, true);
        }
        SlaReport report = all().report(0);
        assertEquals(10, report.minMicros());
        assertEquals(50, report.p50Micros());
        assertEquals(90, report.p90Micros());
        assertEquals(100, report.p99Micros());
        assertEquals(100, report.maxMicros());
    }

    @Test
    void aRingComesBackAsItWas() {
        SlaBoard large = new SlaBoard(1024, _ -> SHOP);
        for (int i = 1; i <= 2_500; i++) {
            h.stream = i;
            h.occurredAt = i;
            large.firstResponseArmed(h, 0, i);
            if (i % 100 == 0 || (i & 255) <= 1) {
                List<Long> described = described(large);
                SlaBoard restored = new SlaBoard(1024, _ -> SHOP);
                restored.restore(described.iterator()::next);
                assertEquals(described, described(restored));
                SlaSelection all = restored.select(0, 0, Long.MAX_VALUE);
                assertEquals(Math.min(i, 1024), all.report(0).conversations());
                assertEquals(i <= 1024, all.complete());
            }
        }
    }

    private static List<Long> described(SlaBoard board) {
        List<Long> values = new ArrayList<>();
        board.describe(values::add);
        return values;
    }

    @Test
    void selectsByArmingTimeSinceInclusiveUntilExclusive() {
        live(1, 99);
        live(2, 100);
        live(3, 199);
        live(4, 200);
        assertEquals(2, board.select(SHOP, 100, 200).report(0).conversations());
        assertEquals(0, board.select(SHOP + 1, 100, 200).report(0).conversations());
    }

    @Test
    void armsAnImportedConversationByItsFirstVisitorMessage() {
        imported(1);
        message(1, ActorKind.AGENT, 10 * SECOND);
        message(1, ActorKind.VISITOR, 20 * SECOND);
        message(1, ActorKind.VISITOR, 30 * SECOND);
        message(1, ActorKind.AGENT, 58 * SECOND);
        message(1, ActorKind.AGENT, 59 * SECOND);
        imported(2);
        message(2, ActorKind.AGENT, 10 * SECOND);
        SlaReport report = all().report(0);
        assertEquals(1, report.conversations());
        assertEquals(38 * SECOND, report.p50Micros());
    }

    @Test
    void movesDeadlinesWithAClockStepUntilBreached() {
        live(1, 1000);
        live(2, 1000);
        h.stream = 2;
        board.firstResponseBreached(h, 0);
        board.clockStepped(h, 5 * SECOND);
        assertEquals(1, all().report(1001 + 60 * SECOND).breaches());
        assertEquals(2, all().report(1001 + 65 * SECOND).breaches());
    }

    @Test
    void saysWhereTheOldestRowsMadeRoom() {
        for (int i = 1; i <= 300; i++) {
            live(i, i);
        }
        assertTrue(board.select(0, 45, 1000).complete());
        assertEquals(256, board.select(0, 45, 1000).report(0).conversations());
        assertFalse(board.select(0, 44, 1000).complete());
        met(1, 5, true);
        assertEquals(0, board.select(0, 0, 1000).report(0).answered());
        met(45, 5, true);
        met(300, 5, true);
        assertEquals(2, board.select(0, 0, 1000).report(0).answered());
    }

    private SlaSelection all() {
        return board.select(0, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private void live(long conversation, long at) {
        h.stream = conversation;
        h.recordedAt = at;
        h.occurredAt = at;
        board.firstResponseArmed(h, at + 40 * SECOND, at + 60 * SECOND);
    }

    private void met(long conversation, long elapsedMicros, boolean within) {
        h.stream = conversation;
        board.firstResponseMet(h, elapsedMicros, within);
    }

    private void imported(long conversation) {
        h.stream = conversation;
        h.occurredAt = 0;
        board.conversationImported(h, SHOP, 1, 1, 1, 1, Slice.EMPTY);
    }

    private void message(long conversation, ActorKind from, long at) {
        h.stream = conversation;
        h.actorKind = from;
        h.occurredAt = at;
        board.messageImported(h, 1, Slice.EMPTY);
    }
}
