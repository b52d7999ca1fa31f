package dev.parley.store;

import dev.parley.ring.Append;

/** Events sealed and hashed, with what must not be found, ready to be appended once. */
public final class PreparedAppend {
    private final int events;
    private final Query query;
    private final Append append;

    PreparedAppend(int events, Query query, Append append) {
        this.events = events;
        this.query = query;
        this.append = append;
    }

    /** How many events. */
    public int events() {
        return events;
    }

    /** What is looked for on the caller's side. */
    Query query() {
        return query;
    }

    /** What the writer takes. */
    Append append() {
        return append;
    }
}
