package dev.parley.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.codec.Field.Kind;
import dev.parley.codec.sbe.MessagePostedDecoder;
import dev.parley.domain.AssignReason;
import dev.parley.domain.FirstResponse;
import dev.parley.domain.Header;
import dev.parley.domain.Presence;
import dev.parley.domain.QueueReason;
import dev.parley.domain.Role;
import dev.parley.domain.Slice;
import dev.parley.seal.SealedField;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The schema says all that the vocabulary says, and classes every field. */
class SchemaTest {
    private static final Map<Class<?>, Kind> KINDS =
            Map.of(long.class, Kind.INT64, int.class, Kind.INT32, boolean.class, Kind.FLAG);

    @Test
    void everyFieldIsClassedAndDescribed() {
        List<String> bad = new ArrayList<>();
        for (EventType type : EventTypes.all()) {
            for (Field field : type.fields()) {
                if (!Set.of("public", "sealed", "hashed").contains(field.classed())
                        || field.description().isBlank()) {
                    bad.add(type.name() + "." + field.name() + " is '" + field.classed() + "'");
                }
            }
        }
        assertEquals(List.of(), bad);
    }

    @Test
    void textIsSealedHashesAreHashedAndTheRestIsPublic() {
        for (EventType type : EventTypes.all()) {
            for (Field field : type.fields()) {
                String expected =
                        switch (field.kind()) {
                            case TEXT, JSON -> "sealed";
                            case HASH -> "hashed";
                            default -> "public";
                        };
                assertEquals(expected, field.classed(), type.name() + "." + field.name());
            }
        }
    }

    /** Whoever adds to this list has made sure that nobody is described by it. */
    @Test
    void theOnlyPublicTextIsTheShortNameOfAShop() {
        assertEquals(
                List.of("ShopRegistered.code"),
                EventTypes.all().stream()
                        .flatMap(
                                type ->
                                        type.fields().stream()
                                                .filter(f -> f.kind() == Kind.PUBLIC_TEXT)
                                                .map(f -> type.name() + "." + f.name()))
                        .toList());
    }

    @Test
    void everyEventHasItsMessageAndEveryMessageItsEvent() {
        List<String> events =
                RandomEvents.methods().stream()
                        .map(method -> new Recorder.Recorded(method, 0, 0, 0, List.of()).type())
                        .sorted()
                        .toList();
        assertEquals(events, EventTypes.all().stream().map(EventType::name).sorted().toList());
    }

    @Test
    void everyParameterHasItsFieldAndEveryFieldItsParameter() {
        for (Method method : RandomEvents.methods()) {
            String name = new Recorder.Recorded(method, 0, 0, 0, List.of()).type();
            Map<String, Kind> expected = new HashMap<>();
            Arrays.stream(method.getParameters())
                    .skip(1)
                    .forEach(
                            parameter -> {
                                String field = parameter.getName();
                                Class<?> type = parameter.getType();
                                if (type == long.class && field.matches(".*(Hi|Lo)")) {
                                    expected.put(
                                            field.substring(0, field.length() - 2) + "Hash",
                                            Kind.HASH);
                                } else if (type == Slice.class) {
                                    expected.put(field, Kind.TEXT);
                                } else {
                                    expected.put(field, KINDS.getOrDefault(type, Kind.VALUE));
                                }
                            });
            Map<String, Kind> found = new HashMap<>();
            for (Field field : EventTypes.type(name).fields()) {
                found.put(field.name(), field.isData() ? Kind.TEXT : field.kind());
            }
            assertEquals(expected, found, name);
        }
    }

    @Test
    void idsOfFieldsAreUniqueInTheirEventAndFitTheSealsFieldId() {
        for (EventType type : EventTypes.all()) {
            Set<Integer> ids = new HashSet<>();
            for (Field field : type.fields()) {
                assertTrue(ids.add(field.id()), type.name() + "." + field.name());
                assertTrue(field.id() > 0 && field.id() < 1 << 16 && type.id() < 1 << 15);
            }
        }
    }

    @Test
    void namesOfValuesAreTheDomains() {
        assertValues("AgentRegistered", "role", Arrays.stream(Role.values()));
        assertValues("PresenceChanged", "presence", Arrays.stream(Presence.values()));
        assertValues("ConversationQueued", "reason", Arrays.stream(QueueReason.values()));
        assertValues("ConversationAssigned", "reason", Arrays.stream(AssignReason.values()));
        assertValues(
                "ConversationRecalled", "firstResponse", Arrays.stream(FirstResponse.values()));
    }

