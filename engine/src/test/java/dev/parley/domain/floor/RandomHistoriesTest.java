package dev.parley.domain.floor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.domain.ActorKind;
import dev.parley.domain.Command;
import dev.parley.domain.Hash;
import dev.parley.domain.Limits;
import dev.parley.domain.Origin;
import dev.parley.domain.Presence;
import dev.parley.domain.Role;
import dev.parley.domain.Slice;
import dev.parley.domain.agent.Agent;
import dev.parley.domain.conversation.Conversation;
import dev.parley.domain.visitor.Visitor;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * Seeded random commands: invariants hold after each, and any cut of the history replays to the
 * same floor.
 */
class RandomHistoriesTest {
    private static final int COMMANDS = 1_500;
    private final Scene scene = new Scene();
    private final List<Long> agents = new ArrayList<>();
    private final List<Long> visitors = new ArrayList<>();
    private final List<Long> conversations = new ArrayList<>();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void invariantsHoldAndEveryCutReplaysTheSame(long seed) {
        Random random = new Random(seed);
        Map<Integer, List<Long>> described = new HashMap<>();
        for (int i = 0; i < COMMANDS; i++) {
            scene.now += random.nextInt(20) == 0 ? 3_600 * Scene.SECOND : random.nextInt(2_000_000);
            step(random);
            checkInvariants();
            if (i % 50 == 0) {
                described.put(scene.events(), describe(scene.floor));
            }
        }
        Floor replayed = new Floor(0);
        Evolver evolver = new Evolver(replayed);
        int compared = 0;
        for (int cut = 0; cut <= scene.events(); cut++) {
            List<Long> expected = described.get(cut);
            if (expected != null) {
                assertEquals(expected, describe(replayed), "after " + cut + " events");
                compared++;
            }
            if (cut < scene.events()) {
                scene.history.replay(cut, cut + 1, evolver);
            }
        }
        assertEquals(described.size(), compared);
    }

    private void step(Random random) {
        switch (random.nextInt(15)) {
            case 0 -> {
                if (agents.size() < 6) {
                    agents.add(scene.agent(random.nextInt(4)));
                }
            }
            case 1 -> visitors.add(scene.visitor());
            case 2, 3 -> {
                if (!visitors.isEmpty()) {
                    long visitor = pick(visitors, random);
                    scene.ask(
                            new Command.StartConversation(
                                    scene.visitorOrigin(visitor), visitor, Scene.TEXT));
                    if (scene.outcome.id != 0) {
                        conversations.add(scene.outcome.id);
                    }
                }
            }
            case 4 -> {
                if (!agents.isEmpty()) {
                    Presence[] all = Presence.values();
                    long agent = pick(agents, random);
                    scene.presence(agent, all[random.nextInt(all.length)]);
                }
            }
            case 5 -> {
                if (!agents.isEmpty()) {
                    scene.ask(
                            new Command.UpdateAgent(
                                    scene.operator(),
                                    pick(agents, random),
                                    random.nextInt(5),
                                    Role.AGENT,
                                    Scene.TEXT,
                                    Scene.TEXT));
                }
            }
            case 14 -> {
                if (!visitors.isEmpty() && random.nextInt(3) == 0) {
                    scene.ask(scene.erase(pick(visitors, random)));
                }
            }
            case 6 -> scene.decider.clockStepped(random.nextInt(5_000_000), scene.now);
            default -> {
                if (!conversations.isEmpty()) {
                    inConversation(pick(conversations, random), random);
                }
            }
        }
        scene.floor.forEachConversation(
                each -> {
                    if (each.open && random.nextInt(4) == 0) {
                        scene.decider.fireFirstResponse(each.id, scene.now);
                    }
                });
    }

