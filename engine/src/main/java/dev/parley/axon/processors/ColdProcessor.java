package dev.parley.axon.processors;

import dev.parley.axon.ColdProjection;
import dev.parley.axon.processors.ProcessorRefusal.Code;
import dev.parley.axon.processors.TokenFile.Content;
import dev.parley.axon.processors.TokenFile.Kept;

import org.axonframework.common.configuration.Configuration;
import org.axonframework.eventsourcing.eventstore.TagResolver;
import org.axonframework.messaging.core.ConfigurationApplicationContext;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.core.unitofwork.SimpleUnitOfWorkFactory;
import org.axonframework.messaging.eventhandling.processing.streaming.pooled.PooledStreamingEventProcessor;
import org.axonframework.messaging.eventhandling.processing.streaming.pooled.PooledStreamingEventProcessorConfiguration;
import org.axonframework.messaging.eventhandling.processing.streaming.segmenting.EventTrackerStatus;
import org.axonframework.messaging.eventhandling.processing.streaming.segmenting.Segment;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.ReplayToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventstreaming.EventCriteria;
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
    private final ProcessorThreads threads;
    private final boolean ownPosition;
    private final LongAdder taken = new LongAdder();
    private final ReentrantLock asked = new ReentrantLock();
    private volatile @Nullable PooledStreamingEventProcessor processor; // null before attach
    private volatile @Nullable PositionedSource source; // null before Axon builds the processor
    private volatile @Nullable String problem; // null while there is none
    private volatile long position;

    ColdProcessor(ColdProjection projection, ProcessorSettings settings, FileTokenStore tokens) {
        this.projection = projection;
        this.settings = settings;
        this.tokens = tokens;
        parked = new ParkedEvents(settings.directory(), projection.name(), settings.parkedMost());
        threads = new ProcessorThreads(projection.name());
        ownPosition = projection.committed() != ColdProjection.KEPT_FOR_ME;
    }

    String name() {
        return projection.name();
    }

    /**
     * Looks at the files before anything is fed. What cannot be trusted is said, put aside, and
     * made anew by a replay: a position is never guessed.
     */
    void prepare() throws IOException {
        Optional<String> anew = findFault();
        Optional<Content> stored = tokens.stored(name());
        if (anew.isPresent()) {
            problem = anew.get() + "; replayed from the start";
            LOG.warn("processor {}: {}", name(), problem);
        } else if (stored.isEmpty()) {
            anew = ownPosition ? Optional.empty() : Optional.of("new");
        } else if (stored.get().resetWanted()) {
            LOG.info("processor {}: reset as was asked for", name());
            anew = Optional.of("asked for");
        }
        if (anew.isPresent()) {
            startAnew();
        } else if (stored.isEmpty()) {
            tokens.put(name(), content(false, new GlobalSequenceTrackingToken(0)));
        }
        position = position(tokens.stored(name()));
    }

    /** Registers with Axon: one segment, its own threads, its tokens, and parking. */
    PooledStreamingEventProcessorConfiguration customize(
            Configuration axon, PooledStreamingEventProcessorConfiguration its) {
        PositionedSource positioned = new PositionedSource(its.eventSource());
        source = positioned;
        return its.eventSource(positioned)
                .initialSegmentCount(1)
                .maxClaimedSegments(1)
                .batchSize(settings.batch())
                .tokenClaimInterval(settings.claimMillis())
                .tokenStore(ownPosition ? new OwnPosition(tokens, projection) : tokens)
                .coordinatorExecutor(threads.coordinator())
                .workerExecutor(threads.worker())
                .eventCriteria(_ -> EventCriteria.havingAnyTag())
                // On the worker itself: the application's own units of work run elsewhere.
                .unitOfWorkFactory(
                        new SimpleUnitOfWorkFactory(new ConfigurationApplicationContext(axon)))
                .withInterceptor(
                        new Parking(
                                parked,
                                axon.getComponent(TagResolver.class),
                                settings.wallMicros(),
                                this));
    }

    Feeding feeding() {
        return new Feeding(projection);
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
        problem = null;
        taken.add(batch.events);
        for (ParkedEvent each : batch.parked) {
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
        problem = ParkedEvent.said(cause);
        LOG.error("processor {}: a batch failed and will be fed again", name(), cause);
    }

    ProcessorStatus status() {
        PooledStreamingEventProcessor its = processor;
        ProcessorStatus.State state = its == null ? ProcessorStatus.State.STOPPED : state(its);
        return new ProcessorStatus(
                name(),
                state,
                position,
                parked.size(),
                parked.most(),
                taken.sum(),
                Optional.ofNullable(problem)
                        .or(
                                () ->
                                        state == ProcessorStatus.State.FAILING
                                                ? Optional.of("nobody holds its segment")
                                                : Optional.empty()));
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
                    threads.onWorker(
                            () -> {
                                tokens.put(name(), content(true, seen()));
                                startAnew();
                                position = 0;
                                problem = null;
                                return true;
                            },
                            RETRY_SECONDS);
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
        return alone(() -> threads.onWorker(() -> retrying.run(one, position), RETRY_SECONDS));
    }

    @Override
    public void close() {
        threads.close();
    }

    /** Why the files cannot be gone on from. */
    private Optional<String> findFault() throws IOException {
        try {
            parked.load();
            long stands = position(tokens.stored(name()));
            long head = settings.head().getAsLong();
            return stands <= head
                    ? Optional.empty()
                    : Optional.of("position=" + stands + " is beyond the log's head=" + head);
        } catch (FileDamaged damaged) {
            setAsideDamaged();
            return Optional.of(String.valueOf(damaged.getMessage()));
        }
    }

    private void setAsideDamaged() throws IOException {
        try {
            Optional<Content> _ = tokens.stored(name());
        } catch (FileDamaged _) {
            tokens.setAside(name());
        }
        // The mark first: a crash in between must not go on from a token without its parked events.
        tokens.put(name(), content(true, new GlobalSequenceTrackingToken(0)));
        try {
            parked.load();
        } catch (FileDamaged _) {
            parked.file().setAside();
        }
    }

    private void startAnew() throws IOException {
        TrackingToken first = new GlobalSequenceTrackingToken(0);
        TrackingToken head = new GlobalSequenceTrackingToken(settings.head().getAsLong());
        if (tokens.stored(name()).isEmpty()) {
            tokens.put(name(), content(true, first));
        }
        projection.clear();
        parked.clear();
        tokens.put(name(), content(false, ReplayToken.createReplayToken(head, first)));
    }

    private TrackingToken seen() {
        return new GlobalSequenceTrackingToken(position);
    }

    private static Content content(boolean resetWanted, @Nullable TrackingToken token) {
        return new Content(resetWanted, List.of(new Kept(Segment.ROOT_SEGMENT, token)));
    }

    private long position(Optional<Content> stored) {
        if (ownPosition) {
            return projection.committed();
        }
        return stored.flatMap(content -> content.segment(0))
                .map(Kept::token)
                .map(token -> Math.max(0, token.position().orElse(0)))
                .orElse(0L);
    }

    private static long next(ProcessingContext context) {
        return TrackingToken.fromContext(context)
                .map(token -> token.position().orElseThrow())
                .orElseThrow();
    }

    private static ProcessorStatus.State state(PooledStreamingEventProcessor its) {
        if (!its.isRunning()) {
            return ProcessorStatus.State.STOPPED;
        }
        EventTrackerStatus segment = its.processingStatus().get(0);
        if (its.isError() || segment == null || segment.isErrorState()) {
            return ProcessorStatus.State.FAILING;
        }
        return segment.isReplaying()
                ? ProcessorStatus.State.REPLAYING
                : ProcessorStatus.State.RUNNING;
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
