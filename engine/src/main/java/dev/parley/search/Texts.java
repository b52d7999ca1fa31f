package dev.parley.search;

import dev.parley.domain.Events;

/** Where the text of a hit comes from: the log, by position. Any thread. */
@FunctionalInterface
public interface Texts {
    /** Tells {@code target} the event at {@code position}, which must be released. */
    void play(long position, Events target);
}
