package dev.parley.projection;

import dev.parley.domain.Description;
import dev.parley.domain.Header;
import dev.parley.domain.LongSink;
import dev.parley.domain.LongSource;
import dev.parley.domain.PartialEvents;
import dev.parley.domain.Slice;

import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.function.LongUnaryOperator;

/**
 * First responses, exactly: one row of 32 bytes a conversation in a ring of at most {@code
 * capacity} rows, in blocks made as it fills; past that the oldest row makes room, and a selection
 * that reaches behind it says it is not complete. So a server has the last million conversations
 * (32 MiB), and a fold of the log may take as many rows as it has conversations.
 *
 * <p>Imported conversations count by the times they happened, against the target their shop had
 * when imported.
 */
public final class SlaBoard implements PartialEvents {
    /** Rows that a server keeps. */
    public static final int SERVER_ROWS = 1 << 20;

    /** Small blocks: nothing is copied when it grows, nor too large for the heap's young part. */
    private static final int BLOCK_ROWS = 1 << 8;

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
    private final long[] @Nullable [] blocks;
    private long firstRow;
    private long nextRow;
    private long droppedArmedAt = NOT_ARMED;

    /**
     * @param capacity rows at most, a power of two from 256 to 2^28
     * @param shopOf the shop of a live conversation, asked when its first response is armed
     */
    SlaBoard(int capacity, LongUnaryOperator shopOf) {
        if (Integer.bitCount(capacity) != 1 || capacity < BLOCK_ROWS || capacity > MOST_ROWS) {
            throw new IllegalArgumentException(
                    "capacity="
                            + capacity
                            + " is not a power of two from "
                            + BLOCK_ROWS
                            + " to "
                            + MOST_ROWS);
        }
        this.capacity = capacity;
        this.shopOf = shopOf;
        this.blocks = new long[capacity / BLOCK_ROWS][];
    }

    /**
     * Copies out the conversations of {@code shop}, or of all shops with 0, that were armed in
     * [since, until), epoch microseconds of occurrence. Costs a walk over all rows.
     */
    public SlaSelection select(long shop, long since, long until) {
        long[] selected = new long[Math.toIntExact(nextRow - firstRow)];
        int size = 0;
        for (long row = firstRow; row < nextRow; row++) {
            long[] block = block(row);
            int i = place(row);
            if (block[i + ARMED_AT] != NOT_ARMED
                    && block[i + ARMED_AT] >= since
                    && block[i + ARMED_AT] < until
                    && (shop == 0 || block[i + SHOP] == shop)) {
                selected[size++] = block[i + ANSWER];
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
        for (long row = firstRow; row < nextRow; row += together(row)) {
            sink.put(block(row), place(row), together(row) * ROW);
        }
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
        // Rows are dropped from a full ring only.
        if (firstRow < 0 || count < 0 || count > capacity || (firstRow > 0 && count < capacity)) {
            throw new IllegalStateException(
                    "rows=" + firstRow + " to " + nextRow + " are not of a ring of " + capacity);
        }
        for (long row = firstRow; row < nextRow; row += together(row)) {
            source.next(block(row), place(row), together(row) * ROW);
        }
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
        pending.put(block(row)[place(row) + CONVERSATION], restored);
    }

    @Override
    public void shopRegistered(Header h, int targetSeconds, Slice code, Slice name) {
        targets.put(h.stream, targetSeconds * 1_000_000L);
    }

    @Override
    public void firstResponseArmed(Header h, long warnAt, long deadline) {
        Pending armed = add(h.stream, shopOf.applyAsLong(h.stream), true);
        long[] block = block(armed.row);
        int i = place(armed.row);
        block[i + ARMED_AT] = h.occurredAt;
        block[i + ANSWER] = Answers.unanswered(deadline);
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
            block(met.row)[place(met.row) + ANSWER] = Answers.answered(elapsedMicros, withinTarget);
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
                block(each.row)[place(each.row) + ANSWER] += deltaMicros;
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
        long row = add(h.stream, shop, false).row;
        long[] block = block(row);
        int i = place(row);
        block[i + ARMED_AT] = NOT_ARMED;
        block[i + ANSWER] = Answers.unanswered(0);
    }

    @Override
    public void messageImported(Header h, long message, Slice content) {
        Pending imported = pending.get(h.stream);
        if (imported == null) {
            return;
        }
        long[] block = block(imported.row);
        int i = place(imported.row);
        switch (h.actorKind) {
            case VISITOR -> {
                if (block[i + ARMED_AT] == NOT_ARMED) {
                    block[i + ARMED_AT] = h.occurredAt;
                    block[i + ANSWER] =
                            Answers.unanswered(h.occurredAt + targets.get(block[i + SHOP]));
                }
            }
            case AGENT -> {
                if (block[i + ARMED_AT] != NOT_ARMED) {
                    long elapsed = Math.max(0, h.occurredAt - block[i + ARMED_AT]);
                    block[i + ANSWER] =
                            Answers.answered(elapsed, elapsed <= targets.get(block[i + SHOP]));
                    pending.remove(h.stream);
                }
            }
            case SYSTEM, OPERATOR -> {}
        }
    }

    private Pending add(long conversation, long shop, boolean open) {
        if (nextRow - firstRow == capacity) {
            dropOldest();
        }
        long[] block = block(nextRow);
        int i = place(nextRow);
        block[i + CONVERSATION] = conversation;
        block[i + SHOP] = shop;
        Pending added = new Pending(nextRow, open);
        pending.put(conversation, added);
        nextRow++;
        return added;
    }

    private void dropOldest() {
        long[] block = block(firstRow);
        int oldest = place(firstRow);
        pending.remove(block[oldest + CONVERSATION]);
        droppedArmedAt = Math.max(droppedArmedAt, block[oldest + ARMED_AT]);
        firstRow++;
    }

    /** The block with the row; all sizes are powers of two. */
    private long[] block(long row) {
        int i = (int) (row / BLOCK_ROWS) & blocks.length - 1;
        long[] block = blocks[i];
        if (block == null) {
            block = new long[BLOCK_ROWS * ROW];
            blocks[i] = block;
        }
        return block;
    }

    /** Where in its block the row begins. */
    private static int place(long row) {
        return (int) (row % BLOCK_ROWS) * ROW;
    }

    /** How many rows from this one on lie side by side. */
    private int together(long row) {
        return (int) Math.min(BLOCK_ROWS - row % BLOCK_ROWS, nextRow - row);
    }

    private void open(long conversation, boolean open) {
        Pending found = pending.get(conversation);
        if (found != null) {
            found.open = open;
        }
    }
}
