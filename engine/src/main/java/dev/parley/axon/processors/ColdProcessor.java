package dev.parley.axon.processors;

import dev.parley.axon.ColdProjection;
import dev.parley.axon.processors.ProcessorRefusal.Code;

import org.axonframework.common.configuration.Configuration;
import org.axonframework.eventsourcing.eventstore.TagResolver;
import org.axonframework.messaging.core.ConfigurationApplicationContext;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.core.unitofwork.SimpleUnitOfWorkFactory;
import org.axonframework.messaging.eventhandling.processing.streaming.pooled.PooledStreamingEventProcessor;
import org.axonframework.messaging.eventhandling.processing.streaming.pooled.PooledStreamingEventProcessorConfiguration;
import org.axonframework.messaging.eventhandling.processing.streaming.segmenting.EventTrackerStatus;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One projection and the processor that feeds it. The projection is touched by the worker thread
 * alone, batch by batch; a retry takes its turn there, a reset while the processor is stopped.
 */
final class ColdProcessor implements Parking.Steps, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ColdProcessor.class);
    private static final long STOP_SECONDS = 10;
    private static final long RETRY_SECONDS = 60;

    private final ColdProjection projection;
    private final ProcessorSettings settings;
    private final FileTokenStore tokens;
    private final ParkedEvents parked;
    private final ProcessorFiles files;
    private final ProcessorThreads threads;
    private final LongAdder taken = new LongAdder();
    private final ReentrantLock asked = new ReentrantLock();
    private volatile @Nullable PooledStreamingEventProcessor processor; // null before attach
    private volatile @Nullable PositionedSource source; // null before Axon builds the processor
    private volatile @Nullable String failure; // null while batches are committed
    private volatile Optional<String> fault = Optional.empty();
    private volatile long position;
    private volatile boolean claimed;

    ColdProcessor(ColdProjection projection, ProcessorSettings settings, FileTokenStore tokens) {
        this.projection = projection;
        this.settings = settings;
        this.tokens = tokens;
        parked = new ParkedEvents(settings.directory(), projection.name(), settings.parkedMost());
        threads = new ProcessorThreads(projection.name());
        files = new ProcessorFiles(projection, settings, tokens, parked);
    }

    String name() {
        return projection.name();
    }

    /** Makes ready to start; what is wrong with the files is said, and ends in a replay. */
    void prepare() throws IOException {
        fault = files.prepare().map(each -> each + "; replayed from the start");
        fault.ifPresent(each -> LOG.warn("processor {}: {}", name(), each));
        position = files.position();
    }

    /** Registers with Axon: one segment, its own threads, its tokens. */
    PooledStreamingEventProcessorConfiguration customize(
            Configuration axon, PooledStreamingEventProcessorConfiguration its) {
        PositionedSource positioned = new PositionedSource(its.eventSource(), settings);
        source = positioned;
        return its.eventSource(positioned)
                .initialSegmentCount(1)
                .maxClaimedSegments(1)
                .batchSize(1) // of bundles
                .tokenClaimInterval(settings.claimMillis())
                .tokenStore(files.ownPosition() ? new OwnPosition(tokens, projection) : tokens)
                .coordinatorExecutor(threads.coordinator())
                .workerExecutor(threads.worker())
                .eventCriteria(_ -> projection.criteria())
                // On the worker itself: the application's own units of work run elsewhere.
                .unitOfWorkFactory(
                        new SimpleUnitOfWorkFactory(new ConfigurationApplicationContext(axon)));
    }

    Feeding feeding(Configuration axon) {
        return new Feeding(
                new Parking(
                        projection,
                        parked,
                        axon.getComponent(TagResolver.class),
                        settings.wallMicros(),
                        this));
    }

    void attach(PooledStreamingEventProcessor built) {
        processor = built;
    }

    @Override
    public void commit(Parking.Batch batch, ProcessingContext context) {
        try {
            parked.change(batch.parked, List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        projection.commit(next(context));
    }

    @Override
    public void committed(Parking.Batch batch, ProcessingContext context) {
        position = next(context);
        failure = null;
        taken.add(batch.events);
        for (ParkedEvent each : batch.parked) {
            if (each.behind() != ParkedEvent.NOTHING) {
                continue;
            }
            LOG.warn(
                    "processor {}: parked position={} type={}: {}",
                    name(),
                    each.position(),
                    each.type(),
                    each.cause());
        }
    }

    @Override
    public void failed(Throwable cause) {
        failure = ParkedEvent.said(cause);
        LOG.error("processor {}: a batch failed and will be fed again", name(), cause);
    }

    ProcessorStatus status() {
        String failing = failure;
        ProcessorStatus.State state = state();
        Optional<String> problem =
                failing != null
                        ? Optional.of(failing)
                        : state == ProcessorStatus.State.FAILING
                                ? Optional.of("its segment is not being fed")
                                : fault;
        return new ProcessorStatus(
                name(), state, stands(), parked.size(), parked.most(), taken.sum(), problem);
    }

    List<ParkedEvent> parked() {
        return parked.all();
    }

    /** Stops, forgets, and starts anew; returns once it has started. */
    void reset() {
        alone(
                () -> {
                    PooledStreamingEventProcessor its = attached();
                    stop(its);
                    boolean _ = threads.onWorker(this::forget, RETRY_SECONDS);
                    CompletableFuture<Void> _ = its.start();
                    return true;
                });
        LOG.info("processor {}: reset, replays from the start", name());
    }

    /** Tries what is parked once more: all of it, or one event and what waits behind it. */
    Retried retry(OptionalLong one) {
        PositionedSource from = source;
        if (from == null) {
            throw new IllegalStateException("processor " + name() + " was never started");
        }
        Retrying retrying = new Retrying(projection, parked, from);
        return alone(() -> threads.onWorker(() -> retrying.run(one, stands()), RETRY_SECONDS));
    }

    @Override
    public void close() {
        threads.close();
    }

    private static long next(ProcessingContext context) {
        return TrackingToken.fromContext(context)
                .map(token -> token.position().orElseThrow())
                .orElseThrow();
    }

    private ProcessorStatus.State state() {
        PooledStreamingEventProcessor its = processor;
        if (its == null || !its.isRunning()) {
            return ProcessorStatus.State.STOPPED;
        }
        EventTrackerStatus segment = its.processingStatus().get(0);
        if (failure == null && segment == null && !claimed && !its.isError()) {
            return ProcessorStatus.State.STARTING;
        }
        claimed = true;
        if (failure != null || its.isError() || segment == null || segment.isErrorState()) {
            return ProcessorStatus.State.FAILING;
        }
        // Axon's token says so until the first event behind the replay.
        return segment.isReplaying() && stands() < segment.getResetPosition().orElse(Long.MAX_VALUE)
                ? ProcessorStatus.State.REPLAYING
                : ProcessorStatus.State.RUNNING;
    }

    /**
     * Exclusive end of what is taken in: what was fed, or, behind a start, what the projection read
     * by itself. One that puts commits off says less than it was fed.
     */
    private long stands() {
        return Math.max(position, projection.committed());
    }

    /** A failure leaves it stopped and marked: the next start goes through with it. */
    private boolean forget() throws IOException {
        try {
            files.reset(stands());
        } catch (IOException | RuntimeException e) {
            failure = ParkedEvent.said(e);
            throw e;
        }
        position = 0;
        failure = null;
        fault = Optional.empty();
        claimed = false;
        return true;
    }

    private PooledStreamingEventProcessor attached() {
        PooledStreamingEventProcessor its = processor;
        if (its == null) {
            throw new IllegalStateException("processor " + name() + " was never started");
        }
        return its;
    }

    private void stop(PooledStreamingEventProcessor its) throws InterruptedException {
        CompletableFuture<Void> stopped = its.shutdown();
        try {
            stopped.get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException _) {
            CompletableFuture<Void> _ = stopped.thenCompose(_ -> its.start());
            throw new ProcessorRefusal(
                    Code.BUSY, "processor " + name() + " did not stop in time: ask again");
        } catch (ExecutionException e) {
            throw new IllegalStateException("processor " + name() + " cannot be stopped", e);
        }
    }

    private interface Step<T> {
        T run() throws InterruptedException;
    }

    private <T> T alone(Step<T> step) {
        if (!asked.tryLock()) {
            throw new ProcessorRefusal(
                    Code.BUSY, "processor " + name() + " is being reset or retried: ask again");
        }
        try {
            return step.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            asked.unlock();
        }
    }
}
