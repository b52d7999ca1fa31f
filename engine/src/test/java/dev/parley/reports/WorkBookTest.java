package dev.parley.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.axon.LoggedEvent;
import dev.parley.domain.floor.Floor;
import dev.parley.history.LoggedShard;
import dev.parley.history.RandomShops;
import dev.parley.log.EventLog;
import dev.parley.log.EventReader;
import dev.parley.log.SegmentedLog;
import dev.parley.projection.Tally;
import dev.parley.projection.WorkFold;
import dev.parley.projection.WorkReport;

import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Sums by the hour are those of the exact report over the same hours. */
class WorkBookTest {
    private static final long SEED = 20261122;
    private final EventLog log = SegmentedLog.inMemory(0);
    private final List<LoggedEvent> events = new ArrayList<>();
    private long first;
    private long last;

    @BeforeEach
    void live() {
        LoggedShard logged = new LoggedShard(log);
        RandomShops shops = new RandomShops(SEED, new Floor(0), logged::into);
        for (int i = 0; i < 3_000; i++) {
            shops.step();
        }
        log.force();
        try (EventReader reader = log.reader()) {
            while (reader.next(log.durable())) {
                events.add(LoggedEvent.of(reader.record()));
            }
        }
        first = events.getFirst().occurredAt();
        last = events.getLast().occurredAt();
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void sumsAreThoseOfTheExactReport() {
        WorkBook book = new WorkBook(WorkBook.MOST);
        events.forEach(event -> book.on(message(event)));
        book.commit(log.head());
        assertEquals(log.head(), book.before());
        long account = events.getFirst().stream();
        Random random = new Random(SEED);
        long counted = 0;
        for (int i = 0; i < 30; i++) {
            long since = i == 0 ? 0 : first + random.nextLong(last - first);
            long until = i == 0 ? Long.MAX_VALUE / 8 : since + random.nextLong(last - since + 2);
            long hour = WorkBook.HOUR_MICROS;
            WorkReport exact =
                    new WorkReport(
                            0, Math.floorDiv(since, hour) * hour, Math.ceilDiv(until, hour) * hour);
            WorkFold fold = new WorkFold(exact);
            LoggedEvent.Teller teller = new LoggedEvent.Teller();
            events.forEach(event -> teller.tell(event, fold.events()));
            WorkSum all = WorkSum.NONE;
            for (long each : accounts()) {
                all = all.plus(book.sum(of(Subject.Kind.ACCOUNT, each, each), since, until));
            }
            compare(exact.all(), all, "seed=" + SEED + " i=" + i);
            counted += all.messagesIn();
            for (Map.Entry<Long, Tally> agent : exact.agents().entrySet()) {
                WorkSum theirs = WorkSum.NONE;
                for (long each : accounts()) {
                    theirs =
                            theirs.plus(
                                    book.sum(
                                            of(Subject.Kind.AGENT, each, agent.getKey()),
                                            since,
                                            until));
                }
                assertEquals(agent.getValue().assigned(), theirs.conversations());
                assertEquals(agent.getValue().answered(), theirs.answered());
                assertEquals(agent.getValue().messagesOut(), theirs.messagesOut());
                assertEquals(agent.getValue().resolved(), theirs.resolved());
            }
            WorkSum days =
                    book
                            .days(of(Subject.Kind.ACCOUNT, account, account), since, until)
                            .values()
                            .stream()
                            .reduce(WorkSum.NONE, WorkSum::plus);
            assertEquals(book.sum(of(Subject.Kind.ACCOUNT, account, account), since, until), days);
        }
        assertTrue(counted > 0, "nothing was counted");
    }

    @Test
    void anEventToldAgainIsCountedOnceAndClearingCountsAnew() {
        WorkBook book = new WorkBook(WorkBook.MOST);
        events.forEach(event -> book.on(message(event)));
        long account = accounts().getFirst();
        Subject subject = of(Subject.Kind.ACCOUNT, account, account);
        WorkSum once = book.sum(subject, 0, Long.MAX_VALUE);
        events.forEach(event -> book.on(message(event)));
        assertEquals(once, book.sum(subject, 0, Long.MAX_VALUE));
        book.clear();
        assertEquals(0, book.committed());
        assertEquals(WorkSum.NONE, book.sum(subject, 0, Long.MAX_VALUE));
        events.forEach(event -> book.on(message(event)));
        assertEquals(once, book.sum(subject, 0, Long.MAX_VALUE));
    }

    /** As a parked event and those of its stream behind it, which are tried again later. */
    @Test
    void whatIsToldBehindOthersIsCountedOnce() {
        WorkBook whole = new WorkBook(WorkBook.MOST);
        events.forEach(event -> whole.on(message(event)));
        List<LoggedEvent> parked = parked();
        WorkBook book = new WorkBook(WorkBook.MOST);
        events.stream().filter(event -> !parked.contains(event)).forEach(e -> book.on(message(e)));
        book.commit(log.head());
        assertNotEquals(all(whole), all(book));
        for (int tries = 0; tries < 2; tries++) {
            parked.forEach(event -> book.on(message(event)));
            book.commit(log.head());
            assertEquals(all(whole), all(book));
        }
    }

    @Test
    void anEventThatFailedInABatchThatFailedIsCountedWhenItComesAgain() {
        List<LoggedEvent> failed = parked();
        WorkBook whole = new WorkBook(WorkBook.MOST);
        WorkBook book = new WorkBook(WorkBook.MOST);
        for (LoggedEvent event : events) {
            whole.on(message(event));
            if (!failed.contains(event)) {
                book.on(message(event));
            }
        }
        // Told again from the last commit on, and this time all of it is taken.
        events.forEach(event -> book.on(message(event)));
        assertEquals(all(whole), all(book));
    }

    /** The last message and what came behind it in its conversation. */
    private List<LoggedEvent> parked() {
        LoggedEvent last =
                events.stream()
                        .filter(event -> event.type().equals("MessagePosted"))
                        .reduce((_, second) -> second)
                        .orElseThrow();
        return events.stream()
                .filter(e -> e.stream() == last.stream() && e.position() >= last.position())
                .toList();
    }

    @Test
    void whatABatchThatFailedToldBeyondTheNextOneIsCountedOnce() {
        WorkBook whole = new WorkBook(WorkBook.MOST);
        WorkBook book = new WorkBook(WorkBook.MOST);
        events.forEach(event -> whole.on(message(event)));
        events.forEach(event -> book.on(message(event)));
        int half = events.size() / 2;
        events.subList(0, half).forEach(event -> book.on(message(event)));
        book.commit(events.get(half).position());
        assertEquals(events.get(half).position(), book.committed());
        events.subList(half, events.size()).forEach(event -> book.on(message(event)));
        book.commit(log.head());
        assertEquals(all(whole), all(book));
    }

    @Test
    void isNotWholeUntilWhatWasCountedIsCountedAgain() {
        WorkBook book = new WorkBook(WorkBook.MOST);
        assertTrue(book.isWhole());
        book.countAnewTo(log.head());
        assertFalse(book.isWhole());
        events.forEach(event -> book.on(message(event)));
        book.commit(log.head());
        assertTrue(book.isWhole());
        book.clear();
        assertFalse(book.isWhole());
        book.commit(log.head() - 1);
        assertFalse(book.isWhole());
        book.commit(log.head());
        assertTrue(book.isWhole());
    }

    @Test
    void letsGoOfTheOldestHoursAndSaysSo() {
        WorkBook whole = new WorkBook(WorkBook.MOST);
        WorkBook small = new WorkBook(64);
        events.forEach(
                event -> {
                    whole.on(message(event));
                    small.on(message(event));
                });
        assertEquals(Long.MIN_VALUE, whole.completeSince());
        long since = small.completeSince();
        assertTrue(since > first && since <= last + WorkBook.HOUR_MICROS);
        for (long account : accounts()) {
            Subject subject = of(Subject.Kind.ACCOUNT, account, account);
            assertEquals(
                    whole.sum(subject, since, Long.MAX_VALUE),
                    small.sum(subject, 0, Long.MAX_VALUE));
        }
    }

    /** Of all accounts and agents, so that one fact more or less shows. */
    private Map<Long, WorkSum> all(WorkBook book) {
        Map<Long, WorkSum> all = new HashMap<>();
        for (long account : accounts()) {
            all.put(
                    account,
                    book.sum(of(Subject.Kind.ACCOUNT, account, account), 0, Long.MAX_VALUE));
            for (long agent : book.ids(Subject.Kind.AGENT, account, 0, Long.MAX_VALUE)) {
                all.put(agent, book.sum(of(Subject.Kind.AGENT, account, agent), 0, Long.MAX_VALUE));
            }
        }
        return all;
    }

    private List<Long> accounts() {
        return events.stream().map(LoggedEvent::account).filter(id -> id != 0).distinct().toList();
    }

    private static void compare(Tally exact, WorkSum sum, String where) {
        assertEquals(exact.opened(), sum.conversations(), where);
        assertEquals(exact.resolved(), sum.resolved(), where);
        assertEquals(exact.answered(), sum.answered(), where);
        assertEquals(exact.withinTarget(), sum.withinTarget(), where);
        assertEquals(exact.messagesIn(), sum.messagesIn(), where);
        assertEquals(exact.messagesOut(), sum.messagesOut(), where);
    }

    private static Subject of(Subject.Kind kind, long account, long id) {
        return new Subject(kind, account, id);
    }

    private static EventMessage message(LoggedEvent event) {
        return new GenericEventMessage(new MessageType("parley." + event.type()), event);
    }
}
