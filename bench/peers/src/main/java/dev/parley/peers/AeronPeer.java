package dev.parley.peers;

import io.aeron.Aeron;
import io.aeron.Publication;
import io.aeron.archive.Archive;
import io.aeron.archive.ArchiveThreadingMode;
import io.aeron.archive.ArchivingMediaDriver;
import io.aeron.archive.client.AeronArchive;
import io.aeron.archive.status.RecordingPos;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;

import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersReader;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Aeron Archive in this process: a message counts as kept once the recording's position has passed
 * it, which the archive moves behind its write, and with {@code fileSyncLevel=1} behind its force.
 */
final class AeronPeer implements Peer {
    private static final String CHANNEL = "aeron:ipc?term-length=16m";
    private static final String CONTROL = "aeron:ipc";
    private static final long START_NANOS = 10_000_000_000L;

    private final int level;
    private final ArchivingMediaDriver driver;
    private final AeronArchive archive;
    private final Publication publication;
    private final CountersReader counters;
    private final int counter;

    /** What was sent and is not recorded: when, and where it ends. */
    private record Sent(long nanos, long position) {}

    AeronPeer(Path directory, int level) {
        this.level = level;
        String name = directory.resolve("driver-" + level).toString();
        driver =
                ArchivingMediaDriver.launch(
                        new MediaDriver.Context()
                                .aeronDirectoryName(name)
                                .threadingMode(ThreadingMode.SHARED)
                                .sharedIdleStrategy(new BackoffIdleStrategy())
                                .dirDeleteOnStart(true)
                                .dirDeleteOnShutdown(true),
                        new Archive.Context()
                                .aeronDirectoryName(name)
                                .archiveDir(directory.resolve("archive-" + level).toFile())
                                .threadingMode(ArchiveThreadingMode.SHARED)
                                .fileSyncLevel(level)
                                .catalogFileSyncLevel(level)
                                .controlChannel("aeron:udp?endpoint=127.0.0.1:0")
                                .controlChannelEnabled(false)
                                .archiveClientContext(
                                        new AeronArchive.Context().controlResponseChannel(CONTROL))
                                .replicationChannel("aeron:udp?endpoint=127.0.0.1:0")
                                .deleteArchiveOnStart(true));
        archive =
                AeronArchive.connect(
                        new AeronArchive.Context()
                                .aeronDirectoryName(name)
                                .controlRequestChannel(CONTROL)
                                .controlResponseChannel(CONTROL));
        Aeron aeron = archive.context().aeron();
        publication = archive.addRecordedPublication(CHANNEL, 100 + level);
        counters = aeron.countersReader();
        counter = counter();
    }

    private int counter() {
        long limit = System.nanoTime() + START_NANOS;
        while (System.nanoTime() < limit) {
            int found =
                    RecordingPos.findCounterIdBySession(
                            counters, publication.sessionId(), archive.archiveId());
            if (found != CountersReader.NULL_COUNTER_ID && publication.isConnected()) {
                return found;
            }
            Thread.onSpinWait();
        }
        throw new IllegalStateException("the archive does not record");
    }

    @Override
    public boolean durable() {
        return level > 0;
    }

    @Override
    public String label() {
        return "fileSyncLevel=" + level;
    }

    @Override
    public String how(int inFlight) {
        return "one publication over shared memory, one thread that sends and watches the recording";
    }

    @Override
    public void run(int inFlight, long end, Taken taken) {
        UnsafeBuffer content = new UnsafeBuffer(ByteBuffer.allocateDirect(BYTES));
        Deque<Sent> under = new ArrayDeque<>(inFlight);
        BackoffIdleStrategy idle = new BackoffIdleStrategy();
        long late = end + START_NANOS;
        while (System.nanoTime() < end || !under.isEmpty()) {
            int done = 0;
            while (under.size() < inFlight && System.nanoTime() < end) {
                long now = System.nanoTime();
                long position = publication.offer(content, 0, BYTES);
                if (position < 0) {
                    break;
                }
                under.addLast(new Sent(now, position));
                done++;
            }
            long recorded = counters.getCounterValue(counter);
            while (!under.isEmpty() && under.getFirst().position() <= recorded) {
                taken.since(under.removeFirst().nanos());
                done++;
            }
            if (done == 0 && System.nanoTime() > late) {
                throw new IllegalStateException("inFlight=" + under.size() + " were not recorded");
            }
            idle.idle(done);
        }
    }

    @Override
    public void close() {
        archive.close();
        driver.close();
    }
}
