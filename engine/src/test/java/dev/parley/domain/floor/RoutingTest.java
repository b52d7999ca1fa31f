package dev.parley.domain.floor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.domain.Command;
import dev.parley.domain.Limits;
import dev.parley.domain.Presence;
import dev.parley.domain.Rejection;
import dev.parley.domain.Role;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class RoutingTest {
    private final Scene scene = new Scene();

    @Test
    void aFirstMessageGoesToTheLongestIdleAgent() {
        long first = scene.onlineAgent(2);
        long second = scene.onlineAgent(2);
        long a = scene.arrival();
        long b = scene.arrival();
        long c = scene.arrival();
        assertEquals(List.of(first, second, first), List.of(agentOf(a), agentOf(b), agentOf(c)));
    }

    @Test
    void anEmptyConversationIsNeitherQueuedNorArmed() {
        scene.onlineAgent(1);
        assertEquals(
                List.of("conversationStarted"),
                scene.recordedBy(() -> scene.start(scene.visitor())).subList(1, 2));
    }

    @Test
    void withNobodyFreeItWaitsAndAReleaseTakesTheOneThatWaitedLongest() {
        long agent = scene.onlineAgent(1);
        long served = scene.arrival();
        long earlier = scene.arrival();
        scene.now += Scene.SECOND;
        long later = scene.arrival();
        assertTrue(scene.the(earlier).waiting && scene.the(later).waiting);
        scene.resolve(agent, served);
        assertEquals(agent, agentOf(earlier));
        assertEquals(0, agentOf(later));
    }

    @Test
    void neverAboveCapacityEvenByHand() {
        long agent = scene.onlineAgent(1);
        scene.arrival();
        long waiting = scene.arrival();
        assertEquals(
                Rejection.AGENT_AT_CAPACITY,
                scene.ask(
                        new Command.AssignConversation(scene.agentOrigin(agent), waiting, agent)));
        assertEquals(Rejection.AGENT_AT_CAPACITY, scene.reply(agent, waiting));
    }

    @Test
    void awayTakesNothingNewAndKeepsWhatItHas() {
        long agent = scene.onlineAgent(5);
        long kept = scene.arrival();
        scene.presence(agent, Presence.AWAY);
        long next = scene.arrival();
        assertEquals(agent, agentOf(kept));
        assertTrue(scene.the(next).waiting);
        scene.presence(agent, Presence.ONLINE);
        assertEquals(agent, agentOf(next));
    }

    @Test
    void goingOfflineSendsUnansweredCustomersOnAtOnce() {
        long leaving = scene.onlineAgent(2);
        long answered = scene.arrival();
        scene.reply(leaving, answered);
        long unanswered = scene.arrival();
        long staying = scene.onlineAgent(1);
        scene.presence(leaving, Presence.OFFLINE);
        assertEquals(leaving, agentOf(answered));
        assertEquals(staying, agentOf(unanswered));
    }

    @Test
    void whoComesBackFromALeavingAgentIsServedBeforeWhoCameLater() {
        long leaving = scene.onlineAgent(1);
        long early = scene.arrival();
        scene.now += Scene.SECOND;
        long late = scene.arrival();
        scene.presence(leaving, Presence.OFFLINE);
        long fresh = scene.onlineAgent(1);
        assertEquals(fresh, agentOf(early));
        assertTrue(scene.the(late).waiting);
    }

    @Test
    void whoGivesAConversationBackDoesNotGetItAgain() {
        long tired = scene.onlineAgent(2);
        long given = scene.arrival();
        assertEquals(
                Rejection.NONE,
                scene.ask(new Command.TransferConversation(scene.agentOrigin(tired), given, 0)));
        assertTrue(scene.the(given).waiting);
        long other = scene.arrival();
        assertEquals(tired, agentOf(other));
        long helper = scene.onlineAgent(1);
        assertEquals(helper, agentOf(given));
    }

    /** However many wait before it that the only free agent gave back. */
    @Test
    void whatWaitsBehindGivenBackConversationsIsServed() {
        long agent = scene.onlineAgent(1);
        long kept = scene.arrival();
        int givenBack = 0;
        while (givenBack < 200 && giveBack(agent, kept) == Rejection.NONE) {
            givenBack++;
            kept = scene.arrival();
        }
        long behind = scene.arrival();
        assertTrue(scene.the(behind).waiting);
        scene.resolve(agent, kept);
        assertEquals(agent, agentOf(behind), givenBack + " were given back");
        assertEquals(Limits.GIVEN_BACK_PER_AGENT, givenBack);
    }

    @Test
    void whatWasGivenBackIsCountedAsLongAsItWaits() {
        long agent = scene.onlineAgent(1);
        for (int i = 0; i < 3; i++) {
            giveBack(agent, scene.arrival());
        }
        assertEquals(3, scene.floor.theAgent(agent).givenBack);
        List<Long> described = new ArrayList<>();
        scene.floor.describe(described::add);
        Floor restored = new Floor(0);
        restored.restore(described.iterator()::next);
        assertEquals(3, restored.theAgent(agent).givenBack);
        scene.onlineAgent(2);
        assertEquals(1, scene.floor.theAgent(agent).givenBack);
    }

    @Test
    void answeringAWaitingConversationTakesIt() {
        long agent = scene.agent(1);
        long waiting = scene.arrival();
        assertEquals(Rejection.NONE, scene.reply(agent, waiting));
        assertEquals(agent, agentOf(waiting));
    }

    @Test
    void aVisitorsMessageReopensAndRoutesAgain() {
        long agent = scene.onlineAgent(1);
        long conversation = scene.arrival();
        scene.reply(agent, conversation);
        scene.resolve(agent, conversation);
        assertEquals(
                List.of("conversationReopened", "messagePosted", "conversationAssigned"),
                scene.recordedBy(() -> scene.write(conversation)));
        assertEquals(agent, agentOf(conversation));
    }

    @Test
    void anEmptyConversationGivenByHandStaysWithItsAgentWhenTheVisitorWrites() {
        long agent = scene.onlineAgent(2);
        scene.onlineAgent(2);
        long conversation = scene.start(scene.visitor());
        scene.done(new Command.AssignConversation(scene.agentOrigin(agent), conversation, agent));
        scene.write(conversation);
        assertEquals(agent, agentOf(conversation));
    }

    @Test
    void moreCapacityTakesFromTheQueueAtOnce() {
        long agent = scene.onlineAgent(0);
        long waiting = scene.arrival();
        scene.done(
                new Command.UpdateAgent(
                        scene.operator(), agent, 1, Role.AGENT, Scene.TEXT, Scene.TEXT));
        assertEquals(agent, agentOf(waiting));
    }

    private Rejection giveBack(long agent, long conversation) {
        return scene.ask(
                new Command.TransferConversation(scene.agentOrigin(agent), conversation, 0));
    }

    private long agentOf(long conversation) {
        return scene.the(conversation).agent;
    }
}