    @Test
    void aPayloadIsPlainSbe() {
        byte[] bytes = new byte[64];
        EventEncoder encoder = new EventEncoder().wrap(bytes, 0, bytes.length);
        encoder.messagePosted(
                new Header(), 5, true, Slice.of(new byte[] {1, 2, 3}), Slice.of(new byte[] {4}));
        MessagePostedDecoder decoder =
                new MessagePostedDecoder()
                        .wrap(new UnsafeBuffer(bytes), 0, MessagePostedDecoder.BLOCK_LENGTH, 1);
        assertEquals(5, decoder.message());
        assertEquals(3, decoder.contentLength());
        decoder.skipContent();
        assertEquals(1, decoder.attributesLength());
        decoder.skipAttributes();
        assertEquals(decoder.encodedLength(), encoder.length());
    }

    /** Envelopes are bound to these ids: a wrong one is found when nothing opens any more. */
    @Test
    void whoeverSealsNamesTheFieldsAsTheSchemaDoes() {
        Map<String, Integer> schema = new TreeMap<>();
        for (EventType type : EventTypes.all()) {
            type.fields().stream()
                    .filter(Field::isSealed)
                    .forEach(
                            field ->
                                    schema.put(
                                            type.name() + "." + field.name(),
                                            EventTypes.fieldId(type.name(), field.name())));
        }
        Map<String, Integer> seal = new TreeMap<>();
        for (SealedField field : SealedField.values()) {
            if (field.isOfSchema()) {
                seal.put(schemaName(field), field.id());
            }
        }
        assertEquals(schema, seal);
    }

    private static String schemaName(SealedField field) {
        return switch (field) {
            case ACCOUNT_NAME -> "AccountRegistered.name";
            case SHOP_NAME -> "ShopRegistered.name";
            case INBOX_IDENTIFIER -> "InboxRegistered.identifier";
            case INBOX_SETTINGS -> "InboxRegistered.settings";
            case AGENT_NAME -> "AgentRegistered.name";
            case AGENT_EMAIL -> "AgentRegistered.email";
            case AGENT_UPDATED_NAME -> "AgentUpdated.name";
            case AGENT_UPDATED_EMAIL -> "AgentUpdated.email";
            case VISITOR_SOURCE_ID -> "VisitorRegistered.sourceId";
            case VISITOR_PROFILE -> "VisitorRegistered.profile";
            case VISITOR_UPDATED_PROFILE -> "VisitorUpdated.profile";
            case CONVERSATION_CONTEXT -> "ConversationStarted.context";
            case MESSAGE_CONTENT -> "MessagePosted.content";
            case MESSAGE_ATTRIBUTES -> "MessagePosted.attributes";
            case MESSAGE_UPDATED_CONTENT -> "MessageUpdated.content";
            case MESSAGE_UPDATED_ATTRIBUTES -> "MessageUpdated.attributes";
            case RATING_COMMENT -> "ConversationRated.comment";
            case IMPORTED_EXTERNAL_ID -> "ConversationImported.externalId";
            case IMPORTED_CONTENT -> "MessageImported.content";
            case VIEW_NAME, VIEW_QUERY -> throw new AssertionError(field + " is of no schema");
        };
    }

    @Test
    void answersWhatSealingNeeds() {
        assertEquals(12, EventTypes.id("MessagePosted"));
        assertEquals("MessagePosted", EventTypes.name(12));
        assertEquals(12 << 16 | 3, EventTypes.fieldId("MessagePosted", "content"));
        assertThrows(
                IllegalArgumentException.class,
                () -> EventTypes.fieldId("MessagePosted", "message"));
        assertThrows(
                IllegalArgumentException.class, () -> EventTypes.fieldId("MessageSent", "content"));
        assertThrows(IllegalStateException.class, () -> EventTypes.version(0));
        assertTrue(EventTypes.isKnown(4, 2));
        assertFalse(EventTypes.isKnown(12, 2));
        assertTrue(EventTypes.isName("MessagePosted"));
    }

    /** Codes are the places in the list, in the domain as in the schema. */
    private static void assertValues(String type, String field, Stream<? extends Enum<?>> values) {
        List<String> names = values.map(Enum::name).toList();
        assertEquals(
                names,
                EventTypes.type(type).fields().stream()
                        .filter(each -> each.name().equals(field))
                        .findFirst()
                        .orElseThrow()
                        .values());
    }
}
