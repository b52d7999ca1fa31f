package dev.parley.projection;

import dev.parley.domain.Description;
import dev.parley.domain.Header;
import dev.parley.domain.LongSink;
import dev.parley.domain.LongSource;
import dev.parley.domain.PartialEvents;
import dev.parley.domain.Slice;

import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.Long2ObjectHashMap;

import java.util.Arrays;
import java.util.function.LongUnaryOperator;

/**
 * First responses, exactly: one row of 32 bytes a conversation in a ring of at most {@code
 * capacity} rows that grows as it fills; past that the oldest row makes room, and a selection that
 * reaches behind it says it is not complete. So a server has the last million conversations (32
 * MiB), and a fold of the log may take as many rows as it has conversations.
 *
 * <p>Imported conversations count by the times they happened, against the target their shop had
 * when imported.
 */
public final class SlaBoard implements PartialEvents {
    /** Rows that a server keeps. */
    public static final int SERVER_ROWS = 1 << 20;

    private static final int FIRST_ROWS = 1 << 8;
    private static final long NOT_ARMED = Long.MIN_VALUE;

    // A row: four longs side by side, as they are described.
    private static final int CONVERSATION = 0;
    private static final int SHOP = 1;
    private static final int ARMED_AT = 2;
    private static final int ANSWER = 3;
    private static final int ROW = 4;

    private static final int MOST_ROWS = 1 << 28;

    /** A conversation not answered yet. */
    private static final class Pending {
        private final long row;

        private boolean open;
        private boolean breached;

        Pending(long row, boolean open) {
            this.row = row;
            this.open = open;
        }
    }

    private final int capacity;
    private final LongUnaryOperator shopOf;
    private final Long2LongHashMap targets = new Long2LongHashMap(0);
    private final Long2ObjectHashMap<Pending> pending = new Long2ObjectHashMap<>();
    private long[] rows = new long[FIRST_ROWS * ROW];
    private long firstRow;
    private long nextRow;
    private long droppedArmedAt = NOT_ARMED;

    /**
     * @param capacity rows at most, a power of two from 256 to 2^28
     * @param shopOf the shop of a live conversation, asked when its first response is armed
     */
    SlaBoard(int capacity, LongUnaryOperator shopOf) {
        if (Integer.bitCount(capacity) != 1 || capacity < FIRST_ROWS || capacity > MOST_ROWS) {
            throw new IllegalArgumentException(
                    "capacity="
                            + capacity
                            + " is not a power of two from "
                            + FIRST_ROWS
                            + " to "
                            + MOST_ROWS);
        }
        this.capacity = capacity;
        this.shopOf = shopOf;
    }

    /**
     * Copies out the conversations of {@code shop}, or of all shops with 0, that were armed in
     * [since, until), epoch microseconds of occurrence. Costs a walk over all rows.
     */
    public SlaSelection select(long shop, long since, long until) {
        long[] selected = new long[Math.toIntExact(nextRow - firstRow)];
        int size = 0;
        for (long row = firstRow; row < nextRow; row++) {
            int i = place(row);
            if (rows[i + ARMED_AT] != NOT_ARMED
                    && rows[i + ARMED_AT] >= since
                    && rows[i + ARMED_AT] < until
                    && (shop == 0 || rows[i + SHOP] == shop)) {
                selected[size++] = rows[i + ANSWER];
            }
        }
        return new SlaSelection(
                Arrays.copyOf(selected, size),
                droppedArmedAt == NOT_ARMED || since > droppedArmedAt);
    }

    /** Canonical description. */
    public void describe(LongSink sink) {
        Description.pairs(sink, targets);
        sink.put(firstRow);
        sink.put(nextRow);
        sink.put(droppedArmedAt);
        int count = Math.toIntExact((nextRow - firstRow) * ROW);
        int untilEnd = Math.min(count, rows.length - place(firstRow));
        sink.put(rows, place(firstRow), untilEnd);
        sink.put(rows, 0, count - untilEnd);
        Description.values(
                sink,
                pending,
                each -> {
                    sink.put(each.row);
                    sink.put((each.open ? 2 : 0) + (each.breached ? 1 : 0));
                });
    }

