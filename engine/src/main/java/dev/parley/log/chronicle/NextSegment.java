package dev.parley.log.chronicle;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Makes the next segment while the present one is being filled, and forces and closes full ones, on
 * a thread of its own: it takes milliseconds, and where nothing else forces, most of a second. A
 * segment made ahead holds Chronicle's header and zeros and no record, so it counts for nobody
 * until its opening is written; one that is not used is taken away at the close, and left alone by
 * a start that finds it behind a kill.
 *
 * <p>{@link #ask}, {@link #take}, {@link #finish} and {@link #close} are the writer's.
 */
final class NextSegment implements AutoCloseable {
    private static final long WAIT_SECONDS = 30;
    private static final Logger LOG = LoggerFactory.getLogger(NextSegment.class);

    /** Makes a segment with a file of its own, forced. */
    interface Maker {
        ChronicleAppender make(int segment) throws IOException;
    }

    private final Path shard;
    private final Maker maker;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("parley-segments").daemon(true).factory());

    /** Null while none was asked for. */
    private @Nullable Future<ChronicleAppender> next;

    private int number;

    NextSegment(Path shard, Maker maker) {
        this.shard = shard;
        this.maker = maker;
    }

    /** Starts to make {@code segment}, unless it was asked for already; never waits. */
    void ask(int segment) {
        if (number != segment) {
            number = segment;
            next = thread.submit(() -> make(segment));
        }
    }

    /** The segment, if it was made ahead; waits for one that is being made. */
    @Nullable ChronicleAppender take(int segment) throws IOException {
        Future<ChronicleAppender> asked = next;
        if (asked == null || number != segment) {
            return null;
        }
        next = null;
        try {
            return asked.get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            LOG.warn(
                    "segment {} could not be made ahead, it is made now: {}",
                    segment,
                    String.valueOf(e.getCause()));
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while segment " + segment + " was made", e);
        } catch (TimeoutException | CancellationException e) {
            throw new IOException("segment " + segment + " is not made within 30 s", e);
        }
    }

    /** Forces what of a full segment is not forced, and closes it; never waits. */
    Future<?> finish(ChronicleAppender full) {
        return thread.submit(
                () -> {
                    try {
                        full.finish();
                    } finally {
                        close(full);
                    }
                    return true;
                });
    }

    private static void close(ChronicleAppender full) {
        try {
            full.close();
        } catch (IOException | RuntimeException e) {
            LOG.warn("a full segment could not be closed", e);
        }
    }

    /** Waits for what is under way, and takes away what was made and is not used. */
    @Override
    public void close() throws IOException {
        try {
            ChronicleAppender unused = number == 0 ? null : take(number);
            if (unused != null) {
                unused.close();
                delete(SegmentFiles.directory(shard, number));
            }
        } finally {
            thread.shutdown();
            awaitEnd();
        }
    }

    private void awaitEnd() throws IOException {
        try {
            if (!thread.awaitTermination(WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("a full segment is not closed within 30 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a full segment was closed", e);
        }
    }

    private ChronicleAppender make(int segment) throws IOException {
        try {
            return maker.make(segment);
        } catch (IOException | RuntimeException | Error e) {
            // A full disk, mostly: the number must be free for who has to make it in the end.
            delete(SegmentFiles.directory(shard, segment));
            throw e;
        }
    }

    /** Takes away a segment in which no record was ever written. */
    private static void delete(Path directory) throws IOException {
        Deque<Path> found = new ArrayDeque<>();
        if (Files.isDirectory(directory)) {
            try (Stream<Path> all = Files.walk(directory)) {
                all.forEach(found::push);
            }
        }
        for (Path each : found) {
            Files.deleteIfExists(each);
        }
    }
}
