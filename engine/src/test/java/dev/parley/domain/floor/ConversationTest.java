package dev.parley.domain.floor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.domain.ActorKind;
import dev.parley.domain.Command;
import dev.parley.domain.Hash;
import dev.parley.domain.Ids;
import dev.parley.domain.Limits;
import dev.parley.domain.Origin;
import dev.parley.domain.Recalled;
import dev.parley.domain.Rejection;
import dev.parley.domain.Slice;
import dev.parley.domain.conversation.Conversation;

import org.junit.jupiter.api.Test;

import java.util.List;

class ConversationTest {
    private static final long DAY = Limits.MEMORY_MICROS;
    private final Scene scene = new Scene();
    private final long agent = scene.onlineAgent(30);

    @Test
    void refusesAnAgentsMessageAfterResolve() {
        long conversation = scene.arrival();
        scene.resolve(agent, conversation);
        int before = scene.events();
        assertEquals(Rejection.CONVERSATION_RESOLVED, scene.reply(agent, conversation));
        assertEquals(before, scene.events());
    }

    @Test
    void aVisitorTouchesOnlyItsOwnConversation() {
        long conversation = scene.arrival();
        long stranger = scene.visitor();
        assertEquals(
                Rejection.NOT_PARTICIPANT,
                scene.ask(Scene.post(scene.visitorOrigin(stranger), conversation, false)));
    }

    @Test
    void aVisitorCannotAssignNorWriteNotes() {
        long conversation = scene.arrival();
        Origin owner = scene.visitorOrigin(scene.the(conversation).visitor);
        assertEquals(
                Rejection.NOT_PARTICIPANT,
                scene.ask(new Command.AssignConversation(owner, conversation, agent)));
        assertEquals(Rejection.NOT_PARTICIPANT, scene.ask(Scene.post(owner, conversation, true)));
    }

    @Test
    void anotherAccountsConversationDoesNotExist() {
        long conversation = scene.arrival();
        long other =
                scene.done(
                        new Command.RegisterAccount(
                                Origin.of(0, ActorKind.OPERATOR, 0), 1, Scene.TEXT));
        Origin foreign = Origin.of(other, ActorKind.OPERATOR, 0);
        assertEquals(
                Rejection.UNKNOWN_CONVERSATION,
                scene.ask(new Command.ResolveConversation(foreign, conversation)));
    }

    @Test
    void reopeningKeepsToTheLimitOfOpenConversations() {
        long first = scene.arrival();
        long visitor = scene.the(first).visitor;
        Origin owner = scene.visitorOrigin(visitor);
        scene.resolve(agent, first);
        for (int i = 0; i < Limits.OPEN_CONVERSATIONS_PER_VISITOR; i++) {
            scene.done(new Command.StartConversation(owner, visitor, Slice.EMPTY));
        }
        int before = scene.events();
        assertEquals(Rejection.LIMIT_EXCEEDED, scene.ask(Scene.post(owner, first, false)));
        assertEquals(
                Rejection.LIMIT_EXCEEDED, scene.ask(new Command.ReopenConversation(owner, first)));
        assertEquals(before, scene.events());
    }

    @Test
    void countsAllEventsAndThoseTheVisitorSees() {
        long conversation = scene.arrival();
        scene.done(Scene.post(scene.agentOrigin(agent), conversation, true));
        scene.reply(agent, conversation);
        // started 1/1, message 2/2, armed 3, assigned 4/3, note 5, reply 6/4, met 7
        assertEquals(7, scene.the(conversation).seq);
        assertEquals(4, scene.the(conversation).visitorSeq);
    }

    @Test
    void theSameKeyGetsTheFirstAnswerAgain() {
        long conversation = scene.arrival();
        Origin keyed = scene.agentOrigin(agent).withKey(new Hash(1, 2), new Hash(3, 4));
        long message = scene.done(Scene.post(keyed, conversation, false));
        int seq = scene.outcome.seq;
        long position = scene.outcome.position;
        int before = scene.events();
        assertEquals(message, scene.done(Scene.post(keyed, conversation, false)));
        assertTrue(scene.outcome.repeated);
        assertEquals(seq, scene.outcome.seq);
        assertEquals(position, scene.outcome.position);
        assertEquals(before, scene.events());
    }

    @Test
    void theSameKeyForAnotherPayloadIsAConflictAndForAnotherSenderIsNot() {
        long conversation = scene.arrival();
        Origin keyed = scene.agentOrigin(agent).withKey(new Hash(1, 2), new Hash(3, 4));
        scene.done(Scene.post(keyed, conversation, false));
        assertEquals(
                Rejection.IDEMPOTENCY_CONFLICT,
                scene.ask(
                        Scene.post(
                                keyed.withKey(new Hash(1, 2), new Hash(9, 9)),
                                conversation,
                                false)));
        long other = scene.onlineAgent(1);
        scene.done(
                Scene.post(
                        scene.agentOrigin(other).withKey(new Hash(1, 2), new Hash(3, 4)),
                        conversation,
                        false));
        assertTrue(!scene.outcome.repeated);
    }

    @Test
    void startingAgainWithTheSameKeyAnswersTheSameConversation() {
        long visitor = scene.visitor();
        Origin keyed = scene.visitorOrigin(visitor).withKey(new Hash(5, 5), new Hash(6, 6));
        long first = scene.done(new Command.StartConversation(keyed, visitor, Scene.TEXT));
        long number = scene.outcome.number;
        assertEquals(first, scene.done(new Command.StartConversation(keyed, visitor, Scene.TEXT)));
        assertEquals(number, scene.outcome.number);
    }

