package dev.parley.log;

import dev.parley.log.SegmentWalker.Step;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads along the chain of segments. */
final class SegmentReader implements EventReader {
    private final SegmentSource source;
    private final int shard;
    private final SegmentTable table;
    private long position;

    /** Null until the first step and after a seek to another segment: files are opened late. */
    private @Nullable SegmentWalker walker;

    private @Nullable Segment segment;

    SegmentReader(SegmentSource source, int shard, SegmentTable table) {
        this.source = source;
        this.shard = shard;
        this.table = table;
    }

    @Override
    public void seek(long target) {
        if (target < 0) {
            throw new IllegalArgumentException("position=" + target + " is below 0");
        }
        SegmentWalker open = walker;
        Segment current = segment;
        if (open == null || current == null || table.isEmpty() || table.of(target) != current) {
            leave();
        } else if (target != position) {
            open.moveTo(current.offsetBefore(target));
        }
        position = target;
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
                open = new SegmentWalker(source.open(current.number()), shard);
                walker = open;
                open.moveTo(current.offsetBefore(position));
            }
            step(open, current);
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
    public void close() {
        leave();
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

    private void leave() {
        SegmentWalker open = walker;
        walker = null;
        segment = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot close a segment", e);
            }
        }
    }
}
