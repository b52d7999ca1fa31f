package dev.parley;

import dev.parley.domain.Events;
import dev.parley.index.StoredIndex;
import dev.parley.log.EventReader;
import dev.parley.ring.Playback;
import dev.parley.ring.Streams;

import java.util.function.Supplier;

/** Finds a stream's events by the index, and by reading the log where the index has not come to. */
final class IndexStreams implements Streams {
    private static final int PAGE = 1_024;

    private final StoredIndex index;
    private final Supplier<EventReader> readers;

    /** Streams of the log that {@code readers} gives a new reader of at each call. */
    IndexStreams(StoredIndex index, Supplier<EventReader> readers) {
        this.index = index;
        this.readers = readers;
    }

    @Override
    public void play(long stream, long before, Events listener) {
        // Asked for first: all below it is in the index by the time the index is asked.
        long indexed = Math.min(index.indexedBefore(), before);
        try (Playback playback = new Playback(readers.get())) {
            long from = 0;
            boolean more = true;
            while (more) {
                long[] page = index.positions(stream, from, PAGE);
                for (long position : page) {
                    if (position < indexed) {
                        playback.seek(position);
                        playback.step(indexed, listener);
                    }
                }
                more = page.length == PAGE;
                from = more ? page[PAGE - 1] + 1 : from;
            }
            playback.seek(indexed);
            boolean newer = true;
            while (newer) {
                newer = playback.step(before, stream, listener);
            }
        }
    }

    @Override
    public void playEnds(long stream, long before, Events listener) {
        long indexed = Math.min(index.indexedBefore(), before);
        long[] first = index.positions(stream, 0, 1);
        if (first.length == 0 || first[0] >= indexed) {
            play(stream, before, listener);
            return;
        }
        long[] last = index.positionsBefore(stream, indexed, 1);
        try (Playback playback = new Playback(readers.get())) {
            playback.seek(first[0]);
            boolean _ = playback.step(indexed, listener);
            if (last[0] > first[0]) {
                playback.seek(last[0]);
                boolean _ = playback.step(indexed, listener);
            }
        }
    }

    @Override
    public int seqReached(long account, long stream, long before) {
        long indexed = Math.min(index.indexedBefore(), before);
        long[] last = index.positionsBefore(stream, indexed, 1);
        if (last.length == 0) {
            return 0;
        }
        try (EventReader reader = readers.get()) {
            reader.seek(last[0]);
            boolean there = reader.next(indexed) && reader.record().account() == account;
            return there ? reader.record().seq() : 0;
        }
    }
}
