package dev.parley.axon.processors;

import dev.parley.axon.ColdProjection;

import org.axonframework.conversion.Converter;
import org.axonframework.conversion.json.JacksonConverter;
import org.axonframework.messaging.eventhandling.EventMessage;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A projection that notes the positions of each thread, loses what it has not committed when it
 * crashes, and fails where it is told to. Refuses to note a position when it knows that an earlier
 * one of the thread is missing.
 */
final class Notebook implements ColdProjection {
    /** How events are kept where they are kept as bytes. */
    static final Converter JSON = new JacksonConverter();

    private static final long GATE_SECONDS = 20;

    /** Positions that it cannot take in. */
    final Set<Long> poisoned = ConcurrentHashMap.newKeySet();

    /** Positions of what it was fed, in the order in which it came. */
    final List<Long> fed = new CopyOnWriteArrayList<>();

    /** How often it was cleared. */
    final AtomicInteger cleared = new AtomicInteger();

    /** Whatever is fed to it waits for this. */
    volatile CountDownLatch gate = new CountDownLatch(0);

    /** Where the next commit breaks off, as a killed process would. */
    volatile Crash crash = Crash.NEVER;

    /** Whether two commits of three are put off; for one that keeps its own position. */
    volatile boolean lazy;

    private final boolean ownPosition;
    private final Map<Long, String> threads;
    private TreeMap<Long, String> noted = new TreeMap<>();
    private TreeMap<Long, String> durable = new TreeMap<>();
    private long durablePosition;
    private long next;
    private int commits;

    /** When a commit is cut off. */
    enum Crash {
        NEVER,
        BEFORE_COMMIT,
        AFTER_COMMIT
    }

    /** The process is gone. */
    static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /**
     * @param threads thread of every position, filled as events are appended
     */
    Notebook(boolean ownPosition, Map<Long, String> threads) {
        this.ownPosition = ownPosition;
        this.threads = threads;
    }

    @Override
    public String name() {
        return "notebook";
    }

    @Override
    public void on(EventMessage event) throws InterruptedException {
        if (!gate.await(GATE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the gate was never opened");
        }
        take(event);
    }

    private synchronized void take(EventMessage event) {
        long position = PositionedEvent.of(event);
        fed.add(position);
        if (poisoned.contains(position)) {
            throw new IllegalStateException("poison at " + position);
        }
        Happened happened = event.payloadAs(Happened.class, JSON);
        if (happened == null || !happened.thread().equals(threads.get(position))) {
            throw new AssertionError(position + " is not what was appended there: " + happened);
        }
        for (long earlier = 0; earlier < position; earlier++) {
            if (happened.thread().equals(threads.get(earlier)) && !noted.containsKey(earlier)) {
                throw new AssertionError(position + " came before " + earlier);
            }
        }
        noted.put(position, happened.thread());
    }

    @Override
    public synchronized void commit(long nextPosition) {
        if (crash == Crash.BEFORE_COMMIT) {
            throw new Killed();
        }
        next = nextPosition;
        if (!lazy || ++commits % 3 == 0) {
            flush();
        }
        if (crash == Crash.AFTER_COMMIT) {
            throw new Killed();
        }
    }

    @Override
    public synchronized void flush() {
        durable = new TreeMap<>(noted);
        durablePosition = next;
    }

    @Override
    public synchronized long committed() {
        return ownPosition ? durablePosition : KEPT_FOR_ME;
    }

    @Override
    public synchronized void clear() {
        noted = new TreeMap<>();
        durable = new TreeMap<>();
        durablePosition = 0;
        next = 0;
        cleared.incrementAndGet();
    }

    /** What a new process finds. */
    synchronized void restart() {
        crash = Crash.NEVER;
        noted = new TreeMap<>(durable);
    }

    /** Every position that it has taken in. */
    synchronized List<Long> noted() {
        return new ArrayList<>(noted.keySet());
    }

    synchronized Set<Long> durable() {
        return new HashSet<>(durable.keySet());
    }
}
