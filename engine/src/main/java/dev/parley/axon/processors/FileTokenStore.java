package dev.parley.axon.processors;

import dev.parley.axon.processors.TokenFile.Content;
import dev.parley.axon.processors.TokenFile.Kept;

import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.processing.streaming.segmenting.Segment;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.TokenStore;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.UnableToClaimTokenException;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.UnableToInitializeTokenException;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Axon's tokens in small files, one a processor: replaced as a whole and forced, so that a token
 * that was stored is there after a power cut. A token is written after the commit of its batch; a
 * crash before that feeds the batch again.
 *
 * <p>The directory has one owner, so a claim needs no bookkeeping: whoever asks holds it. A damaged
 * file fails whatever asks for it, with {@link FileDamaged}, until somebody decides what to do; a
 * token is never guessed. Any thread. Holds nulls, sequence, replay and merged tokens; others, and
 * the context of a reset, are refused.
 */
public final class FileTokenStore implements TokenStore {
    private final Path directory;
    private final Map<String, Content> known = new HashMap<>();

    /**
     * @param directory made if it is not there
     * @throws IOException if it cannot be made
     */
    public FileTokenStore(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
    }

    @Override
    public CompletableFuture<List<Segment>> initializeTokenSegments(
            String processor,
            int segmentCount,
            @Nullable TrackingToken initialToken,
            @Nullable ProcessingContext context) {
        return done(
                () -> {
                    if (!segments(processor).isEmpty()) {
                        throw new UnableToClaimTokenException(
                                "processor=" + processor + " has segments already");
                    }
                    List<Segment> segments =
                            Segment.splitBalanced(Segment.ROOT_SEGMENT, segmentCount - 1);
                    List<Kept> kept =
                            segments.stream().map(each -> new Kept(each, initialToken)).toList();
                    put(processor, content(processor).with(kept));
                    return segments;
                });
    }

    @Override
    public CompletableFuture<Void> storeToken(
            @Nullable TrackingToken token,
            String processor,
            int segmentId,
            @Nullable ProcessingContext context) {
        return nothing(
                () -> {
                    Kept before = claimed(processor, segmentId);
                    Kept after = new Kept(before.segment(), token);
                    if (context != null && context.isStarted() && !context.isCommitted()) {
                        context.runOnAfterCommit(_ -> replace(processor, after));
                    } else {
                        replace(processor, after);
                    }
                });
    }

    @Override
    public CompletableFuture<TrackingToken> fetchToken(
            String processor, int segmentId, @Nullable ProcessingContext context) {
        return done(() -> claimed(processor, segmentId).token());
    }

    @Override
    public CompletableFuture<Void> extendClaim(
            String processor, int segmentId, @Nullable ProcessingContext context) {
        return nothing(() -> claimed(processor, segmentId));
    }

    @Override
    public CompletableFuture<Void> releaseClaim(
            String processor, int segmentId, @Nullable ProcessingContext context) {
        return nothing(() -> {});
    }

    @Override
    public CompletableFuture<Void> initializeSegment(
            @Nullable TrackingToken token,
            String processor,
            Segment segment,
            @Nullable ProcessingContext context) {
        return nothing(
                () -> {
                    Content before = content(processor);
                    if (before.segment(segment.getSegmentId()).isPresent()) {
                        throw new UnableToInitializeTokenException(
                                "processor=" + processor + " has " + segment + " already");
                    }
                    put(processor, with(before, Stream.of(new Kept(segment, token)), segment));
                });
    }

    @Override
    public CompletableFuture<Void> deleteToken(
            String processor, int segmentId, @Nullable ProcessingContext context) {
        return nothing(
                () -> {
                    Kept gone = claimed(processor, segmentId);
                    put(processor, with(content(processor), Stream.empty(), gone.segment()));
                });
    }

    @Override
    public CompletableFuture<Segment> fetchSegment(
            String processor, int segmentId, @Nullable ProcessingContext context) {
        return done(() -> content(processor).segment(segmentId).map(Kept::segment).orElse(null));
    }

    @Override
    public CompletableFuture<List<Segment>> fetchSegments(
            String processor, @Nullable ProcessingContext context) {
        return done(() -> segments(processor));
    }

    @Override
    public CompletableFuture<List<Segment>> fetchAvailableSegments(
            String processor, @Nullable ProcessingContext context) {
        return fetchSegments(processor, context);
    }

    /** The same for every store over this directory, another for every other one. */
    @Override
    public CompletableFuture<String> retrieveStorageIdentifier(
            @Nullable ProcessingContext context) {
        return done(
                () ->
                        UUID.nameUUIDFromBytes(
                                        directory
                                                .toRealPath()
                                                .toString()
                                                .getBytes(StandardCharsets.UTF_8))
                                .toString());
    }

    /** What the file says, nothing where there is none. */
    synchronized Optional<Content> stored(String processor) throws IOException {
        Content cached = known.get(processor);
        return cached == null ? new TokenFile(directory, processor).read() : Optional.of(cached);
    }

    /** Puts a damaged file out of the way. */
    synchronized void setAside(String processor) throws IOException {
        known.remove(processor);
        new TokenFile(directory, processor).file().setAside();
    }

    /** Writes all of a processor's tokens. */
    synchronized void put(String processor, Content content) throws IOException {
        // Out of the cache first: after a failure the file decides what is true.
        known.remove(processor);
        new TokenFile(directory, processor).write(content);
        known.put(processor, content);
    }

    private synchronized Content content(String processor) throws IOException {
        Content content = stored(processor).orElseGet(Content::none);
        known.put(processor, content);
        return content;
    }

    private List<Segment> segments(String processor) throws IOException {
        return content(processor).segments().stream().map(Kept::segment).toList();
    }

    private Kept claimed(String processor, int segmentId) throws IOException {
        return content(processor)
                .segment(segmentId)
                .orElseThrow(
                        () ->
                                new UnableToClaimTokenException(
                                        "processor=" + processor + " has no segment " + segmentId));
    }

    private synchronized void replace(String processor, Kept after) {
        try {
            Content before = content(processor);
            Kept _ = claimed(processor, after.segment().getSegmentId());
            put(processor, with(before, Stream.of(after), after.segment()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Content with(Content before, Stream<Kept> fresh, Segment instead) {
        List<Kept> all = new ArrayList<>();
        for (Kept each : before.segments()) {
            if (each.segment().getSegmentId() != instead.getSegmentId()) {
                all.add(each);
            }
        }
        fresh.forEach(all::add);
        return before.with(all);
    }

    private interface Asked<T> {
        @Nullable T get() throws IOException;
    }

    private interface Step {
        void run() throws IOException;
    }

    private synchronized <T> CompletableFuture<T> done(Asked<T> asked) {
        try {
            return CompletableFuture.completedFuture(asked.get());
        } catch (IOException | RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletableFuture<Void> nothing(Step step) {
        return done(
                () -> {
                    step.run();
                    return null;
                });
    }
}
