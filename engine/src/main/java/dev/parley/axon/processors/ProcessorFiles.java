package dev.parley.axon.processors;

import dev.parley.axon.ColdProjection;
import dev.parley.axon.processors.TokenFile.Content;
import dev.parley.axon.processors.TokenFile.Kept;

import org.axonframework.messaging.eventhandling.processing.streaming.segmenting.Segment;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.ReplayToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Where a projection stands, as its files and itself say it: what a start goes on from, and how it
 * begins anew. A position that cannot be trusted is never guessed: the projection is replayed.
 * Before its processor runs, or while it is stopped.
 */
final class ProcessorFiles {
    private static final TrackingToken FIRST = new GlobalSequenceTrackingToken(0);

    private final ColdProjection projection;
    private final ProcessorSettings settings;
    private final FileTokenStore tokens;
    private final ParkedEvents parked;
    private final boolean ownPosition;

    ProcessorFiles(
            ColdProjection projection,
            ProcessorSettings settings,
            FileTokenStore tokens,
            ParkedEvents parked) {
        this.projection = projection;
        this.settings = settings;
        this.tokens = tokens;
        this.parked = parked;
        ownPosition = projection.committed() != ColdProjection.KEPT_FOR_ME;
    }

    boolean ownPosition() {
        return ownPosition;
    }

    /** Makes files and projection ready to go on; answers what was wrong with them, if anything. */
    Optional<String> prepare() throws IOException {
        Optional<String> fault = fault();
        Optional<Content> stored = tokens.stored(name());
        if (fault.isPresent() || stored.map(Content::resetWanted).orElse(!ownPosition)) {
            startAnew();
        } else if (stored.isEmpty()) {
            tokens.put(name(), content(false, FIRST));
        }
        return fault;
    }

    /**
     * Forgets everything: the mark first, so that a crash on the way finds it and begins again.
     *
     * @param seen exclusive end of what the projection had been fed
     */
    void reset(long seen) throws IOException {
        tokens.put(name(), content(true, new GlobalSequenceTrackingToken(seen)));
        startAnew();
    }

    /** Exclusive end of what is committed. */
    long position() throws IOException {
        return ownPosition
                ? projection.committed()
                : tokens.stored(name())
                        .flatMap(content -> content.segment(0))
                        .map(kept -> TokenFile.position(kept.token()))
                        .orElse(0L);
    }

    private String name() {
        return projection.name();
    }

    /** Why they cannot be gone on from. */
    private Optional<String> fault() throws IOException {
        try {
            parked.load();
            long stands = position();
            Optional<Content> _ = tokens.stored(name());
            long head = settings.found();
            return stands <= head
                    ? Optional.empty()
                    : Optional.of("position=" + stands + " is beyond the log's head=" + head);
        } catch (FileDamaged damaged) {
            setAside();
            return Optional.of(String.valueOf(damaged.getMessage()));
        }
    }

    private void setAside() throws IOException {
        try {
            Optional<Content> _ = tokens.stored(name());
        } catch (FileDamaged _) {
            tokens.setAside(name());
        }
        // The mark before the rest: a crash in between must not go on from a token whose parked
        // events nobody knows any more.
        tokens.put(name(), content(true, FIRST));
        try {
            parked.load();
        } catch (FileDamaged _) {
            parked.file().setAside();
        }
    }

    private void startAnew() throws IOException {
        if (!tokens.stored(name()).map(Content::resetWanted).orElse(false)) {
            tokens.put(name(), content(true, FIRST));
        }
        projection.clear();
        parked.clear();
        TrackingToken head = new GlobalSequenceTrackingToken(settings.head().getAsLong());
        tokens.put(name(), content(false, ReplayToken.createReplayToken(head, FIRST)));
    }

    private Content content(boolean resetWanted, TrackingToken token) {
        return new Content(
                resetWanted, ownPosition, List.of(new Kept(Segment.ROOT_SEGMENT, token)));
    }
}
