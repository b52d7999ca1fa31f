package dev.parley.bench.guard;

import dev.parley.domain.Command;
import dev.parley.domain.floor.Floor;

import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

import java.util.concurrent.locks.ReentrantLock;

/** What the mutations do; called from the classes that they are written into. */
@SuppressWarnings("unused") // by Plant, which writes the calls
public final class Planted {
    private static final ReentrantLock LOCK = new ReentrantLock();
    private static final Object MONITOR = new Object();
    private static final byte[] BUFFER = new byte[64 * 1_024];
    private static final Long2ObjectHashMap<Object> MAP = new Long2ObjectHashMap<>();
    private static @Nullable Object kept;
    private static long seen;

    private Planted() {}

    public static void allocate() {
        kept = new long[1];
    }

    public static void lock() {
        LOCK.lock();
        try {
            seen++;
        } finally {
            LOCK.unlock();
        }
    }

    public static void monitor() {
        synchronized (MONITOR) {
            seen++;
        }
    }

    public static void copy(Command command) {
        if (command instanceof Command.PostMessage post) {
            System.arraycopy(
                    post.content().array(),
                    post.content().offset(),
                    BUFFER,
                    0,
                    post.content().length());
        }
    }

    public static void scan(Floor floor) {
        floor.forEachConversation(_ -> seen++);
    }

    public static void ask(Command command) {
        kept = MAP.get(command.origin().account());
    }
}
