package dev.parley.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.domain.ActorKind;
import dev.parley.domain.FirstResponse;
import dev.parley.domain.Header;
import dev.parley.domain.Slice;
import dev.parley.domain.conversation.Conversation;
import dev.parley.domain.floor.Evolver;
import dev.parley.domain.floor.Floor;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;

class DeadlinesTest {
    private static final long VISITOR = 3;

    private final Floor floor = new Floor(0);
    private final Deadlines deadlines = new Deadlines(floor);

    DeadlinesTest() {
        Evolver evolver = new Evolver(floor);
        evolver.accountRegistered(header(1), 9, Slice.EMPTY);
        evolver.shopRegistered(header(2), 60, Slice.EMPTY, Slice.EMPTY);
        evolver.visitorRegistered(header(VISITOR), 9, 2, 2, 1, 1, Slice.EMPTY, Slice.EMPTY);
    }

    @Test
    void givesWhatIsDueInItsOrder() {
        for (long seed = 1; seed <= 20; seed++) {
            Random random = new Random(seed);
            Deadlines some = new Deadlines(floor);
            List<Conversation> waiting = new ArrayList<>();
            for (int i = 0; i < 3_000; i++) {
                Conversation conversation = waiting(seed * 10_000 + i, random.nextInt(1_000));
                waiting.add(conversation);
                some.arm(conversation);
            }
            waiting.removeIf(
                    each -> {
                        boolean answered = random.nextBoolean();
                        each.firstResponse = answered ? FirstResponse.MET : each.firstResponse;
                        return answered;
                    });
            waiting.sort(Comparator.comparingLong(each -> each.warnAt));
            for (long now = 0; now <= 1_000; now += 50) {
                for (long id = some.poll(now); id != 0; id = some.poll(now)) {
                    Conversation due = Objects.requireNonNull(floor.conversation(id));
                    assertEquals(waiting.getFirst().warnAt, due.warnAt, "seed " + seed);
                    assertTrue(due.warnAt < now, "seed " + seed);
                    waiting.remove(due);
                    due.firstResponse = FirstResponse.BREACHED;
                }
                long bound = now;
                assertTrue(waiting.stream().allMatch(each -> each.warnAt >= bound));
            }
            assertEquals(List.of(), waiting, "seed " + seed);
            assertEquals(Deadlines.NEVER, some.next());
        }
    }

    @Test
    void isNotDueAtTheInstantButBehindIt() {
        Conversation conversation = waiting(10, 500);
        deadlines.arm(conversation);
        assertEquals(500, deadlines.next());
        assertEquals(0, deadlines.poll(500));
        assertEquals(10, deadlines.poll(501));
    }

    @Test
    void doesNotGrowWithWhatTheFloorHasOvertaken() {
        for (int i = 0; i < 100_000; i++) {
            Conversation conversation = waiting(10 + i, 5_000);
            deadlines.arm(conversation);
            conversation.firstResponse = FirstResponse.MET;
        }
        assertTrue(deadlines.size() <= 1_024, "size " + deadlines.size());
    }

    @Test
    void doesNotGrowWithOneThatIsReopenedAgainAndAgain() {
        Conversation conversation = waiting(10, 5_000);
        for (int i = 0; i < 100_000; i++) {
            deadlines.arm(conversation);
        }
        assertTrue(deadlines.size() <= 1_024, "size " + deadlines.size());
        assertEquals(10, deadlines.poll(Long.MAX_VALUE));
    }

    @Test
    void growsWithWhatIsWaiting() {
        for (int i = 0; i < 10_000; i++) {
            deadlines.arm(waiting(10 + i, 5_000 + i));
        }
        assertEquals(10_000, deadlines.size());
        for (int i = 0; i < 10_000; i++) {
            assertEquals(10 + i, deadlines.poll(Long.MAX_VALUE));
        }
    }

    @Test
    void findsEverythingAgainOnTheFloor() {
        waiting(10, 700);
        Conversation warned = waiting(11, 300);
        warned.firstResponse = FirstResponse.WARNED;
        warned.deadline = 600;
        waiting(12, 100).open = false;
        waiting(13, 200).firstResponse = FirstResponse.NONE;
        deadlines.rebuild();
        assertEquals(2, deadlines.size());
        assertEquals(11, deadlines.poll(Long.MAX_VALUE));
        assertEquals(10, deadlines.poll(Long.MAX_VALUE));
        assertEquals(0, deadlines.poll(Long.MAX_VALUE));
    }

    private Conversation waiting(long id, long warnAt) {
        new Evolver(floor).conversationStarted(header(id), 2, 2, VISITOR, id, Slice.EMPTY);
        Conversation conversation = Objects.requireNonNull(floor.conversation(id));
        conversation.firstResponse = FirstResponse.ARMED;
        conversation.warnAt = warnAt;
        conversation.deadline = warnAt + 100;
        return conversation;
    }

    private static Header header(long stream) {
        Header h = new Header();
        h.account = 1;
        h.stream = stream;
        h.seq = 1;
        h.actorKind = ActorKind.VISITOR;
        return h;
    }
}
