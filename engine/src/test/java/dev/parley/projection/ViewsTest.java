package dev.parley.projection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.domain.Tee;
import dev.parley.domain.agent.Agent;
import dev.parley.domain.conversation.Conversation;
import dev.parley.domain.floor.Floor;
import dev.parley.domain.floor.Tenant;
import dev.parley.history.RandomShops;
import dev.parley.history.Recording;
import dev.parley.projection.BoardReader.Assignee;
import dev.parley.projection.BoardReader.Counts;
import dev.parley.projection.BoardReader.Filter;
import dev.parley.projection.BoardReader.Status;

import org.agrona.collections.LongArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** The floor decides, the views are read: what both hold must agree after every step. */
class ViewsTest {
    private static final int STEPS = 2_000;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void viewsAgreeWithTheFloorAfterEveryStep(long seed) {
        Floor floor = new Floor(1);
        Views views = new Views(256);
        Recording recording = new Recording();
        RandomShops shops =
                new RandomShops(seed, floor, sink -> recording.into(new Tee(sink, views.events())));
        for (int i = 0; i < STEPS; i++) {
            shops.step();
            assertAgree(shops, floor, views);
        }
        assertTrue(recording.count("conversationRecalled") > 10, "too few recalls");
        assertTrue(recording.count("visitorRecalled") > 3, "too few recalls of visitors");
        assertTrue(recording.count("firstResponseBreached") > 10, "too few breaches");
        assertTrue(recording.count("clockStepped") > 1, "too few clock steps");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {4})
    void foldingTheSameEventsAgainGivesTheSameDescription(long seed) {
        Views live = new Views(256);
        Recording recording = new Recording();
        RandomShops shops =
                new RandomShops(
                        seed, new Floor(1), sink -> recording.into(new Tee(sink, live.events())));
        for (int i = 0; i < STEPS; i++) {
            shops.step();
        }
        Views again = new Views(256);
        recording.tell(0, recording.size(), again.events());
        assertArrayEquals(described(live), described(again));
    }

    private static void assertAgree(RandomShops shops, Floor floor, Views views) {
        assertEquals(floor.conversations(), views.board().size());
        floor.forEachConversation(each -> assertAgree(each, views));
        for (long account : shops.accounts()) {
            Tenant tenant = Objects.requireNonNull(floor.tenant(account));
            List<Long> waiting = new ArrayList<>();
            for (Conversation each = tenant.waiting.first(); each != null; each = each.next()) {
                waiting.add(each.id);
            }
            assertEquals(
                    waiting,
                    views.board().queue(account, Integer.MAX_VALUE).stream()
                            .map(ConversationView::id)
                            .toList());
            for (int i = 0; i < waiting.size(); i++) {
                assertEquals(i, views.board().ahead(waiting.get(i)));
            }
            assertListsAgree(account, views.board());
        }
        for (long id : shops.agents()) {
            Agent agent = Objects.requireNonNull(floor.agent(id));
            AgentView view = views.directory().agent(id).orElseThrow();
            assertEquals(agent.load(), view.load());
            assertEquals(agent.presence, view.presence());
        }
        for (long id : shops.visitors()) {
            assertEquals(floor.visitor(id) != null, views.visitors().find(id).isPresent());
        }
    }

    private static void assertAgree(Conversation expected, Views views) {
        ConversationView view = views.board().find(expected.id).orElseThrow();
        assertEquals(expected.open, view.open());
        assertEquals(expected.waiting, view.waiting());
        assertEquals(expected.agent, view.agent());
        assertEquals(expected.seq, view.seq());
        assertEquals(expected.visitorSeq, view.visitorSeq());
        assertEquals(expected.firstResponse, view.firstResponse());
        assertEquals(expected.armedAt, view.armedAt());
        assertEquals(expected.warnAt, view.warnAt());
        assertEquals(expected.deadline, view.deadline());
        assertEquals(expected.visitorSeenSeq, view.visitorSeenSeq());
        assertEquals(expected.agentSeenSeq, view.agentSeenSeq());
        assertEquals(expected.rating, view.rating());
        assertEquals(view, views.board().findByNumber(view.account(), view.number()).orElseThrow());
        long[] trail = views.transcripts().after(expected.id, 0, Integer.MAX_VALUE);
        assertEquals(expected.seq, views.transcripts().firstSeq(expected.id) + trail.length - 1);
    }

    private static void assertListsAgree(long account, BoardReader board) {
        Filter everything = new Filter(account, Status.ALL, Assignee.ANY, 0, 0);
        List<ConversationView> all = board.list(everything, 0, Integer.MAX_VALUE);
        for (int i = 1; i < all.size(); i++) {
            assertTrue(all.get(i - 1).lastActivityAt() >= all.get(i).lastActivityAt());
        }
        Counts counts = board.count(everything);
        assertEquals(all.size(), counts.all());
        for (Status status : Status.values()) {
            Filter nobodys = new Filter(account, status, Assignee.NOBODY, 0, 0);
            List<ConversationView> expected =
                    all.stream()
                            .filter(each -> each.agent() == 0)
                            .filter(
                                    each ->
                                            status == Status.ALL
                                                    || each.open() == (status == Status.OPEN))
                            .toList();
            assertEquals(expected, board.list(nobodys, 0, Integer.MAX_VALUE));
            assertEquals(expected.stream().skip(3).limit(2).toList(), board.list(nobodys, 3, 2));
            assertEquals(expected.size(), board.count(nobodys).unassigned());
            assertAmongAgrees(expected, nobodys, board);
        }
    }

    private static void assertAmongAgrees(
            List<ConversationView> all, Filter filter, BoardReader board) {
        List<ConversationView> even = all.stream().filter(each -> each.id() % 2 == 0).toList();
        Filter among =
                filter.among(even.stream().map(ConversationView::id).collect(Collectors.toSet()));
        assertEquals(even, board.list(among, 0, Integer.MAX_VALUE));
        assertEquals(even.size(), board.count(among).all());
    }

    private static long[] described(Views views) {
        LongArrayList values = new LongArrayList();
        views.describe(values::addLong);
        return values.toLongArray();
    }
}