    @Test
    void startingAgainAnswersTheNumberThoughTheConversationHasLeftMemory() {
        long visitor = scene.visitor();
        scene.start(visitor);
        Origin keyed = scene.visitorOrigin(visitor).withKey(new Hash(5, 5), new Hash(6, 6));
        long first = scene.done(new Command.StartConversation(keyed, visitor, Scene.TEXT));
        long number = scene.outcome.number;
        scene.resolve(agent, first);
        scene.now += DAY + 1;
        scene.visitor();
        assertTrue(scene.floor.conversation(first) == null);
        assertEquals(first, scene.done(new Command.StartConversation(keyed, visitor, Scene.TEXT)));
        assertEquals(number, scene.outcome.number);
    }

    @Test
    void remembersTheLast64KeysOfAConversation() {
        long conversation = scene.arrival();
        for (int i = 1; i <= Limits.KEYS_PER_CONVERSATION + 1; i++) {
            scene.done(
                    Scene.post(
                            scene.agentOrigin(agent).withKey(new Hash(i, 1), Hash.NONE),
                            conversation,
                            false));
        }
        scene.done(
                Scene.post(
                        scene.agentOrigin(agent).withKey(new Hash(2, 1), Hash.NONE),
                        conversation,
                        false));
        assertTrue(scene.outcome.repeated, "the 64th newest key is remembered");
        scene.done(
                Scene.post(
                        scene.agentOrigin(agent).withKey(new Hash(1, 1), Hash.NONE),
                        conversation,
                        false));
        assertTrue(!scene.outcome.repeated, "the 65th is not");
    }

    @Test
    void ratesFromOneToFiveAndOnlyByTheVisitor() {
        long conversation = scene.arrival();
        Origin owner = scene.visitorOrigin(scene.the(conversation).visitor);
        assertEquals(
                Rejection.VALUE_OUT_OF_RANGE,
                scene.ask(new Command.RateConversation(owner, conversation, 6, Slice.EMPTY)));
        assertEquals(
                Rejection.NOT_PARTICIPANT,
                scene.ask(
                        new Command.RateConversation(
                                scene.agentOrigin(agent), conversation, 5, Slice.EMPTY)));
        scene.done(new Command.RateConversation(owner, conversation, 5, Slice.EMPTY));
        assertEquals(5, scene.the(conversation).rating);
    }

    @Test
    void seeingLessThanBeforeIsNoFactAndSeeingMoreThanThereIsRefused() {
        long conversation = scene.arrival();
        Origin owner = scene.visitorOrigin(scene.the(conversation).visitor);
        scene.done(new Command.MarkSeen(owner, conversation, 2));
        int before = scene.events();
        scene.done(new Command.MarkSeen(owner, conversation, 1));
        assertEquals(before, scene.events());
        assertEquals(
                Rejection.VALUE_OUT_OF_RANGE,
                scene.ask(new Command.MarkSeen(owner, conversation, 99)));
    }

    @Test
    void aVisitorHasABoundOfOpenConversations() {
        long visitor = scene.visitor();
        for (int i = 0; i < Limits.OPEN_CONVERSATIONS_PER_VISITOR; i++) {
            scene.start(visitor);
        }
        assertEquals(
                Rejection.LIMIT_EXCEEDED,
                scene.ask(
                        new Command.StartConversation(
                                scene.visitorOrigin(visitor), visitor, Scene.TEXT)));
    }

    @Test
    void whatWasResolvedLeavesMemoryAfterADayAndComesBackByRecall() {
        long conversation = scene.arrival();
        Conversation left = scene.the(conversation);
        scene.reply(agent, conversation);
        scene.resolve(agent, conversation);
        scene.now += DAY + 1;
        scene.visitor();
        scene.now += DAY + 1;
        scene.visitor();
        Command late = Scene.post(scene.visitorOrigin(left.visitor), conversation, false);
        assertEquals(Rejection.ABSENT, scene.ask(late));
        Recalled recalled = scene.recalled(late, left);
        assertEquals(
                List.of(
                        "visitorRecalled",
                        "conversationRecalled",
                        "conversationReopened",
                        "messagePosted",
                        "conversationAssigned"),
                scene.recordedBy(() -> scene.done(recalled)));
        assertEquals(left.seq + 4, scene.the(conversation).seq);
        assertEquals(left.number, scene.outcome.number);
    }

    @Test
    void whatIsSaidOfAResolvedConversationKeepsItInMemoryForAnotherDay() {
        long conversation = scene.arrival();
        Origin visitor = scene.visitorOrigin(scene.the(conversation).visitor);
        scene.reply(agent, conversation);
        scene.resolve(agent, conversation);
        scene.now += DAY + 1;
        Command rating =
                new Command.RateConversation(
                        visitor.withKey(new Hash(1, 2), new Hash(3, 4)),
                        conversation,
                        5,
                        Scene.TEXT);
        scene.done(rating);
        scene.visitor();
        scene.done(rating);
        assertTrue(scene.outcome.repeated);
        scene.now += DAY + 1;
        scene.visitor();
        assertEquals(Rejection.ABSENT, scene.ask(rating));
    }

    @Test
    void aRecallOlderThanAnHourIsRefused() {
        Conversation conversation = scene.the(scene.arrival());
        Command late =
                Scene.post(scene.visitorOrigin(conversation.visitor), conversation.id, false);
        Recalled recalled = scene.recalled(late, conversation);
        scene.now += Limits.RECALL_MICROS + 1;
        assertEquals(Rejection.RECALL_TOO_OLD, scene.ask(recalled));
    }

    @Test
    void anIdThatWasNeverMadeIsUnknownAtOnce() {
        assertEquals(
                Rejection.UNKNOWN_CONVERSATION,
                scene.ask(new Command.ResolveConversation(scene.operator(), Ids.of(0, 1_000_000))));
    }
}
