package dev.parley.log;

/** The contract in memory. */
class MemoryLogTest extends EventLogContract {
    private final MemorySegments segments = new MemorySegments();

    @Override
    EventLog open(long segmentBytes) {
        return SegmentedLog.open(segments, 0, segmentBytes, () -> 77);
    }

    @Override
    SegmentSource source() {
        return segments;
    }

    @Override
    void kill(EventLog log) {}
}
