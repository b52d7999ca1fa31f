package dev.parley.reports;

import dev.parley.axon.ColdProjection;
import dev.parley.axon.LoggedEvent;
import dev.parley.projection.WorkFacts;
import dev.parley.projection.WorkFold;

import org.axonframework.messaging.eventhandling.EventMessage;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Counts the work of accounts, inboxes and agents by the hour, each fact by its own time. Sums are
 * exact for windows of full hours, to which windows are widened. Bounded: beyond so many counts the
 * oldest hour goes, and {@link #completeSince} says so. Any thread.
 *
 * <p>Kept in memory alone: a start counts the log anew, behind the server; {@link #before} says how
 * far that has come, and {@link #isWhole} whether sums are those of all that was counted once.
 *
 * <p>An event that could not be counted is told again once those behind it are: it counts for what
 * it is by its own time.
 */
public final class WorkBook implements ColdProjection {
    /** Name of the processor. */
    public static final String NAME = "reports";

    /** Hours times subjects that are kept: some 30 MB. */
    public static final int MOST = 1 << 18;

    /** What is counted together. */
    public static final long HOUR_MICROS = 3_600_000_000L;

    private static final int DAY_HOURS = 24;

    private final int most;
    private final NavigableMap<Long, Map<Subject, WorkSum>> hours = new TreeMap<>();
    private final LoggedEvent.Teller teller = new LoggedEvent.Teller();
    private WorkFold fold = new WorkFold(new Counting());
    private int size;
    private long next;
    private long whole;
    private long committed;

    /** From {@link #committed} on. */
    private final Set<Long> told = new HashSet<>();

    /** Below {@link #committed}, behind others. */
    private final Set<Long> toldLate = new HashSet<>();

    private long droppedBefore = Long.MIN_VALUE;

    /** A book of at most so many counts: {@link #MOST} in a server. */
    public WorkBook(int most) {
        this.most = most;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** Passes over what it was told before, as after a batch that failed. */
    @Override
    public synchronized void on(EventMessage event) {
        if (event.payload() instanceof LoggedEvent logged) {
            long position = logged.position();
            Set<Long> known = position < committed ? toldLate : told;
            if (!known.contains(position)) {
                teller.tell(logged, fold.events());
                known.add(position);
                next = Math.max(next, position + 1);
            }
        }
    }

    @Override
    public synchronized void commit(long nextPosition) {
        next = Math.max(next, nextPosition);
        committed = Math.max(committed, nextPosition);
        // A batch that failed may have told more than this one, all of which comes again.
        told.removeIf(position -> position < committed);
    }

    /** At a start 0, since nothing is kept. */
    @Override
    public synchronized long committed() {
        return committed;
    }

    @Override
    public synchronized void clear() {
        hours.clear();
        size = 0;
        whole = Math.max(whole, next);
        next = 0;
        committed = 0;
        told.clear();
        toldLate.clear();
        droppedBefore = Long.MIN_VALUE;
        fold = new WorkFold(new Counting());
    }

    /** Exclusive end of what is counted. */
    public synchronized long before() {
        return next;
    }

    /** Sums are not whole before {@code position} is reached: the log has events up to there. */
    public synchronized void countAnewTo(long position) {
        whole = Math.max(whole, position);
    }

    /** False behind a start or a reset, until what was counted before is counted again. */
    public synchronized boolean isWhole() {
        return next >= whole;
    }

    /** Epoch microseconds from which on nothing was let go. */
    public synchronized long completeSince() {
        return droppedBefore;
    }

    /** What a subject did in [since, until), widened to full hours. */
    public synchronized WorkSum sum(Subject subject, long since, long until) {
        WorkSum sum = WorkSum.NONE;
        for (Map<Subject, WorkSum> hour : within(since, until).values()) {
            sum = sum.plus(hour.getOrDefault(subject, WorkSum.NONE));
        }
        return sum;
    }

    /** The same for each day in UTC that has something, by its beginning in epoch microseconds. */
    public synchronized SortedMap<Long, WorkSum> days(Subject subject, long since, long until) {
        SortedMap<Long, WorkSum> days = new TreeMap<>();
        within(since, until)
                .forEach(
                        (hour, all) -> {
                            WorkSum sum = all.get(subject);
                            if (sum != null) {
                                long day = Math.floorDiv(hour, DAY_HOURS) * DAY_HOURS;
                                days.merge(day * HOUR_MICROS, sum, WorkSum::plus);
                            }
                        });
        return days;
    }

    /** Ids of the subjects of a kind that did something, ascending. */
    public synchronized Set<Long> ids(Subject.Kind kind, long account, long since, long until) {
        Set<Long> ids = new TreeSet<>();
        for (Map<Subject, WorkSum> hour : within(since, until).values()) {
            for (Subject each : hour.keySet()) {
                if (each.kind() == kind && each.account() == account) {
                    ids.add(each.id());
                }
            }
        }
        return ids;
    }

    private SortedMap<Long, Map<Subject, WorkSum>> within(long since, long until) {
        long first = Math.floorDiv(since, HOUR_MICROS);
        long end = until == Long.MAX_VALUE ? until : Math.ceilDiv(until, HOUR_MICROS);
        return first >= end ? new TreeMap<>() : hours.subMap(first, end);
    }

    private void add(Subject subject, long at, WorkSum fact) {
        long hour = Math.floorDiv(at, HOUR_MICROS);
        if (hour * HOUR_MICROS < droppedBefore) {
            return;
        }
        Map<Subject, WorkSum> counts = hours.computeIfAbsent(hour, _ -> new HashMap<>());
        int before = counts.size();
        counts.merge(subject, fact, WorkSum::plus);
        size += counts.size() - before;
        while (size > most) {
            Map.Entry<Long, Map<Subject, WorkSum>> oldest = hours.pollFirstEntry();
            size -= oldest.getValue().size();
            droppedBefore = (oldest.getKey() + 1) * HOUR_MICROS;
        }
    }

    /** Runs under the lock of {@link #on}. */
    private final class Counting implements WorkFacts {
        @Override
        public void opened(Place place, long at) {
            atPlace(place, at, new WorkSum(1, 0, 0, 0, 0, 0, 0, 0, 0));
        }

        @Override
        public void message(Place place, long at, Kind kind, long agent) {
            switch (kind) {
                case IN -> atPlace(place, at, new WorkSum(0, 0, 0, 0, 0, 1, 0, 0, 0));
                case OUT -> all(place, agent, at, new WorkSum(0, 0, 0, 0, 0, 0, 1, 0, 0));
                case NOTE -> {}
            }
        }

        @Override
        public void answered(
                Place place, long armedAt, long elapsedMicros, boolean within, long agent) {
            all(
                    place,
                    agent,
                    armedAt,
                    new WorkSum(0, 0, 0, 1, within ? 1 : 0, 0, 0, elapsedMicros, 0));
        }

        @Override
        public void assigned(Place place, long at, long agent) {
            add(
                    new Subject(Subject.Kind.AGENT, place.account(), agent),
                    at,
                    new WorkSum(1, 0, 0, 0, 0, 0, 0, 0, 0));
        }

        @Override
        public void resolved(Place place, long at, long elapsedMicros, long agent) {
            boolean timed = elapsedMicros >= 0;
            all(
                    place,
                    agent,
                    at,
                    new WorkSum(0, 1, timed ? 1 : 0, 0, 0, 0, 0, 0, timed ? elapsedMicros : 0));
        }

        @Override
        public void held(long agent, int conversations, long from, long to) {}

        private void all(Place place, long agent, long at, WorkSum fact) {
            atPlace(place, at, fact);
            if (agent != 0) {
                add(new Subject(Subject.Kind.AGENT, place.account(), agent), at, fact);
            }
        }

        private void atPlace(Place place, long at, WorkSum fact) {
            add(new Subject(Subject.Kind.ACCOUNT, place.account(), place.account()), at, fact);
            if (place.inbox() != 0) {
                add(new Subject(Subject.Kind.INBOX, place.account(), place.inbox()), at, fact);
            }
        }
    }
}
