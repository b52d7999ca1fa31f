package dev.parley.replay;

import dev.parley.domain.Events;
import dev.parley.domain.LongSink;
import dev.parley.domain.Tee;
import dev.parley.domain.floor.Evolver;
import dev.parley.domain.floor.Floor;
import dev.parley.log.EventReader;
import dev.parley.log.LogRecord;
import dev.parley.projection.Views;

/**
 * State of a shard made from its log: the floor and all views, by the code that a live shard runs.
 * One thread. Memory is that of a live shard, and the SLA board's rows.
 */
public final class Fold {
    private final Floor floor;
    private final Views views;
    private final Events state;
    private final RecordEvents records = new RecordEvents();
    private long nextPosition;
    private long events;
    private long foreign;

    /** Nothing folded yet. {@code slaRows}: see {@link Views#Views(int)}. */
    public Fold(int shard, int slaRows) {
        this(0, new Floor(shard), new Views(slaRows));
    }

    /** Goes on with what all records below {@code nextPosition} came to. Owns both from then on. */
    Fold(long nextPosition, Floor floor, Views views) {
        this.nextPosition = nextPosition;
        this.floor = floor;
        this.views = views;
        this.state = new Tee(new Evolver(floor), views.events());
    }

    /**
     * Folds from where it stands up to {@code before}, or up to the first record that was recorded
     * after {@code until}.
     *
     * @param before exclusive end: the proved or released position, or an earlier one
     * @param until epoch microseconds of shard time, inclusive; Long.MAX_VALUE for no such end
     */
    public void run(EventReader reader, long before, long until) {
        reader.seek(nextPosition);
        while (reader.next(before)) {
            LogRecord record = reader.record();
            if (record.recordedAt() > until) {
                return;
            }
            apply(record);
        }
    }

    /** Folds one record: the one at {@link #nextPosition()}. */
    public void apply(LogRecord record) {
        if (record.position() != nextPosition) {
            throw new IllegalStateException(
                    "position=" + record.position() + " instead of " + nextPosition);
        }
        if (records.tell(record, state)) {
            events++;
        } else {
            foreign++;
        }
        nextPosition++;
    }

    /** Position of the next record to fold: all below it are in. */
    public long nextPosition() {
        return nextPosition;
    }

    /** Events folded here, without those that a snapshot brought. */
    public long events() {
        return events;
    }

    /** Foreign records passed over. */
    public long foreign() {
        return foreign;
    }

    public Floor floor() {
        return floor;
    }

    public Views views() {
        return views;
    }

    /** SHA-256 over position and state, in hexadecimal. */
    public String digest() {
        return digest(nextPosition, floor, views);
    }

    /**
     * The digest of any state at this position. The caller sees to it that neither changes
     * meanwhile.
     */
    public static String digest(long nextPosition, Floor floor, Views views) {
        StateDigest digest = new StateDigest();
        describe(digest, nextPosition, floor, views);
        return digest.hex();
    }

    /** What a digest is taken over, and a snapshot keeps. */
    static void describe(LongSink sink, long nextPosition, Floor floor, Views views) {
        sink.put(nextPosition);
        floor.describe(sink);
        views.describe(sink);
    }
}
