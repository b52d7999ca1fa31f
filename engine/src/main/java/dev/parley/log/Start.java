package dev.parley.log;

import java.io.IOException;
import java.util.Arrays;

/**
 * What a start found and opened. Reads the chain and its last segment; everything that is not
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
                        tail.kept() == 0 ? 0 : chain.segments()[tail.kept() - 1].number(),
                        tail.previousCrc(),
                        Opening.Reason.START,
                        tail.scan().recordedAt(),
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
                        tail.scan().voidRecords() + chain.voided(),
                        reason(tail.scan(), chain));
        SegmentTable table = new SegmentTable(Arrays.copyOf(chain.segments(), tail.kept()));
        table.add(opened.segment());
        return new Start(table, opened, tail.scan().recordedAt(), recovery);
    }

    private static String reason(SegmentScan scan, LogChain chain) {
        boolean endsEarly = scan.reason().isEmpty() && chain.voided() > 0;
        return endsEarly ? SegmentScan.MISSING : scan.reason();
    }
}
