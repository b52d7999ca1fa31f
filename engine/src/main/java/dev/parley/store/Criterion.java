package dev.parley.store;

import java.util.Collection;
import java.util.Set;

/**
 * Matches an event that has all of these tags and is of one of these types.
 *
 * @param types names; empty for any type
 * @param tags empty for any event
 */
public record Criterion(Set<String> types, Set<EventTag> tags) {
    /** Matches every event. */
    public static final Criterion ANY = new Criterion(Set.of(), Set.of());

    public Criterion {
        types = Set.copyOf(types);
        tags = Set.copyOf(tags);
    }

    /** Whether an event of this type with these tags matches. */
    public boolean matches(String type, Collection<EventTag> eventTags) {
        return (types.isEmpty() || types.contains(type))
                && (tags.isEmpty() || eventTags.containsAll(tags));
    }
}
