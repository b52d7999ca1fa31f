package dev.parley.domain.conversation;

import dev.parley.domain.Header;
import dev.parley.domain.LongSink;
import dev.parley.domain.LongSource;

import java.util.Arrays;

/**
 * The last idempotency keys of one scope with what was answered to them. The newest key takes the
 * oldest one's place. Grows by doubling to its bound and then allocates nothing. A key belongs to
 * its sender.
 */
public final class RecentKeys {
    private static final int WIDTH = 9;
    private static final int FIRST_CAPACITY = 4;
    private final int bound;
    private long[] entries = new long[0];

    /**
     * A few bits of each entry's key, side by side: a search reads these four cache lines instead
     * of one for each key remembered (a quarter of the writer's time, measured).
     */
    private int[] marks = new int[0];

    private int size;
    private int oldest;

    /** Remembers at most {@code bound} keys. */
    public RecentKeys(int bound) {
        this.bound = bound;
    }

    /** The place of the key of this sender, or -1. */
    public int find(long sender, long keyHi, long keyLo) {
        int mark = mark(keyHi, keyLo);
        for (int i = 0; i < size; i++) {
            if (marks[i] == mark && isBy(i, sender, keyHi, keyLo)) {
                return i;
            }
        }
        return -1;
    }

    private boolean isBy(int place, long sender, long keyHi, long keyLo) {
        int at = place * WIDTH;
        return entries[at + 1] == keyHi && entries[at + 2] == keyLo && entries[at] == sender;
    }

    /** Keys are keyed hashes: any of their bits tell them apart. */
    private static int mark(long keyHi, long keyLo) {
        long both = keyHi ^ keyLo;
        return (int) (both ^ both >>> 32);
    }

    /**
     * Remembers the key of an event, what it created and the conversation's public number; does
     * nothing where the event has no key.
     */
    public void remember(Header h, long id, long number) {
        if (!h.hasKey()) {
            return;
        }
        int place;
        if (size < bound) {
            ensureRoom();
            place = size++;
        } else {
            place = oldest;
            oldest = (oldest + 1) % bound;
        }
        marks[place] = mark(h.keyHi, h.keyLo);
        int at = place * WIDTH;
        entries[at] = sender(h.actorKind.code(), h.actor);
        entries[at + 1] = h.keyHi;
        entries[at + 2] = h.keyLo;
        entries[at + 3] = h.payloadHi;
        entries[at + 4] = h.payloadLo;
        entries[at + 5] = id;
        entries[at + 6] = (long) h.seq << 32 | h.visitorSeq;
        entries[at + 7] = h.position;
        entries[at + 8] = number;
    }

    /** Whether the key at {@code place} was used for this payload. */
    public boolean isFor(int place, long payloadHi, long payloadLo) {
        return entries[place * WIDTH + 3] == payloadHi && entries[place * WIDTH + 4] == payloadLo;
    }

    public long id(int place) {
        return entries[place * WIDTH + 5];
    }

    public int seq(int place) {
        return (int) (entries[place * WIDTH + 6] >>> 32);
    }

    public int visitorSeq(int place) {
        return (int) entries[place * WIDTH + 6];
    }

    public long position(int place) {
        return entries[place * WIDTH + 7];
    }

    /** Public number of the conversation, which may have left memory since. */
    public long number(int place) {
        return entries[place * WIDTH + 8];
    }

    /** One number for who sent: kind and id. */
    public static long sender(byte actorKind, long actor) {
        return (long) actorKind << 56 | actor;
    }

    /** Canonical description, from the oldest key to the newest. */
    public void describe(LongSink sink) {
        sink.put(size);
        for (int i = 0; i < size; i++) {
            int at = (oldest + i) % size * WIDTH;
            for (int j = 0; j < WIDTH; j++) {
                sink.put(entries[at + j]);
            }
        }
    }

    /** Remembers what was described, where nothing is remembered yet. */
    public void restore(LongSource source) {
        int count = source.nextCount();
        if (count > bound) {
            throw new IllegalStateException("keys=" + count + " exceeds " + bound);
        }
        for (size = 0; size < count; size++) {
            ensureRoom();
            for (int i = 0; i < WIDTH; i++) {
                entries[size * WIDTH + i] = source.next();
            }
            marks[size] = mark(entries[size * WIDTH + 1], entries[size * WIDTH + 2]);
        }
    }

    private void ensureRoom() {
        if (size * WIDTH == entries.length) {
            int capacity = Math.min(bound, Math.max(FIRST_CAPACITY, 2 * size));
            entries = Arrays.copyOf(entries, capacity * WIDTH);
            marks = Arrays.copyOf(marks, capacity);
        }
    }
}
