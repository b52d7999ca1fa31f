package dev.parley.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.parley.desk.DeskEvent.CannedReplyChanged;
import dev.parley.desk.DeskEvent.CannedReplyDefined;
import dev.parley.desk.DeskEvent.CannedReplyDeleted;
import dev.parley.desk.DeskEvent.ConversationLabelled;
import dev.parley.desk.DeskEvent.LabelChanged;
import dev.parley.desk.DeskEvent.LabelCreated;
import dev.parley.desk.DeskEvent.LabelDeleted;
import dev.parley.desk.DeskEvent.ViewChanged;
import dev.parley.desk.DeskEvent.ViewDeleted;
import dev.parley.desk.DeskEvent.ViewSaved;

import org.axonframework.conversion.json.JacksonConverter;
import org.axonframework.eventsourcing.eventstore.AnnotationBasedTagResolver;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.annotation.AnnotationMessageTypeResolver;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Type, version, payload and tags of every event as they are stored. Lines of the golden file are
 * added, never changed: old logs are read for ever, and a changed tag would lose what it guards.
 */
final class DeskGoldenTest {
    private static final Wording PLAIN = Wording.plain("en", "Hello {{contact.name|there}}");
    private static final Wording SCHEME = Wording.scheme("et", List.of("a", "b", "c", "d"));

    private static final List<DeskEvent> EVENTS =
            List.of(
                    new CannedReplyDefined(1, 11, 3, "hi", PLAIN),
                    new CannedReplyChanged(1, 11, 3, "hi", "tere", SCHEME),
                    new CannedReplyDeleted(1, 11, 3, "tere"),
                    new LabelCreated(1, 11, 5, "vip", "buys a lot", "#1f93ff", true),
                    new LabelChanged(1, 11, 5, "vip", "gold", "", "#ffcc00", false),
                    new LabelDeleted(1, 11, 5, "gold"),
                    new ConversationLabelled(1, 11, 9_007_199_254_740_991L, List.of(5L, 7L)),
                    new ViewSaved(
                            1, 11, 2, "conversation", new Sealed("bmFtZQ=="), new Sealed("cQ==")),
                    new ViewChanged(
                            1, 11, 2, "contact", new Sealed("bmFtZQ=="), new Sealed("cQ==")),
                    new ViewDeleted(1, 11, 2));

    private final JacksonConverter converter = new JacksonConverter();

    @Test
    void storesEveryEventAsItAlwaysDid() throws Exception {
        List<String> lines = new ArrayList<>();
        for (DeskEvent event : EVENTS) {
            MessageType type = type(event);
            lines.add(
                    type.name()
                            + " "
                            + type.version()
                            + " "
                            + new String(bytes(event), StandardCharsets.UTF_8)
                            + " "
                            + tags(event));
        }
        assertEquals(golden(), lines);
    }

    @Test
    void readsBackWhatIsInTheGoldenFile() throws Exception {
        DeskEventTypes types = new DeskEventTypes();
        List<Optional<DeskEvent>> read = new ArrayList<>();
        for (String line : golden()) {
            String[] parts = line.split(" ", 3);
            String json = parts[2].substring(0, parts[2].lastIndexOf('}') + 1);
            read.add(types.read(message(new MessageType(parts[0], parts[1]), json)));
        }
        assertEquals(EVENTS.stream().map(Optional::of).toList(), read);
    }

    @Test
    void hasEveryEvent() {
        assertEquals(
                leaves(DeskEvent.class).collect(Collectors.toSet()),
                EVENTS.stream().map(Object::getClass).collect(Collectors.toSet()));
    }

    @Test
    void passesOverWhatOthersWroteAndStopsAtWhatItCannotKnow() {
        DeskEventTypes types = new DeskEventTypes();
        assertEquals(
                Optional.empty(), types.read(message(new MessageType("shop.Sold", "1"), "{}")));
        assertThrows(
                IllegalStateException.class,
                () -> types.read(message(new MessageType("parley.desk.ViewDeleted", "2"), "{}")));
    }

    private static MessageType type(DeskEvent event) {
        return new AnnotationMessageTypeResolver().resolveOrThrow(event);
    }

    private byte[] bytes(DeskEvent event) {
        return Objects.requireNonNull(converter.convert(event, byte[].class));
    }

    private static String tags(DeskEvent event) {
        return new AnnotationBasedTagResolver()
                .resolve(new GenericEventMessage(type(event), event)).stream()
                        .map(tag -> tag.key() + "=" + tag.value())
                        .sorted()
                        .collect(Collectors.joining(" "));
    }

    private static GenericEventMessage message(MessageType type, String json) {
        return new GenericEventMessage(type, json.getBytes(StandardCharsets.UTF_8));
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        Class<?>[] permitted = type.getPermittedSubclasses();
        return permitted == null
                ? Stream.of(type)
                : Arrays.stream(permitted).flatMap(DeskGoldenTest::leaves);
    }

    private static List<String> golden() throws Exception {
        try (var in = DeskGoldenTest.class.getResourceAsStream("/golden/desk-events.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