    private void inConversation(long id, Random random) {
        Conversation conversation = scene.floor.conversation(id);
        if (conversation == null) {
            return;
        }
        Origin visitor = scene.visitorOrigin(conversation.visitor);
        if (random.nextBoolean()) {
            visitor = visitor.withKey(new Hash(random.nextInt(9) + 1, 1), new Hash(1, 1));
        }
        Origin agent =
                agents.isEmpty() ? scene.operator() : scene.agentOrigin(pick(agents, random));
        long other = agents.isEmpty() ? 0 : pick(agents, random);
        scene.ask(
                switch (random.nextInt(9)) {
                    case 0, 1 -> Scene.post(visitor, id, false);
                    case 2 -> Scene.post(agent, id, false);
                    case 3 -> Scene.post(agent, id, true);
                    case 4 -> new Command.AssignConversation(agent, id, other);
                    case 5 ->
                            new Command.TransferConversation(
                                    agent, id, random.nextBoolean() ? other : 0);
                    case 6 -> new Command.ResolveConversation(agent, id);
                    case 7 ->
                            new Command.RateConversation(
                                    visitor, id, 1 + random.nextInt(5), Slice.EMPTY);
                    default -> new Command.MarkSeen(agent, id, conversation.seq);
                });
    }

    private void checkInvariants() {
        Tenant tenant = Objects.requireNonNull(scene.floor.tenant(scene.account));
        for (long id : agents) {
            Agent agent = Objects.requireNonNull(scene.floor.agent(id));
            assertEquals(
                    agent.isAvailable(),
                    agent.isIn(tenant.available),
                    "an available agent is in the chain: "
                            + id
                            + " "
                            + agent.presence
                            + agent.load()
                            + "/"
                            + agent.capacity
                            + scene.history.briefsFrom(Math.max(0, scene.events() - 12)));
        }
        for (long id : visitors) {
            Visitor visitor = scene.floor.visitor(id);
            if (visitor != null) {
                assertEquals(open(id), visitor.openConversations(), "open ones are known to be");
                assertTrue(!visitor.erased || open(id) == 0, "an erased visitor has nothing open");
            }
        }
        int[] waiting = {0};
        scene.floor.forEachConversation(
                each -> {
                    assertEquals(each.waiting, each.isIn(tenant.waiting));
                    assertTrue(
                            each.open || (!each.waiting && each.agent == 0),
                            "a resolved one is nobody's");
                    assertTrue(!each.waiting || each.agent == 0, "who waits is nobody's");
                    assertTrue(each.seq >= each.visitorSeq);
                    if (each.waiting) {
                        waiting[0]++;
                        assertTrue(
                                tenant.available.isEmpty()
                                        || (tenant.available.size() == 1
                                                && Objects.requireNonNull(tenant.available.first())
                                                                .id
                                                        == each.declinedBy),
                                "nobody waits while somebody is free");
                    }
                });
        assertEquals(waiting[0], tenant.waiting.size());
        for (History.Entry entry :
                scene.history.entries().subList(Math.max(0, scene.events() - 70), scene.events())) {
            assertTrue(entry.header().recordedAt <= scene.now);
        }
    }

    private long open(long visitor) {
        long[] count = {0};
        scene.floor.forEachConversation(
                each -> count[0] += each.open && each.visitor == visitor ? 1 : 0);
        return count[0];
    }

    private static long pick(List<Long> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }

    private static List<Long> describe(Floor floor) {
        List<Long> values = new ArrayList<>();
        floor.describe(values::add);
        return values;
    }

    /**
     * The transaction bound: an agent at full capacity leaves, and everybody moves to another one.
     */
    @org.junit.jupiter.api.Test
    void aFullAgentsLeavingFitsOneTransaction() {
        long leaving = scene.onlineAgent(Limits.CAPACITY_MAX);
        for (int i = 0; i < Limits.CAPACITY_MAX; i++) {
            scene.arrival();
        }
        long taking = scene.onlineAgent(Limits.CAPACITY_MAX);
        List<String> recorded = scene.recordedBy(() -> scene.presence(leaving, Presence.OFFLINE));
        assertTrue(recorded.size() <= Limits.EVENTS_PER_TRANSACTION, "events=" + recorded.size());
        assertEquals(Limits.CAPACITY_MAX, Objects.requireNonNull(scene.floor.agent(taking)).load());
        assertEquals(ActorKind.AGENT, scene.history.entries().getLast().header().actorKind);
    }
}
