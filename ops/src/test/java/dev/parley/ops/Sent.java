package dev.parley.ops;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** One message that a client sent, and what it was told about it. Any thread. */
final class Sent {
    private final int number;
    private final String echoId;
    private final AtomicReference<Optional<Place>> told = new AtomicReference<>(Optional.empty());
    private final AtomicBoolean refused = new AtomicBoolean();

    /** {@code number} counts within the conversation, from 0. */
    Sent(String talk, int number) {
        this.number = number;
        this.echoId = talk + "/" + number;
    }

    /** Where the log has a message: {@code seq} in the visitor's numbering. */
    record Place(long position, long seq) {}

    int number() {
        return number;
    }

    String echoId() {
        return echoId;
    }

    String content() {
        return "message " + number + " of " + echoId;
    }

    /** It was answered, or shown to somebody: from here on it must be there, once, and there. */
    void told(Place place) {
        Optional<Place> before = told.getAndSet(Optional.of(place));
        refused.set(false);
        if (before.isPresent() && !before.get().equals(place)) {
            throw new AssertionError(echoId + " was told to be at " + before + " and at " + place);
        }
    }

    /** It was answered that nothing was done. */
    void refused() {
        refused.set(true);
    }

    boolean isRefused() {
        return refused.get();
    }

    Optional<Place> place() {
        return told.get();
    }
}
