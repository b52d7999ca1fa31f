package dev.parley.index;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.domain.Events;
import dev.parley.domain.Hash;
import dev.parley.domain.Header;
import dev.parley.domain.floor.Floor;
import dev.parley.history.LoggedShard;
import dev.parley.history.RandomShops;
import dev.parley.log.EventLog;
import dev.parley.log.SegmentedLog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.LongStream;

/** A shard that lives, its log, and the naive index of it. */
final class IndexedHistory implements AutoCloseable {
    final EventLog log;
    final NaiveIndex naive = new NaiveIndex();
    final RandomShops shops;
    private final List<IndexFeeder> feeders = new ArrayList<>();
    private final List<Events> sinks = new ArrayList<>();

    IndexedHistory(long seed) {
        this(seed, SegmentedLog.inMemory(0));
    }

    /** Lives into {@code log}, which is empty and closed with this. */
    IndexedHistory(long seed, EventLog log) {
        this.log = log;
        LoggedShard logged = new LoggedShard(log);
        shops =
                new RandomShops(
                        seed,
                        new Floor(0),
                        floor -> {
                            sinks.add(logged.into(naive.into(floor)));
                            return sinks.getLast();
                        });
        log.force();
    }

    void live(int steps) {
        liveUnforced(steps);
        log.force();
    }

    void liveUnforced(int steps) {
        for (int i = 0; i < steps; i++) {
            shops.step();
        }
    }

    void issueToken(long agent, Hash token) {
        Header h = new Header();
        h.system(shops.accounts().getFirst(), shops.now());
        h.stream = agent;
        sinks.getLast().agentTokenIssued(h, token.hi(), token.lo());
        log.force();
    }

    IndexFeeder feeder(StoredIndex index) {
        IndexFeeder feeder = new IndexFeeder(index, log::reader, log::durable);
        feeders.add(feeder);
        return feeder;
    }

    /** Asks the index everything, and the facts below its position the same. */
    void compare(StoredIndex index, Random random) {
        long before = index.indexedBefore();
        LongStream.concat(
                        naive.facts().stream().mapToLong(NaiveIndex.Fact::stream).distinct(),
                        LongStream.of(1L << 52))
                .filter(stream -> stream != 0)
                .forEach(stream -> comparePositions(index, stream, before, random));
        for (long account : shops.accounts()) {
            compareConversations(index, account, before, random);
        }
        for (long visitor : shops.visitors()) {
            long[] all = naive.conversationsOf(visitor, before);
            assertArrayEquals(all, index.conversationsOf(visitor, 0, 1_000));
        }
        for (NaiveIndex.Fact fact : naive.facts()) {
            switch (fact.type()) {
                case "inboxRegistered" -> compareHash(index, Lookup.INBOX_IDENTIFIER, fact.hash(1));
                case "visitorRegistered" -> compareHash(index, Lookup.VISITOR_SOURCE, fact.hash(3));
                case "conversationImported" -> compareHash(index, Lookup.EXTERNAL_ID, fact.hash(3));
                case "agentRegistered" -> compareHash(index, Lookup.AGENT_TOKEN, fact.hash(2));
                case "agentTokenIssued" -> compareHash(index, Lookup.AGENT_TOKEN, fact.hash(0));
                default -> {}
            }
        }
    }

    private void comparePositions(StoredIndex index, long stream, long before, Random random) {
        long[] all = naive.positions(stream, before);
        assertArrayEquals(all, index.positions(stream, 0, 1_000));
        int cut = random.nextInt(all.length + 1);
        long at = cut == all.length ? before : all[cut];
        int max = random.nextInt(5);
        assertArrayEquals(
                Arrays.copyOfRange(all, cut, Math.min(all.length, cut + max)),
                index.positions(stream, at, max));
        assertArrayEquals(
                Arrays.copyOfRange(all, Math.max(0, cut - max), cut),
                index.positionsBefore(stream, at, max));
    }

    private void compareConversations(StoredIndex index, long account, long before, Random random) {
        List<NumberedConversation> all = naive.conversations(account, before);
        assertEquals(all, index.conversations(account, 0, 1_000));
        assertEquals(all.reversed(), index.conversationsBefore(account, Long.MAX_VALUE, 1_000));
        int cut = random.nextInt(all.size() + 1);
        long number = cut == all.size() ? Long.MAX_VALUE : all.get(cut).number();
        int max = random.nextInt(5);
        assertEquals(
                all.subList(cut, Math.min(all.size(), cut + max)),
                index.conversations(account, number, max));
        assertEquals(
                all.subList(Math.max(0, cut - max), cut).reversed(),
                index.conversationsBefore(account, number, max));
        for (NumberedConversation each : all) {
            assertEquals(
                    OptionalLong.of(each.conversation()),
                    index.conversation(account, each.number()));
        }
        assertEquals(OptionalLong.empty(), index.conversation(account, Long.MAX_VALUE));
    }

    private void compareHash(StoredIndex index, Lookup kind, Hash hash) {
        long before = index.indexedBefore();
        assertEquals(naive.find(kind, hash, before), index.find(kind, hash));
        Lookup other = kind == Lookup.AGENT_TOKEN ? Lookup.VISITOR_SOURCE : Lookup.AGENT_TOKEN;
        assertEquals(naive.find(other, hash, before), index.find(other, hash));
    }

    @Override
    public void close() {
        feeders.forEach(IndexFeeder::close);
        log.close();
    }
}
