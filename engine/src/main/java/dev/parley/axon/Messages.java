package dev.parley.axon;

import dev.parley.store.Criterion;
import dev.parley.store.EventStore;
import dev.parley.store.EventTag;
import dev.parley.store.NewEvent;
import dev.parley.store.StoredEvent;

import org.axonframework.conversion.Converter;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.Context;
import org.axonframework.messaging.core.MessageStream.Entry;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.core.SimpleEntry;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.WrappedToken;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.EventCriterion;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Axon's words for the store's, both ways. Any thread. */
final class Messages {
    /** No event is of this type: whatever matches it without a tag matches everything. */
    private static final QualifiedName NOBODYS = new QualifiedName("dev.parley.axon.nobody's");

    private final Converter converter;

    /** Of the event before; a name is taken apart when it is made into a type. */
    private volatile Typed last = new Typed("", "", new MessageType(NOBODYS, "0"));

    private record Typed(String name, String version, MessageType type) {}

    Messages(Converter converter) {
        this.converter = converter;
    }

    NewEvent toEvent(TaggedEventMessage<?> tagged) {
        EventMessage event = tagged.event();
        List<EventTag> tags = new ArrayList<>();
        for (Tag tag : tagged.tags()) {
            tags.add(new EventTag(tag.key(), tag.value()));
        }
        return new NewEvent(
                event.identifier(),
                event.type().name(),
                event.type().version(),
                bytes(event),
                event.metadata(),
                event.timestamp(),
                tags);
    }

    /** With the token behind it. */
    Entry<EventMessage> toEntry(StoredEvent event) {
        return new SimpleEntry<>(
                message(event), Context.with(TrackingToken.RESOURCE_KEY, token(event)));
    }

    /**
     * The same, and with its tags, for who must keep the order of what shares one; an event of the
     * shard's own says its stream itself.
     */
    Entry<EventMessage> toStreamed(StoredEvent event) {
        Entry<EventMessage> entry = toEntry(event);
        return event.payload() instanceof LoggedEvent
                ? entry
                : entry.withResource(ChronicleEventStorageEngine.TAGS, tags(event));
    }

    private GenericEventMessage message(StoredEvent event) {
        return new GenericEventMessage(
                event.id(), type(event), event.payload(), event.metadata(), event.timestamp());
    }

    private static Set<Tag> tags(StoredEvent event) {
        return event.tags().stream()
                .map(tag -> new Tag(tag.key(), tag.value()))
                .collect(Collectors.toSet());
    }

    private static TrackingToken token(StoredEvent event) {
        return new GlobalSequenceTrackingToken(event.position() + 1);
    }

    private MessageType type(StoredEvent event) {
        Typed known = last;
        if (known.name.equals(event.type()) && known.version.equals(event.version())) {
            return known.type;
        }
        MessageType type = new MessageType(new QualifiedName(event.type()), event.version());
        last = new Typed(event.type(), event.version(), type);
        return type;
    }

    /** Exactly what matches, which {@code flatten} alone does not say. */
    static List<Criterion> criteria(EventCriteria criteria) {
        if (criteria.matches(NOBODYS, Set.of())) {
            return List.of(Criterion.ANY);
        }
        List<Criterion> found = new ArrayList<>();
        for (EventCriterion one : criteria.flatten()) {
            found.add(criterion(one));
        }
        return found;
    }

    private static Criterion criterion(EventCriterion one) {
        Set<String> types = HashSet.newHashSet(one.types().size());
        for (QualifiedName type : one.types()) {
            types.add(type.name());
        }
        Set<EventTag> tags = HashSet.newHashSet(one.tags().size());
        for (Tag tag : one.tags()) {
            tags.add(new EventTag(tag.key(), tag.value()));
        }
        return new Criterion(types, tags);
    }

    /** Where a token stands; everything is new to one that has no position. */
    static long position(@Nullable TrackingToken token, EventStore store) {
        if (token == null) {
            return 0;
        }
        TrackingToken lower = WrappedToken.unwrapLowerBound(token);
        if (TrackingToken.LATEST.equals(lower)) {
            return store.head();
        }
        return lower == null ? 0 : Math.max(0, lower.position().orElse(0));
    }

    private byte[] bytes(EventMessage event) {
        if (event.payload() instanceof byte[] bytes) {
            return bytes;
        }
        byte[] converted = event.payloadAs(byte[].class, converter);
        if (converted == null) {
            throw new IllegalArgumentException(
                    "payload of type=" + event.type() + " was converted to nothing");
        }
        return converted;
    }
}
