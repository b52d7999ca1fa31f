package dev.parley.log;

import java.io.IOException;
import java.util.Arrays;

/**
 * What a start found and opened. Reads the chain and its last segment; everything of it that is not
 * proved to be forced is rewritten into the new segment, and whatever is behind is void.
 *
 * @param table the chain, new segment included
 * @param opened the new segment
 * @param recordedAt shard time of the last record
 * @param recovery what was done
 */
record Start(SegmentTable table, SegmentOpener.Opened opened, long recordedAt, Recovery recovery) {

    static Start of(SegmentStore store, int shard, SegmentOpener opener, long wallMicros)
            throws IOException {
        LogChain chain = LogChain.read(store, shard);
        int number = chain.lastNumber() + 1;
        if (chain.segments().length == 0) {
            SegmentOpener.Opened opened =
                    opener.open(
                            new SegmentOpener.Takeover(
                                    number,
                                    number,
                                    0,
                                    0,
                                    0,
                                    Opening.Reason.GENESIS,
                                    0,
                                    wallMicros));
            SegmentTable table = new SegmentTable(new Segment[] {opened.segment()});
            return new Start(table, opened, 0, new Recovery(number, 0, 0, 0, ""));
        }
        Tail tail = Tail.of(store, shard, chain);
        long proved = tail.scan().provedBefore();
        long valid = tail.scan().validBefore();
        SegmentOpener.Takeover takeover =
                new SegmentOpener.Takeover(
                        number,
                        number,
                        proved,
                        tail.previous(),
                        tail.previousCrc(),
                        Opening.Reason.START,
                        tail.recordedAt(),
                        wallMicros);
        SegmentTable found = new SegmentTable(chain.segments());
        SegmentOpener.Opened opened;
        try (EventReader unproved = new SegmentReader(store, shard, found)) {
            opened = opener.open(takeover, valid, unproved);
        }
        Recovery recovery =
                new Recovery(
                        number,
                        proved,
                        valid - proved,
                        tail.scan().voidRecords(),
                        tail.scan().reason());
        return new Start(table(chain, tail, opened), opened, tail.recordedAt(), recovery);
    }

    private static SegmentTable table(LogChain chain, Tail tail, SegmentOpener.Opened opened) {
        Segment[] segments = chain.segments();
        // A last segment of which nothing is proved is passed over: the new one follows the one
        // before it, so that the chain hangs on nothing that was perhaps not forced.
        int kept = tail.passedOver() ? segments.length - 1 : segments.length;
        SegmentTable table = new SegmentTable(Arrays.copyOf(segments, kept));
        table.add(opened.segment());
        return table;
    }
}
