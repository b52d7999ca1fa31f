package dev.parley.log;

import java.io.IOException;

/**
 * The last segment of a chain, read in full, and what a new segment has to name as its previous
 * one.
 *
 * @param scan what holds of it
 * @param previous number of the segment that a new one follows, or 0
 * @param previousCrc CRC of the last proved record, or 0
 * @param passedOver whether that is the segment before the last one
 * @param recordedAt shard time of the last record that holds
 */
record Tail(SegmentScan scan, int previous, int previousCrc, boolean passedOver, long recordedAt) {

    /**
     * Reads the last segment.
     *
     * @throws LogDamaged if something below the proved position does not hold
     */
    static Tail of(SegmentSource source, int shard, LogChain chain) throws IOException {
        Segment[] segments = chain.segments();
        Segment last = segments[segments.length - 1];
        SegmentScan scan = new SegmentScan(source, shard, last, 0).run();
        if (scan.missingPosition() >= 0) {
            throw new LogDamaged(
                    scan.missingPosition(),
                    "segment "
                            + last.number()
                            + ": "
                            + scan.reason()
                            + "; all before "
                            + scan.provedBefore()
                            + " was forced");
        }
        boolean passedOver = scan.provedBefore() == last.first();
        if (passedOver) {
            Opening opening = last.opening();
            return new Tail(
                    scan, opening.previous(), opening.previousCrc(), true, scan.recordedAt());
        }
        SegmentTable table = new SegmentTable(segments);
        try (EventReader reader = new SegmentReader(source, shard, table)) {
            reader.seek(scan.provedBefore() - 1);
            reader.next(scan.provedBefore());
            return new Tail(scan, last.number(), reader.record().crc(), false, scan.recordedAt());
        }
    }
}
