package dev.parley.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.domain.ActorKind;
import dev.parley.domain.AssignReason;
import dev.parley.domain.FirstResponse;
import dev.parley.domain.Header;
import dev.parley.domain.PartialEvents;
import dev.parley.domain.QueueReason;
import dev.parley.domain.Slice;
import dev.parley.domain.Tee;
import dev.parley.domain.floor.Floor;
import dev.parley.history.RandomShops;
import dev.parley.history.Recording;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/** Reports against what a reader of the whole history would count by hand. */
class WorkReportTest {
    private static final int STEPS = 3_000;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12})
    void countsWhatAReaderOfTheWholeHistoryCounts(long seed) {
        Recording recording = new Recording();
        Naive naive = new Naive();
        RandomShops shops =
                new RandomShops(seed, new Floor(1), sink -> recording.into(new Tee(sink, naive)));
        for (int i = 0; i < STEPS; i++) {
            shops.step();
        }
        Random random = new Random(seed);
        long first = recording.header(0).recordedAt;
        long last = recording.header(recording.size() - 1).recordedAt;
        for (int i = 0; i < 20; i++) {
            long shop = i % 2 == 0 ? 0 : shops.shops().get(random.nextInt(shops.shops().size()));
            long since = i < 2 ? Long.MIN_VALUE : first + random.nextLong(last - first);
            long until = i < 2 ? Long.MAX_VALUE : since + random.nextLong(last - since + 2);
            WorkReport report = new WorkReport(shop, since, until);
            WorkFold fold = new WorkFold(report);
            recording.tell(0, recording.size(), fold.events());
            fold.end(last);
            naive.compare(report, shop, since, until, last);
        }
        WorkReport all = new WorkReport(0, Long.MIN_VALUE, Long.MAX_VALUE);
        WorkFold fold = new WorkFold(all);
        recording.tell(0, recording.size(), fold.events());
        assertTrue(all.all().answered() > 20 && all.all().resolved() > 20, "too little happened");
        assertTrue(all.agents().size() > 2, "too few agents worked");
    }

    /** Keeps every fact and counts by looking through all of them. */
    private static final class Naive implements PartialEvents {
        private record Fact(
                String what,
                long conversation,
                long shop,
                long at,
                long recordedAt,
                long agent,
                long previous,
                long micros,
                boolean within,
                boolean visitor) {}

        private final List<Fact> facts = new ArrayList<>();
        private final Map<Long, Long> shopOf = new HashMap<>();
        private final Map<Long, Long> targets = new HashMap<>();

        @Override
        public void shopRegistered(Header h, int targetSeconds, Slice code, Slice name) {
            targets.put(h.stream, targetSeconds * 1_000_000L);
        }

        @Override
        public void conversationStarted(
                Header h, long shop, long inbox, long visitor, long number, Slice context) {
            shopOf.put(h.stream, shop);
            add("started", h, 0, 0, 0, false);
        }

        @Override
        public void conversationImported(
                Header h,
                long shop,
                long keyId,
                long number,
                long externalHi,
                long externalLo,
                Slice externalId) {
            shopOf.put(h.stream, shop);
        }

        @Override
        public void messageImported(Header h, long message, Slice content) {
            add("imported", h, h.actorKind == ActorKind.AGENT ? h.actor : 0, 0, 0, false);
        }

        @Override
        public void messagePosted(
                Header h, long message, boolean note, Slice content, Slice attributes) {
            if (h.actorKind == ActorKind.VISITOR || h.actorKind == ActorKind.AGENT) {
                long agent = h.actorKind == ActorKind.AGENT ? h.actor : 0;
                add(note ? "note" : agent == 0 ? "in" : "out", h, agent, 0, 0, false);
            }
        }

        @Override
        public void firstResponseArmed(Header h, long warnAt, long deadline) {
            add("armed", h, 0, 0, 0, false);
        }

        @Override
        public void firstResponseMet(Header h, long elapsedMicros, boolean withinTarget) {
            long agent = h.actorKind == ActorKind.AGENT ? h.actor : 0;
            add("met", h, agent, 0, elapsedMicros, withinTarget);
        }

        @Override
        public void conversationQueued(Header h, QueueReason reason, long previousAgent) {
            add("queued", h, 0, previousAgent, 0, false);
        }

        @Override
        public void conversationAssigned(
                Header h, AssignReason reason, long agent, long previousAgent) {
            add("assigned", h, agent, previousAgent, 0, false);
        }

        @Override
        public void conversationResolved(Header h, long agent) {
            add("resolved", h, agent, agent, 0, false);
        }

        @Override
        public void conversationReopened(Header h) {
            add("reopened", h, 0, 0, 0, false);
        }

        @Override
        public void conversationRecalled(
                Header h,
                long shop,
                long inbox,
                long visitor,
                long number,
                int seq,
                int visitorSeq,
                FirstResponse firstResponse,
                long armedAt,
                long deadline,
                long resolvedAt) {
            assertEquals(shopOf.getOrDefault(h.stream, 0L), shop);
        }

        private void add(
                String what, Header h, long agent, long previous, long micros, boolean within) {
            facts.add(
                    new Fact(
                            what,
                            h.stream,
                            shopOf.getOrDefault(h.stream, 0L),
                            h.occurredAt,
                            h.recordedAt,
                            agent,
                            previous,
                            micros,
                            within,
                            h.actorKind == ActorKind.VISITOR));
        }

        void compare(WorkReport report, long shop, long since, long until, long end) {
            Predicate<Fact> here =
                    fact ->
                            fact.at() >= since
                                    && fact.at() < until
                                    && (shop == 0 || fact.shop() == shop);
            compare(report.all(), derived(), here);
            report.shops()
                    .forEach(
                            (id, tally) ->
                                    compare(tally, derived(), here.and(f -> f.shop() == id)));
            report.days()
                    .forEach(
                            (day, tally) ->
                                    compare(
                                            tally,
                                            derived(),
                                            here.and(
                                                    f ->
                                                            Math.floorDiv(f.at(), 86_400_000_000L)
                                                                    == day)));
            report.agents()
                    .forEach(
                            (id, tally) -> {
                                Predicate<Fact> theirs = here.and(f -> f.agent() == id);
                                compare(tally, derived(), theirs);
                                assertEquals(
                                        derived().stream()
                                                .filter(theirs)
                                                .filter(f -> f.what().equals("assigned"))
                                                .count(),
                                        tally.assigned());
                                compareLoad(tally, id, since, until, end);
                            });
            assertEquals(
                    report.all().messagesIn(),
                    report.hours().values().stream().mapToLong(Tally::messagesIn).sum());
        }

        /** The facts with answers at their arming, resolutions and imports made out. */
        private List<Fact> derived() {
            List<Fact> all = new ArrayList<>();
            for (int i = 0; i < facts.size(); i++) {
                Fact fact = facts.get(i);
                switch (fact.what()) {
                    case "met" -> all.add(at(fact, last(i, "armed", "armed").at(), fact.micros()));
                    case "resolved" -> {
                        long opened = last(i, "started", "reopened").at();
                        all.add(at(fact, fact.at(), Math.max(0, fact.at() - opened)));
                    }
                    case "imported" -> all.addAll(past(i));
                    default -> all.add(fact);
                }
            }
            return all;
        }

        private List<Fact> past(int i) {
            Fact fact = facts.get(i);
            List<Fact> before =
                    facts.subList(0, i).stream()
                            .filter(f -> f.conversation() == fact.conversation())
                            .toList();
            List<Fact> all = new ArrayList<>();
            if (before.isEmpty()) {
                all.add(named(fact, "started", 0, fact.at(), 0, false));
            }
            if (fact.visitor()) {
                all.add(named(fact, "in", 0, fact.at(), 0, false));
                return all;
            }
            all.add(named(fact, "out", fact.agent(), fact.at(), 0, false));
            List<Fact> asked = before.stream().filter(Fact::visitor).toList();
            if (!asked.isEmpty()) {
                long armed = asked.getFirst().at();
                boolean first =
                        before.subList(before.indexOf(asked.getFirst()), before.size()).stream()
                                .allMatch(Fact::visitor);
                long elapsed = Math.max(0, fact.at() - armed);
                if (first) {
                    boolean within = elapsed <= targets.getOrDefault(fact.shop(), 0L);
                    all.add(named(fact, "met", fact.agent(), armed, elapsed, within));
                }
            }
            return all;
        }

        private Fact last(int before, String one, String other) {
            for (int i = before - 1; i >= 0; i--) {
                Fact fact = facts.get(i);
                if (fact.conversation() == facts.get(before).conversation()
                        && (fact.what().equals(one) || fact.what().equals(other))) {
                    return fact;
                }
            }
            throw new AssertionError(facts.get(before) + " without " + one);
        }

        private static Fact at(Fact f, long at, long micros) {
            return named(f, f.what(), f.agent(), at, micros, f.within());
        }

        private static Fact named(
                Fact f, String what, long agent, long at, long micros, boolean within) {
            return new Fact(
                    what,
                    f.conversation(),
                    f.shop(),
                    at,
                    f.recordedAt(),
                    agent,
                    f.previous(),
                    micros,
                    within,
                    f.visitor());
        }

        private static void compare(Tally tally, List<Fact> facts, Predicate<Fact> which) {
            List<Fact> all = facts.stream().filter(which).toList();
            assertEquals(count(all, "started"), tally.opened());
            assertEquals(count(all, "resolved"), tally.resolved());
            assertEquals(count(all, "met"), tally.answered());
            assertEquals(count(all, "in"), tally.messagesIn());
            assertEquals(count(all, "out"), tally.messagesOut());
            assertEquals(count(all, "note"), tally.notes());
            assertEquals(
                    all.stream().filter(f -> f.what().equals("met") && f.within()).count(),
                    tally.withinTarget());
            compare(tally.firstResponses(), micros(all, "met"));
            compare(tally.resolutions(), micros(all, "resolved"));
        }

        private static void compare(Durations durations, long[] micros) {
            assertEquals(micros.length, durations.count());
            for (int percent : new int[] {0, 50, 90, 99, 100}) {
                long wanted = -1;
                for (int i = micros.length - 1; i >= 0; i--) {
                    if (100L * (i + 1) >= (long) percent * micros.length) {
                        wanted = micros[i];
                    }
                }
                assertEquals(wanted, durations.percentile(percent));
            }
        }

        private static long count(List<Fact> facts, String what) {
            return facts.stream().filter(f -> f.what().equals(what)).count();
        }

        private static long[] micros(List<Fact> facts, String what) {
            return facts.stream()
                    .filter(f -> f.what().equals(what))
                    .flatMapToLong(f -> LongStream.of(f.micros()))
                    .sorted()
                    .toArray();
        }

        private void compareLoad(Tally tally, long agent, long since, long until, long end) {
            long load = 0;
            long weighted = 0;
            long busy = 0;
            long before = 0;
            for (int i = 0; i <= facts.size(); i++) {
                long now = i == facts.size() ? end : facts.get(i).recordedAt();
                long micros = Math.min(now, until) - Math.max(before, since);
                if (load > 0 && micros > 0) {
                    weighted += load * micros;
                    busy += micros;
                }
                before = now;
                if (i < facts.size()) {
                    Fact fact = facts.get(i);
                    boolean moves = List.of("queued", "assigned", "resolved").contains(fact.what());
                    load -= moves && fact.previous() == agent ? 1 : 0;
                    load += fact.what().equals("assigned") && fact.agent() == agent ? 1 : 0;
                }
            }
            assertEquals(busy, tally.busyMicros());
            assertEquals(busy == 0 ? 0 : (double) weighted / busy, tally.averageLoad(), 1e-9);
        }
    }
}
