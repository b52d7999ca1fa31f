package dev.parley.axon.processors;

import dev.parley.axon.ColdProjection;

import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.processing.streaming.segmenting.Segment;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.ReplayToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.TokenStore;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The tokens of a projection that keeps its position with its own data: asked for one, it is made
 * of what the projection says, so that data and position move together. The file is told only when
 * a replay ends: until then it says how far the replay goes.
 */
final class OwnPosition implements TokenStore {
    private final FileTokenStore files;
    private final ColdProjection projection;

    OwnPosition(FileTokenStore files, ColdProjection projection) {
        this.files = files;
        this.projection = projection;
    }

    @Override
    public CompletableFuture<TrackingToken> fetchToken(
            String processor, int segmentId, @Nullable ProcessingContext context) {
        return files.fetchToken(processor, segmentId, context)
                .thenApply(
                        stored -> {
                            TrackingToken own =
                                    new GlobalSequenceTrackingToken(projection.committed());
                            return stored instanceof ReplayToken replay
                                    ? ReplayToken.createReplayToken(replay.getTokenAtReset(), own)
                                    : own;
                        });
    }

    @Override
    public CompletableFuture<Void> storeToken(
            @Nullable TrackingToken token,
            String processor,
            int segmentId,
            @Nullable ProcessingContext context) {
        return files.fetchToken(processor, segmentId, context)
                .thenCompose(
                        stored ->
                                stored instanceof ReplayToken && !(token instanceof ReplayToken)
                                        ? files.storeToken(token, processor, segmentId, context)
                                        : CompletableFuture.completedFuture(null));
    }

    @Override
    public CompletableFuture<List<Segment>> initializeTokenSegments(
            String processor,
            int segmentCount,
            @Nullable TrackingToken initialToken,
            @Nullable ProcessingContext context) {
        return files.initializeTokenSegments(processor, segmentCount, initialToken, context);
    }

    @Override
    public CompletableFuture<Void> extendClaim(
            String processor, int segmentId, @Nullable ProcessingContext context) {
        return files.extendClaim(processor, segmentId, context);
    }

    @Override
    public CompletableFuture<Void> releaseClaim(
            String processor, int segmentId, @Nullable ProcessingContext context) {
        return files.releaseClaim(processor, segmentId, context);
    }

    @Override
    public CompletableFuture<Void> initializeSegment(
            @Nullable TrackingToken token,
            String processor,
            Segment segment,
            @Nullable ProcessingContext context) {
        return files.initializeSegment(token, processor, segment, context);
    }

    @Override
    public CompletableFuture<Void> deleteToken(
            String processor, int segmentId, @Nullable ProcessingContext context) {
        return files.deleteToken(processor, segmentId, context);
    }

    @Override
    public CompletableFuture<Segment> fetchSegment(
            String processor, int segmentId, @Nullable ProcessingContext context) {
        return files.fetchSegment(processor, segmentId, context);
    }

    @Override
    public CompletableFuture<List<Segment>> fetchSegments(
            String processor, @Nullable ProcessingContext context) {
        return files.fetchSegments(processor, context);
    }

    @Override
    public CompletableFuture<List<Segment>> fetchAvailableSegments(
            String processor, @Nullable ProcessingContext context) {
        return files.fetchAvailableSegments(processor, context);
    }

    @Override
    public CompletableFuture<String> retrieveStorageIdentifier(
            @Nullable ProcessingContext context) {
        return files.retrieveStorageIdentifier(context);
    }
}