    void restore(LongSource source) {
        Description.pairs(source, targets);
        firstRow = source.next();
        nextRow = source.next();
        droppedArmedAt = source.next();
        long count = nextRow - firstRow;
        // Rows are dropped from a full ring only, and of another size they would lie elsewhere.
        if (firstRow < 0 || count < 0 || count > capacity || (firstRow > 0 && count < capacity)) {
            throw new IllegalStateException(
                    "rows=" + firstRow + " to " + nextRow + " are not of a ring of " + capacity);
        }
        if (count * ROW > rows.length) {
            rows = new long[(int) Long.highestOneBit(2 * count - 1) * ROW];
        }
        int untilEnd = (int) Math.min(count * ROW, rows.length - place(firstRow));
        source.next(rows, place(firstRow), untilEnd);
        source.next(rows, 0, (int) count * ROW - untilEnd);
        Description.values(source, () -> restorePending(source));
    }

    private void restorePending(LongSource source) {
        long row = source.next();
        if (row < firstRow || row >= nextRow) {
            throw new IllegalStateException("row=" + row + " is not there");
        }
        int flags = source.nextFlags(2);
        Pending restored = new Pending(row, (flags & 2) != 0);
        restored.breached = (flags & 1) != 0;
        pending.put(rows[place(row) + CONVERSATION], restored);
    }

    @Override
    public void shopRegistered(Header h, int targetSeconds, Slice code, Slice name) {
        targets.put(h.stream, targetSeconds * 1_000_000L);
    }

    @Override
    public void firstResponseArmed(Header h, long warnAt, long deadline) {
        Pending armed = add(h.stream, shopOf.applyAsLong(h.stream), true);
        int i = place(armed.row);
        rows[i + ARMED_AT] = h.occurredAt;
        rows[i + ANSWER] = Answers.unanswered(deadline);
    }

    @Override
    public void firstResponseBreached(Header h, long intendedAt) {
        Pending late = pending.get(h.stream);
        if (late != null) {
            late.breached = true;
        }
    }

    @Override
    public void firstResponseMet(Header h, long elapsedMicros, boolean withinTarget) {
        Pending met = pending.remove(h.stream);
        if (met != null) {
            rows[place(met.row) + ANSWER] = Answers.answered(elapsedMicros, withinTarget);
        }
    }

    @Override
    public void conversationResolved(Header h, long agent) {
        open(h.stream, false);
    }

    @Override
    public void conversationReopened(Header h) {
        open(h.stream, true);
    }

    @Override
    public void clockStepped(Header h, long deltaMicros) {
        for (Pending each : pending.values()) {
            if (each.open && !each.breached) {
                rows[place(each.row) + ANSWER] += deltaMicros;
            }
        }
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
        int i = place(add(h.stream, shop, false).row);
        rows[i + ARMED_AT] = NOT_ARMED;
        rows[i + ANSWER] = Answers.unanswered(0);
    }

    @Override
    public void messageImported(Header h, long message, Slice content) {
        Pending imported = pending.get(h.stream);
        if (imported == null) {
            return;
        }
        int i = place(imported.row);
        switch (h.actorKind) {
            case VISITOR -> {
                if (rows[i + ARMED_AT] == NOT_ARMED) {
                    rows[i + ARMED_AT] = h.occurredAt;
                    rows[i + ANSWER] =
                            Answers.unanswered(h.occurredAt + targets.get(rows[i + SHOP]));
                }
            }
            case AGENT -> {
                if (rows[i + ARMED_AT] != NOT_ARMED) {
                    long elapsed = Math.max(0, h.occurredAt - rows[i + ARMED_AT]);
                    rows[i + ANSWER] =
                            Answers.answered(elapsed, elapsed <= targets.get(rows[i + SHOP]));
                    pending.remove(h.stream);
                }
            }
            case SYSTEM, OPERATOR -> {}
        }
    }

    private Pending add(long conversation, long shop, boolean open) {
        if ((nextRow - firstRow) * ROW == rows.length) {
            makeRoom();
        }
        int i = place(nextRow);
        rows[i + CONVERSATION] = conversation;
        rows[i + SHOP] = shop;
        Pending added = new Pending(nextRow, open);
        pending.put(conversation, added);
        nextRow++;
        return added;
    }

    private void makeRoom() {
        if (rows.length < capacity * ROW) {
            // Nothing is dropped before the ring has its full size: row 0 is still at place 0.
            rows = Arrays.copyOf(rows, 2 * rows.length);
        } else {
            int oldest = place(firstRow);
            pending.remove(rows[oldest + CONVERSATION]);
            droppedArmedAt = Math.max(droppedArmedAt, rows[oldest + ARMED_AT]);
            firstRow++;
        }
    }

    /** Where the row begins; both sizes are powers of two. */
    private int place(long row) {
        return (int) row * ROW & rows.length - 1;
    }

    private void open(long conversation, boolean open) {
        Pending found = pending.get(conversation);
        if (found != null) {
            found.open = open;
        }
    }
}
