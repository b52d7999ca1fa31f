package dev.parley.ring;

import dev.parley.domain.Command;
import dev.parley.domain.Events;
import dev.parley.domain.Outcome;
import dev.parley.domain.Recalled;
import dev.parley.domain.Rejection;
import dev.parley.domain.Request;
import dev.parley.domain.floor.Floor;
import dev.parley.log.EventLog;
import dev.parley.log.ShardClock;

/**
 * The core of a shard, without a thread of its own: decide, append, force, release. Stepped by the
 * {@link Writer}, or by a test's simulation, from one thread:
 *
 * <pre>
 *   beginBatch   read the clock; record a step of it; record what is due
 *   decide ...   command -> events -> floor and log; the answer waits for the head it gives
 *   endBatch     force, as {@link Sync} says; move what is released
 * </pre>
 *
 * An exception out of any of these leaves the floor ahead of the log: the shard must not be stepped
 * again. {@link #released} and {@link #now} may be read by any thread. Nothing is allocated for a
 * posted message.
 */
public final class Shard {
    /** Timers recorded before the next batch of commands gets its turn. */
    private static final int TIMERS_PER_BATCH = 1_024;

    private final EventLog log;
    private final ShardClock clock;
    private final Settings settings;
    private final Decisions decisions;
    private final Recents recents;
    private final Appender appender;
    private boolean appended;
    private boolean unmarked;
    private boolean lowOnSpace;

    /** Whether the clock was read for this batch and nothing was decided since. */
    private boolean timely;

    private long activeAt;
    private long forcedAt;
    private long now;
    private volatile long batchNow;
    private volatile long released;

    /**
     * How a shard treats its log.
     *
     * @param sync when what was decided is released
     * @param syncIntervalMicros between two forces, with sync=interval
     * @param idleMicros without an event until a mark proves the log's end
     */
    public record Settings(Sync sync, long syncIntervalMicros, long idleMicros) {}

    private Shard(
            EventLog log,
            ShardClock clock,
            Settings settings,
            Decisions decisions,
            Recents recents) {
        this.log = log;
        this.clock = clock;
        this.settings = settings;
        this.decisions = decisions;
        this.recents = recents;
        this.appender = new Appender(log, recents);
        this.now = clock.now();
        this.batchNow = now;
        this.activeAt = now;
        this.forcedAt = now;
        this.released = log.durable();
    }

    /**
     * Folds {@code log} into a new floor and into {@code views}, in one pass, and takes in all
     * deadlines; what is overdue is recorded by the first batch.
     */
    public static Shard open(EventLog log, ShardClock clock, Settings settings, Events views) {
        return open(log, clock, settings, new Floor(log.shard()), 0, views);
    }

    /**
     * The same from {@code position} on, with {@code floor} and {@code views} as all records below
     * it left them. Owns the floor from then on.
     */
    public static Shard open(
            EventLog log,
            ShardClock clock,
            Settings settings,
            Floor floor,
            long position,
            Events views) {
        Recents recents = new Recents(Recents.KEYS, log.head());
        Decisions decisions = FloorDecisions.open(log, floor, position, views, recents);
        return new Shard(log, clock, settings, decisions, recents);
    }

    /** A shard that keeps what others append, and decides nothing. */
    public static Shard ofAppends(EventLog log, ShardClock clock, Settings settings) {
        return ofAppends(log, clock, settings, Recents.KEYS);
    }

    static Shard ofAppends(EventLog log, ShardClock clock, Settings settings, int recentKeys) {
        Recents recents = new Recents(recentKeys, log.head());
        return new Shard(log, clock, settings, new NoDecisions(), recents);
    }

    /** Reads the clock, and records its step and what is due before any command is looked at. */
    public void beginBatch() {
        readClock();
        timely = true;
        lowOnSpace = log.lowOnSpace();
        for (int i = 0; i < TIMERS_PER_BATCH; i++) {
            if (!decisions.fire(now)) {
                return;
            }
            timely = false;
            append();
        }
    }

