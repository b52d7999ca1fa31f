package dev.parley.log;

import java.io.IOException;

/**
 * The last segment of a chain, read in full, and what a new segment has to name as its previous
 * one.
 *
 * @param scan what holds of it
 * @param kept how many segments of the chain have something that is proved; a new one follows the
 *     last of these, so that the chain hangs on nothing that was perhaps not forced
 * @param previousCrc CRC of the last proved record, or 0
 */
record Tail(SegmentScan scan, int kept, int previousCrc) {

    /**
     * Reads the last segment.
     *
     * @throws LogDamaged if something below the proved position does not hold
     */
    static Tail of(SegmentSource source, int shard, LogChain chain) throws IOException {
        Segment[] segments = chain.segments();
        Segment last = segments[segments.length - 1];
        SegmentScan scan = new SegmentScan(source, shard, last, 0, chain.provedBefore()).run();
        long proved = scan.provedBefore();
        if (scan.missingPosition() >= 0) {
            throw new LogDamaged(
                    scan.missingPosition(),
                    "segment "
                            + last.number()
                            + ": "
                            + scan.reason()
                            + "; all before "
                            + proved
                            + " was forced");
        }
        int kept = segments.length;
        while (kept > 0 && segments[kept - 1].first() >= proved) {
            kept--;
        }
        if (kept < segments.length && segments[kept].first() == proved) {
            return new Tail(scan, kept, segments[kept].opening().previousCrc());
        }
        SegmentTable table = new SegmentTable(segments);
        try (EventReader reader = new SegmentReader(source, shard, table)) {
            reader.seek(proved - 1);
            reader.next(proved);
            return new Tail(scan, kept, reader.record().crc());
        }
    }
}
