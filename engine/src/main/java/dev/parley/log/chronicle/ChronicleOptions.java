package dev.parley.log.chronicle;

import dev.parley.log.SegmentedLog;

/**
 * Sizes of a log in files.
 *
 * @param segmentBytes size at which a segment is full: 64 KiB to 4 GiB
 * @param prepareBytes how much of a segment is written with zeros ahead of the records at a time,
 *     so that a full disk shows there and a force has no blocks to allocate: 64 KiB to 64 MiB
 * @param floorBytes free space below which the log says it is low: 0 to 1 TiB
 * @param reserveBytes size of the file that is given up when the disk is full: 0 to 1 GiB
 */
public record ChronicleOptions(
        long segmentBytes, int prepareBytes, long floorBytes, int reserveBytes) {
    /** 256 MiB a segment, prepared by 1 MiB, floor 512 MiB, reserve 16 MiB. */
    public static final ChronicleOptions DEFAULT =
            new ChronicleOptions(256L << 20, 1 << 20, 512L << 20, 16 << 20);

    /** Refuses what is out of range. */
    public ChronicleOptions {
        check(
                "segmentBytes",
                segmentBytes,
                SegmentedLog.MIN_SEGMENT_BYTES,
                SegmentedLog.MAX_SEGMENT_BYTES);
        check("prepareBytes", prepareBytes, 64 << 10, 64 << 20);
        check("floorBytes", floorBytes, 0, 1L << 40);
        check("reserveBytes", reserveBytes, 0, 1 << 30);
    }

    private static void check(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    name + "=" + value + " is not within " + least + " to " + most);
        }
    }
}
