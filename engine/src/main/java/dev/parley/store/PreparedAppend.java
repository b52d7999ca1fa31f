package dev.parley.store;

import dev.parley.ring.Append;

import java.util.List;

/**
 * Events sealed and hashed, ready to be appended once.
 *
 * @param events what goes into the log
 * @param criteria what must not be found; none: nothing is looked for
 * @param after position from which on it must not be found
 */
public record PreparedAppend(List<Append.Event> events, List<Criterion> criteria, long after) {
    public PreparedAppend {
        events = List.copyOf(events);
        criteria = List.copyOf(criteria);
    }
}