    /**
     * Decides one request, whose payload fits into a transaction. Answers the head of the log at
     * the decision: once {@link #released} has reached it, and no sooner, {@code outcome} may be
     * told, whatever it is.
     */
    public long decide(Request request, Outcome outcome) {
        outcome.clear();
        if (lowOnSpace && !isErasure(request)) {
            outcome.rejection = Rejection.DISK_FLOOR;
        } else {
            // The batch's own reading serves its first command: a message alone costs one.
            if (!timely) {
                readClock();
            }
            timely = false;
            decisions.decide(request, now, outcome);
            append();
        }
        return log.head();
    }

    /** The room that is kept for timers is for this, too: nobody has to wait to be forgotten. */
    private static boolean isErasure(Request request) {
        return switch (request) {
            case Command c -> c instanceof Command.EraseVisitor;
            case Recalled c -> c.command() instanceof Command.EraseVisitor;
        };
    }

    /**
     * Appends events of others, if their condition holds; the answer waits like that of a command,
     * so that a conflict is told once what it conflicts with is released.
     */
    public long append(Append append, Outcome outcome) {
        outcome.clear();
        // First, since a step of the clock is an event too, and the check must see it.
        readClock();
        timely = false;
        outcome.rejection = lowOnSpace ? Rejection.DISK_FLOOR : appender.check(append);
        if (outcome.rejection == Rejection.NONE) {
            appender.append(append, now, outcome);
            appended = true;
        }
        return log.head();
    }

    /**
     * Flushes what this batch appended, and forces it where answers wait for that; answers whether
     * more is released.
     */
    public boolean endBatch() {
        if (appended) {
            activeAt = now;
            unmarked = true;
        }
        boolean force =
                switch (settings.sync()) {
                    case BATCH -> appended;
                    case INTERVAL -> isForceDue();
                    case OS -> false;
                };
        if (force) {
            log.force();
            forcedAt = now;
        } else if (appended) {
            log.flush();
        }
        appended = false;
        if (isMarkWanted() && now - activeAt >= settings.idleMicros()) {
            log.mark(now);
            unmarked = false;
            lowOnSpace = log.lowOnSpace();
            activeAt = now;
        }
        batchNow = now;
        long before = released;
        released = settings.sync() == Sync.BATCH ? log.durable() : log.head();
        return released > before;
    }

    /** How long the shard has nothing to do unless a command comes; microseconds, at least 0. */
    public long microsUntilDue() {
        long due =
                decisions.nextDue() == Deadlines.NEVER ? Long.MAX_VALUE : decisions.nextDue() + 1;
        if (isMarkWanted()) {
            due = Math.min(due, activeAt + settings.idleMicros());
        }
        if (settings.sync() == Sync.INTERVAL && log.durable() < log.head()) {
            due = Math.min(due, forcedAt + settings.syncIntervalMicros());
        }
        return due == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(0, due - clock.now());
    }

    /** Everything below may be answered, served and pushed. */
    public long released() {
        return released;
    }

    /** From which position on the writer can still tell what an append conflicts with. */
    public long recentFrom() {
        return recents.begin();
    }

    /** Shard time at the end of the last batch, epoch microseconds. */
    public long now() {
        return batchNow;
    }

    public Sync sync() {
        return settings.sync();
    }

    /** The state decided on; the stepping thread's alone. */
    public Floor floor() {
        return decisions.floor();
    }

    private boolean isForceDue() {
        return log.durable() < log.head() && now - forcedAt >= settings.syncIntervalMicros();
    }

    /** To prove the log's end; or to look for space again, since what is refused writes nothing. */
    private boolean isMarkWanted() {
        return unmarked || lowOnSpace;
    }

    private void readClock() {
        now = clock.now();
        long step = clock.takeStep();
        if (step != 0) {
            decisions.stepped(step, now);
            append();
        }
    }

    private void append() {
        appended |= decisions.append();
    }
}
