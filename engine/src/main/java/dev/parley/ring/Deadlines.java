package dev.parley.ring;

import dev.parley.domain.FirstResponse;
import dev.parley.domain.conversation.Conversation;
import dev.parley.domain.floor.Floor;

import org.agrona.collections.LongHashSet;

import java.util.Arrays;

/**
 * When which conversation is due next: an index over the deadlines of the floor, which alone are
 * true. An entry that the floor has overtaken (answered, resolved, moved) is dropped when it comes
 * up, or when the index would have to grow. One thread; allocates only to grow.
 *
 * <p>A binary heap and not Agrona's timer wheel, because the writer sleeps until the next deadline:
 * the heap's top is that instant, while a wheel would have to be woken at each tick to look.
 */
final class Deadlines {
    /** What {@link #next} answers where nothing is due ever. */
    static final long NEVER = Long.MAX_VALUE;

    private static final int INITIAL = 1_024;

    private final Floor floor;
    private long[] dueAt = new long[INITIAL];
    private long[] conversations = new long[INITIAL];
    private int size;

    Deadlines(Floor floor) {
        this.floor = floor;
    }

    /** Forgets everything and walks the floor: at a start, and when the clock stepped. */
    void rebuild() {
        size = 0;
        floor.forEachConversation(this::arm);
    }

    /** Takes in the next instant at which {@code conversation} is due, if it is waiting for one. */
    void arm(Conversation conversation) {
        long due = dueAt(conversation);
        if (due != NEVER) {
            add(due, conversation.id);
        }
    }

    /** The earliest instant in the index, epoch microseconds of shard time, or {@link #NEVER}. */
    long next() {
        return size == 0 ? NEVER : dueAt[0];
    }

    /** Takes out a conversation that was due before {@code now}; 0 where none is. */
    long poll(long now) {
        while (size > 0 && dueAt[0] < now) {
            long due = dueAt[0];
            long conversation = conversations[0];
            removeFirst();
            if (holds(due, conversation)) {
                return conversation;
            }
        }
        return 0;
    }

    /** Entries, overtaken ones included. */
    int size() {
        return size;
    }

    private static long dueAt(Conversation conversation) {
        if (!conversation.open) {
            return NEVER;
        }
        return switch (conversation.firstResponse) {
            case FirstResponse.ARMED -> conversation.warnAt;
            case FirstResponse.WARNED -> conversation.deadline;
            case FirstResponse.NONE, FirstResponse.BREACHED, FirstResponse.MET -> NEVER;
        };
    }

    private boolean holds(long due, long id) {
        Conversation conversation = floor.conversation(id);
        return conversation != null && dueAt(conversation) == due;
    }

    private void add(long due, long conversation) {
        if (size == dueAt.length) {
            makeRoom();
        }
        int at = size++;
        while (at > 0 && dueAt[(at - 1) >>> 1] > due) {
            move((at - 1) >>> 1, at);
            at = (at - 1) >>> 1;
        }
        dueAt[at] = due;
        conversations[at] = conversation;
    }

    private void removeFirst() {
        size--;
        long due = dueAt[size];
        long conversation = conversations[size];
        int at = 0;
        for (int child = 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && dueAt[child + 1] < dueAt[child]) {
                child++;
            }
            if (dueAt[child] >= due) {
                break;
            }
            move(child, at);
            at = child;
        }
        dueAt[at] = due;
        conversations[at] = conversation;
    }

    private void move(int from, int to) {
        dueAt[to] = dueAt[from];
        conversations[to] = conversations[from];
    }

    /** Drops what the floor has overtaken; grows only where that frees less than half. */
    private void makeRoom() {
        int entries = size;
        long[] due = dueAt.clone();
        long[] ids = conversations.clone();
        size = 0;
        int held = 0;
        LongHashSet seen = new LongHashSet(entries);
        for (int i = 0; i < entries; i++) {
            // Reopening arms anew what may be in here already.
            if (holds(due[i], ids[i]) && seen.add(ids[i])) {
                due[held] = due[i];
                ids[held++] = ids[i];
            }
        }
        if (held > entries / 2) {
            dueAt = Arrays.copyOf(dueAt, 2 * entries);
            conversations = Arrays.copyOf(conversations, 2 * entries);
        }
        for (int i = 0; i < held; i++) {
            add(due[i], ids[i]);
        }
    }
}
