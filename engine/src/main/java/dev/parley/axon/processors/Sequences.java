package dev.parley.axon.processors;

import dev.parley.axon.LoggedEvent;

import org.axonframework.eventsourcing.eventstore.TagResolver;
import org.axonframework.messaging.eventhandling.EventMessage;

import java.util.List;

/**
 * What an event must wait behind: two events with a tag in common keep their order also when the
 * first is set aside. An event of the shard has its stream; any other has the tags it was stored
 * with, or what the application's tag resolver says where the source does not tell those.
 */
final class Sequences {
    private static final int MOST_TAGS = 8;
    private static final int TAG_CHARS = 200;

    private Sequences() {}

    static List<String> of(EventMessage event, TagResolver others) {
        if (event.payload() instanceof LoggedEvent logged) {
            return List.of("stream=" + logged.stream());
        }
        return PositionedEvent.tags(event).orElseGet(() -> others.resolve(event)).stream()
                .map(tag -> bounded(tag.key() + "=" + tag.value()))
                .sorted()
                .limit(MOST_TAGS)
                .toList();
    }

    static long account(EventMessage event) {
        return event.payload() instanceof LoggedEvent logged ? logged.account() : 0;
    }

    /** Long ones are told apart by their hash as well: at worst, one too many waits. */
    private static String bounded(String tag) {
        return tag.length() <= TAG_CHARS
                ? tag
                : tag.substring(0, TAG_CHARS) + "#" + Integer.toHexString(tag.hashCode());
    }
}
