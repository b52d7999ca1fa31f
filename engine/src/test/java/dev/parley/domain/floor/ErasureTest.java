package dev.parley.domain.floor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.domain.Command;
import dev.parley.domain.Limits;
import dev.parley.domain.Rejection;
import dev.parley.domain.Slice;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Objects;

class ErasureTest {
    private final Scene scene = new Scene();

    @Test
    void endsWhatIsOpenAndNothingBeginsAnyMore() {
        long agent = scene.onlineAgent(1);
        long taken = scene.arrival();
        long visitor = scene.the(taken).visitor;
        long waiting = scene.start(visitor);
        scene.write(waiting);
        long somebodyElse = scene.arrival();
        assertEquals(
                List.of(
                        "visitorErased",
                        "conversationResolved",
                        "conversationResolved",
                        "conversationAssigned"),
                scene.recordedBy(() -> assertEquals(visitor, scene.done(scene.erase(visitor)))));
        assertFalse(scene.the(taken).open);
        assertFalse(scene.the(waiting).open);
        assertEquals(agent, scene.the(somebodyElse).agent);
        var by = scene.visitorOrigin(visitor);
        for (Command late :
                List.of(
                        new Command.StartConversation(by, visitor, Slice.EMPTY),
                        new Command.UpdateVisitor(by, visitor, Scene.TEXT),
                        Scene.post(by, taken, false),
                        new Command.ReopenConversation(scene.agentOrigin(agent), taken))) {
            assertEquals(Rejection.ERASED, scene.ask(late), late.toString());
        }
    }

    @Test
    void onceMoreIsNoNewFact() {
        long visitor = scene.visitor();
        assertEquals(List.of("visitorErased"), scene.recordedBy(() -> erase(visitor)));
        assertEquals(List.of(), scene.recordedBy(() -> erase(visitor)));
    }

    @Test
    void isRefusedWhereItIsNotTheirsOrNotTheKey() {
        long visitor = scene.visitor();
        assertEquals(
                Rejection.NOT_PARTICIPANT,
                scene.ask(new Command.EraseVisitor(scene.visitorOrigin(visitor), visitor, 5)));
        assertEquals(
                Rejection.UNKNOWN_VISITOR,
                scene.ask(new Command.EraseVisitor(scene.operator(), visitor, 6)));
        assertEquals(Rejection.UNKNOWN_VISITOR, scene.ask(scene.erase(visitor + 1)));
        scene.now += Limits.MEMORY_MICROS + 1;
        scene.visitor();
        assertEquals(Rejection.ABSENT, scene.ask(scene.erase(visitor)));
    }

    /** The transaction bound: everything open ends, and as many who waited are assigned. */
    @Test
    void whoHasAllOpenThatMayBeFitsOneTransaction() {
        long visitor = scene.visitor();
        long agent = scene.onlineAgent(Limits.OPEN_CONVERSATIONS_PER_VISITOR);
        for (int i = 0; i < Limits.OPEN_CONVERSATIONS_PER_VISITOR; i++) {
            scene.write(scene.start(visitor));
        }
        for (int i = 0; i < 2 * Limits.OPEN_CONVERSATIONS_PER_VISITOR; i++) {
            scene.arrival();
        }
        List<String> recorded = scene.recordedBy(() -> erase(visitor));
        assertEquals(1 + 2 * Limits.OPEN_CONVERSATIONS_PER_VISITOR, recorded.size());
        assertTrue(recorded.size() < Limits.EVENTS_PER_TRANSACTION);
        assertEquals(
                Limits.OPEN_CONVERSATIONS_PER_VISITOR,
                Objects.requireNonNull(scene.floor.agent(agent)).load());
    }

    private void erase(long visitor) {
        scene.done(scene.erase(visitor));
    }
}
