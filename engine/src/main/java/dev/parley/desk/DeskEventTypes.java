package dev.parley.desk;

import org.axonframework.conversion.Converter;
import org.axonframework.conversion.json.JacksonConverter;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.annotation.Event;
import org.axonframework.messaging.eventstreaming.EventCriteria;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads stored events: which class each type is, by the names under which they are stored. */
final class DeskEventTypes {
    private static final Map<String, Class<?>> BY_NAME =
            leaves(DeskEvent.class)
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    DeskEventTypes::name, Function.identity()));

    private final Converter converter = new JacksonConverter();

    /** All of them. */
    static EventCriteria criteria() {
        return EventCriteria.havingAnyTag()
                .andBeingOneOfTypes(
                        BY_NAME.keySet().stream()
                                .map(QualifiedName::new)
                                .collect(Collectors.toSet()));
    }

    /**
     * The event in {@code message}; empty for what is not the desk's.
     *
     * @throws IllegalStateException for one of a version that this program does not know
     */
    Optional<DeskEvent> read(EventMessage message) {
        MessageType type = message.type();
        Class<?> known = BY_NAME.get(type.name());
        if (known == null) {
            return Optional.empty();
        }
        if (!type.version().equals(version(known))) {
            throw new IllegalStateException(
                    "type=" + type.name() + " version=" + type.version() + " is not known");
        }
        return Optional.ofNullable((DeskEvent) message.payloadAs(known, converter));
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        Class<?>[] permitted = type.getPermittedSubclasses();
        return permitted == null
                ? Stream.of(type)
                : Arrays.stream(permitted).flatMap(DeskEventTypes::leaves);
    }

    private static String name(Class<?> type) {
        Event event = event(type);
        return event.namespace() + "." + event.name();
    }

    private static String version(Class<?> type) {
        return event(type).version();
    }

    private static Event event(Class<?> type) {
        return Objects.requireNonNull(type.getAnnotation(Event.class), type.getName());
    }
}
