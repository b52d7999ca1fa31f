package dev.parley.bench.load;

import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SleepingWaitStrategy;

import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.core.io.BackgroundResourceReleaser;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.rollcycles.LegacyRollCycles;
import net.openhft.chronicle.wire.DocumentContext;

import org.HdrHistogram.Histogram;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * Chronicle Queue with the settings of a segment and nothing of ours around it: on purpose not our
 * own log, so that what the log costs shows in the ratio.
 */
final class ChronicleFloor implements AutoCloseable {
    private static final int INDEX_COUNT = 1_024;
    private static final int INDEX_SPACING = 256;
    private static final long BLOCK = 16 << 20;
    private static final int AHEAD = 1 << 20;

    /** As our own log: 1 MiB at once makes each force of a mapped page three times as slow. */
    private static final int FORCED_STEP = 16 << 10;

    private static final long SLACK = 64 * 1_024;
    private static final int SLOTS = 1_024;
    private static final int WARM = 2_000;

    private final SingleChronicleQueue queue;
    private final ExcerptAppender appender;
    private final FileChannel channel;
    private final ByteBuffer zeros = ByteBuffer.allocateDirect(AHEAD);
    private final byte[] record = new byte[Traffic.RECORD_BYTES];
    private long written;
    private long ahead;

    ChronicleFloor(Path directory) throws IOException {
        queue =
                SingleChronicleQueueBuilder.single(directory.toFile())
                        .timeProvider(() -> 0L)
                        .rollCycle(LegacyRollCycles.DAILY)
                        .indexCount(INDEX_COUNT)
                        .indexSpacing(INDEX_SPACING)
                        .blockSize(BLOCK)
                        .build();
        appender = queue.createAppender();
        append();
        File file = Objects.requireNonNull(appender.currentFile());
        channel =
                FileChannel.open(file.toPath(), StandardOpenOption.READ, StandardOpenOption.WRITE);
        ahead = written;
        writeAhead(FORCED_STEP);
    }

    /** Each record appended and forced; zeros are written ahead outside of the time taken. */
    Histogram forced(int count) throws IOException {
        Histogram nanos = Latencies.histogram();
        for (int i = 0; i < count; i++) {
            writeAhead(FORCED_STEP);
            long start = System.nanoTime();
            append();
            channel.force(false);
            nanos.recordValue(System.nanoTime() - start);
        }
        return nanos;
    }

    /** Each record appended. */
    Histogram appended(int count) throws IOException {
        Histogram nanos = Latencies.histogram();
        for (int i = 0; i < WARM + count; i++) {
            writeAhead(AHEAD);
            long start = System.nanoTime();
            append();
            record(nanos, i, start);
        }
        return nanos;
    }

    /** Each record through a slot of a ring, on one thread: publish, take, append, free. */
    Histogram throughRing(int count) throws IOException {
        RingBuffer<long[]> slots =
                RingBuffer.createSingleProducer(
                        () -> new long[1], SLOTS, new SleepingWaitStrategy());
        Sequence done = new Sequence();
        slots.addGatingSequences(done);
        Histogram nanos = Latencies.histogram();
        long state = 0;
        for (int i = 0; i < WARM + count; i++) {
            writeAhead(AHEAD);
            long start = System.nanoTime();
            long sequence = slots.next();
            slots.get(sequence)[0] = i;
            slots.publish(sequence);
            if (slots.isAvailable(sequence)) {
                state += slots.get(sequence)[0];
                append();
                done.set(sequence);
            }
            record(nanos, i, start);
        }
        if (state == 0) {
            throw new IllegalStateException("nothing came through");
        }
        return nanos;
    }

    private static void record(Histogram nanos, int i, long start) {
        if (i >= WARM) {
            nanos.recordValue(Math.max(1, System.nanoTime() - start));
        }
    }

    private void append() {
        try (DocumentContext document = appender.writingDocument()) {
            Bytes<?> bytes = Objects.requireNonNull(document.wire()).bytes();
            bytes.write(record, 0, record.length);
            written = bytes.writePosition();
        }
    }

    private void writeAhead(int step) throws IOException {
        while (written + record.length + SLACK > ahead) {
            for (int at = 0; at < AHEAD; at += step) {
                channel.write(zeros.clear().limit(step), ahead + at);
            }
            ahead += AHEAD;
        }
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            appender.close();
            queue.close();
            BackgroundResourceReleaser.releasePendingResources();
        }
    }
}
