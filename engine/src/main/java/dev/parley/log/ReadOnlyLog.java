package dev.parley.log;

import java.io.IOException;

/**
 * A log opened for reading only: a closed one, a copy, one on read-only media, or that of a live
 * server. Takes no lock and writes nothing. Shows what is proved to have been forced when it was
 * opened; open anew to see more.
 */
public final class ReadOnlyLog implements AutoCloseable {
    private final SegmentSource source;
    private final int shard;
    private final SegmentTable table;
    private final long provedBefore;
    private final long validBefore;

    private ReadOnlyLog(
            SegmentSource source, int shard, SegmentTable table, long proved, long valid) {
        this.source = source;
        this.shard = shard;
        this.table = table;
        this.provedBefore = proved;
        this.validBefore = valid;
    }

    /**
     * Reads openings and the last segment. Owns the source from then on.
     *
     * @throws LogDamaged if the log's chain or its proved end does not hold
     */
    public static ReadOnlyLog open(SegmentSource source, int shard) throws IOException {
        LogChain chain = LogChain.read(source, shard);
        SegmentTable table = new SegmentTable(chain.segments());
        if (table.isEmpty()) {
            return new ReadOnlyLog(source, shard, table, 0, 0);
        }
        SegmentScan scan = Tail.of(source, shard, chain).scan();
        return new ReadOnlyLog(source, shard, table, scan.provedBefore(), scan.validBefore());
    }

    /** All below it were forced. After a close in order that is all there is. */
    public long provedBefore() {
        return provedBefore;
    }

    /** All below it are whole; a start would keep them, the next record would prove them. */
    public long validBefore() {
        return validBefore;
    }

    /** A reader of its own for one thread; pass {@link #provedBefore()} as its bound. */
    public EventReader reader() {
        return new SegmentReader(source, shard, table);
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
