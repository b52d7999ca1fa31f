package dev.parley.domain.floor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.domain.ActorKind;
import dev.parley.domain.Command;
import dev.parley.domain.Hash;
import dev.parley.domain.Limits;
import dev.parley.domain.Origin;
import dev.parley.domain.Presence;
import dev.parley.domain.Rejection;
import dev.parley.domain.Role;
import dev.parley.domain.Slice;
import dev.parley.domain.conversation.Conversation;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A conversation of {@link Limits#EVENTS_PER_CONVERSATION} events can only end. */
class FullConversationTest {
    private static final int STEPS = 600;
    private final Scene scene = new Scene();

    @Test
    void takesNoCommandButTheOneThatEndsIt() {
        long agent = scene.onlineAgent(30);
        long conversation = full(scene.arrival());
        Origin owner = scene.visitorOrigin(scene.the(conversation).visitor);
        assertEquals(
                Rejection.LIMIT_EXCEEDED,
                scene.ask(new Command.RateConversation(owner, conversation, 5, Slice.EMPTY)));
        assertEquals(
                Rejection.LIMIT_EXCEEDED, scene.ask(new Command.MarkSeen(owner, conversation, 2)));
        assertEquals(Rejection.LIMIT_EXCEEDED, scene.reply(agent, conversation));
        assertEquals(Rejection.NONE, scene.resolve(agent, conversation));
        assertEquals(
                Rejection.LIMIT_EXCEEDED,
                scene.ask(new Command.ReopenConversation(scene.agentOrigin(agent), conversation)));
    }

    @Test
    void isResolvedByTheSystemWhenItsAgentLeaves() {
        long agent = scene.onlineAgent(30);
        long conversation = full(scene.arrival());
        long other = scene.arrival();
        List<String> recorded = scene.recordedBy(() -> scene.presence(agent, Presence.OFFLINE));
        assertEquals(
                List.of("presenceChanged", "conversationResolved", "conversationQueued"), recorded);
        assertEquals(ActorKind.SYSTEM, last(2).header().actorKind);
        assertEquals(0, last(2).header().actor);
        assertEquals(List.of(agent), last(2).fields());
        assertEquals(ActorKind.AGENT, last(1).header().actorKind);
        assertEquals(agent, last(1).header().actor);
        assertFalse(scene.the(conversation).open);
        assertTrue(scene.the(other).waiting);
    }

    @Test
    void stillComesToAnAgentOnceWhereItWaits() {
        long conversation = full(scene.arrival());
        long agent = scene.onlineAgent(1);
        assertEquals(agent, scene.the(conversation).agent);
        scene.presence(agent, Presence.OFFLINE);
        scene.presence(agent, Presence.ONLINE);
        assertFalse(scene.the(conversation).open);
    }

    @Test
    void staysWithAnAgentWhoHasAnsweredIt() {
        long agent = scene.onlineAgent(1);
        long conversation = scene.arrival();
        scene.reply(agent, conversation);
        full(conversation);
        scene.presence(agent, Presence.OFFLINE);
        assertEquals(agent, scene.the(conversation).agent);
    }

    @Test
    void isNotRecalled() {
        long conversation = full(scene.arrival());
        Conversation left = scene.the(conversation);
        scene.resolve(scene.onlineAgent(1), conversation);
        for (int i = 0; i < 2; i++) {
            scene.now += Limits.MEMORY_MICROS + 1;
            scene.visitor();
        }
        Command late = Scene.post(scene.visitorOrigin(left.visitor), conversation, false);
        assertEquals(Rejection.ABSENT, scene.ask(late));
        assertEquals(Rejection.LIMIT_EXCEEDED, scene.ask(scene.recalled(late, left)));
    }

    @Test
    void takesNoMoreOfAnImport() {
        List<Command.ImportedMessage> two =
                List.of(
                        new Command.ImportedMessage(1, ActorKind.VISITOR, Scene.TEXT),
                        new Command.ImportedMessage(2, ActorKind.AGENT, Scene.TEXT));
        long imported =
                scene.done(
                        new Command.ImportConversation(
                                scene.operator(), scene.shop, 5, new Hash(1, 1), Scene.TEXT, two));
        int last = Limits.EVENTS_PER_CONVERSATION - 2;
        scene.done(new Command.ImportMessages(scene.operator(), imported, last, two));
        assertEquals(
                Rejection.LIMIT_EXCEEDED,
                scene.ask(new Command.ImportMessages(scene.operator(), imported, last + 1, two)));
    }

    /** Agents flap, capacities change, timers fire, everybody asks for everything. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void nothingIsAddedToItWithoutEnd(long seed) {
        Random random = new Random(seed);
        List<Long> agents = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            agents.add(scene.onlineAgent(1 + random.nextInt(3)));
        }
        List<Long> conversations = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            long conversation = scene.arrival();
            conversations.add(conversation);
            if (i % 2 == 0) {
                scene.the(conversation).seq = Limits.EVENTS_PER_CONVERSATION - random.nextInt(6);
            }
        }
        for (int i = 0; i < STEPS; i++) {
            scene.now += random.nextInt(2_000_000);
            long agent = agents.get(random.nextInt(agents.size()));
            switch (random.nextInt(4)) {
                case 0 -> scene.presence(agent, Presence.OFFLINE);
                case 1 -> scene.presence(agent, Presence.ONLINE);
                case 2 -> capacity(agent, random.nextInt(4));
                default ->
                        ask(agent, conversations.get(random.nextInt(conversations.size())), random);
            }
            conversations.forEach(each -> scene.decider.fireFirstResponse(each, scene.now));
        }
        int most = Limits.EVENTS_PER_CONVERSATION + 10;
        scene.floor.forEachConversation(
                each -> assertTrue(each.seq < most, "seq=" + each.seq + " of " + each.id));
    }

    private void ask(long agent, long conversation, Random random) {
        Conversation the = scene.the(conversation);
        Origin visitor = scene.visitorOrigin(the.visitor);
        Origin person = scene.agentOrigin(agent);
        scene.ask(
                switch (random.nextInt(8)) {
                    case 0, 1 -> Scene.post(visitor, conversation, false);
                    case 2 -> Scene.post(person, conversation, random.nextBoolean());
                    case 3 -> new Command.AssignConversation(person, conversation, agent);
                    case 4 -> new Command.TransferConversation(person, conversation, 0);
                    case 5 -> new Command.MarkSeen(person, conversation, the.seq);
                    case 6 -> new Command.ReopenConversation(person, conversation);
                    default ->
                            random.nextInt(20) == 0
                                    ? new Command.ResolveConversation(person, conversation)
                                    : new Command.MarkSeen(visitor, conversation, the.visitorSeq);
                });
    }

    private void capacity(long agent, int capacity) {
        scene.done(
                new Command.UpdateAgent(
                        scene.operator(), agent, capacity, Role.AGENT, Scene.TEXT, Scene.TEXT));
    }

    private long full(long conversation) {
        scene.the(conversation).seq = Limits.EVENTS_PER_CONVERSATION;
        return conversation;
    }

    private History.Entry last(int back) {
        return scene.history.entries().get(scene.events() - back);
    }
}
