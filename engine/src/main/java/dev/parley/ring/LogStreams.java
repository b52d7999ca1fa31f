package dev.parley.ring;

import dev.parley.domain.Events;
import dev.parley.log.EventReader;

import java.util.function.Supplier;

/** Finds a stream's events by reading the whole log: right, slow, and in need of nothing. */
public final class LogStreams implements Streams {
    private final Supplier<EventReader> readers;

    /**
     * @param readers a new reader at each call
     */
    public LogStreams(Supplier<EventReader> readers) {
        this.readers = readers;
    }

    @Override
    public void play(long stream, long before, Events listener) {
        try (Playback playback = new Playback(readers.get())) {
            boolean more = true;
            while (more) {
                more = playback.step(before, stream, listener);
            }
        }
    }
}
