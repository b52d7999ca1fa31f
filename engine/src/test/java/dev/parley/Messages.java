package dev.parley;

import dev.parley.domain.Header;
import dev.parley.domain.PartialEvents;
import dev.parley.domain.Slice;

import java.util.Collection;

/** Keeps the positions of the messages that it is told of. */
record Messages(Collection<Long> positions) implements PartialEvents {
    @Override
    public void messagePosted(
            Header h, long message, boolean note, Slice content, Slice attributes) {
        positions.add(h.position);
    }
}
