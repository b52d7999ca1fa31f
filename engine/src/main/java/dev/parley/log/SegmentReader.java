package dev.parley.log;

import dev.parley.log.SegmentWalker.Step;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads along the chain of segments. */
final class SegmentReader implements EventReader {
    /** Files kept open beside the one that is read. */
    private static final int LEFT = 7;

    private static final int ANYWHERE = -1;

    private final SegmentSource source;
    private final int shard;
    private final SegmentTable table;
    private long position;

    /** Where the next record is thought to lie; {@link #ANYWHERE} where nothing is known of it. */
    private int place = ANYWHERE;

    /** Null until the first step and after a seek to another segment: files are opened late. */
    private @Nullable SegmentWalker walker;

    private @Nullable Segment segment;

    /** Files left by a leap, the one left longest ago first: who leaps comes back. */
    private final Map<Segment, SegmentWalker> left = new LinkedHashMap<>();

    SegmentReader(SegmentSource source, int shard, SegmentTable table) {
        this.source = source;
        this.shard = shard;
        this.table = table;
    }

    @Override
    public void seek(long target) {
        seek(target, ANYWHERE);
    }

    @Override
    public void seek(long target, int at) {
        if (target < 0) {
            throw new IllegalArgumentException("position=" + target + " is below 0");
        }
        SegmentWalker open = walker;
        Segment current = segment;
        if (open == null || current == null || table.isEmpty() || table.of(target) != current) {
            leap();
        } else if (target != position) {
            open.moveTo(at >= 0 ? at : current.offsetBefore(target));
        }
        position = target;
        place = at;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public boolean next(long before) {
        if (position >= before) {
            return false;
        }
        try {
            Segment current = segment;
            SegmentWalker open = walker;
            if (open == null || current == null || position >= current.before()) {
                leave();
                current = table.of(position);
                segment = current;
                SegmentWalker known = left.remove(current);
                open =
                        known == null
                                ? new SegmentWalker(source.open(current.number()), shard)
                                : known;
                walker = open;
                open.moveTo(place >= 0 ? place : current.offsetBefore(position));
            }
            if (place < 0 || !isThere(open, current)) {
                step(open, current);
            }
            place = ANYWHERE;
            position++;
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the log at position " + position, e);
        }
    }

    @Override
    public LogRecord record() {
        SegmentWalker open = walker;
        if (open == null) {
            throw new IllegalStateException("no record was read");
        }
        return open.record();
    }

    @Override
    public int place() {
        SegmentWalker open = walker;
        if (open == null) {
            throw new IllegalStateException("no record was read");
        }
        // A segment is rolled at SegmentedLog.MAX_SEGMENT_BYTES, far below 2^31.
        return Math.toIntExact(open.recordOffset());
    }

    @Override
    public void close() {
        leave();
        left.values().forEach(SegmentReader::close);
        left.clear();
    }

    /** Whether the record is where it is thought to lie; if not, the way to it begins anew. */
    private boolean isThere(SegmentWalker open, Segment current) throws IOException {
        if (open.atRecord()
                && open.next() == Step.RECORD
                && open.record().kind().takesPosition()
                && open.record().position() == position
                && open.record().epoch() == current.epoch()) {
            return true;
        }
        open.moveTo(current.offsetBefore(position));
        return false;
    }

    private void step(SegmentWalker open, Segment current) throws IOException {
        while (true) {
            Step step = open.next();
            if (step != Step.RECORD) {
                // What was read ahead may be older than what the writer has written since.
                open.forget();
                step = open.next();
            }
            if (step != Step.RECORD) {
                throw new LogDamaged(
                        position, "segment " + current.number() + ": " + open.reason());
            }
            LogRecord record = open.record();
            if (!record.kind().takesPosition()) {
                continue;
            }
            long found = record.position();
            if (record.epoch() != current.epoch() || found > position) {
                throw new LogDamaged(
                        position, "position=" + found + " of epoch " + record.epoch() + " found");
            }
            current.passed(found, open.recordOffset());
            if (found == position) {
                return;
            }
        }
    }

    /** Leaves the file open: a source that leaps over segments is followed by another. */
    private void leap() {
        SegmentWalker open = walker;
        Segment current = segment;
        if (open == null || current == null) {
            return;
        }
        walker = null;
        segment = null;
        left.put(current, open);
        if (left.size() > LEFT) {
            Iterator<SegmentWalker> oldest = left.values().iterator();
            close(oldest.next());
            oldest.remove();
        }
    }

    private void leave() {
        SegmentWalker open = walker;
        walker = null;
        segment = null;
        if (open != null) {
            close(open);
        }
    }

    private static void close(SegmentWalker walker) {
        try {
            walker.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close a segment", e);
        }
    }
}
