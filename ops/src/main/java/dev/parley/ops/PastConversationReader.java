package dev.parley.ops;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;

import dev.parley.domain.ActorKind;
import dev.parley.domain.Limits;
import dev.parley.ops.PastConversation.Bad;
import dev.parley.ops.PastConversation.Message;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code {"id","shop","messages":[{"at","from","text"}]}}; other fields are passed over. What
 * it answers keeps every bound of the domain.
 */
final class PastConversationReader {
    private PastConversationReader() {}

    static PastConversation read(byte[] line) throws Bad {
        try (JsonParser json = JsonLines.FACTORY.createParser(utf8(line))) {
            require(json.nextToken() == JsonToken.START_OBJECT, "is not a JSON object");
            PastConversation conversation = conversation(json);
            require(json.nextToken() == null, "goes on behind its object");
            return conversation;
        } catch (JsonProcessingException e) {
            throw new Bad("is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new Bad("cannot be read: " + e.getMessage());
        }
    }

    private static PastConversation conversation(JsonParser json) throws IOException, Bad {
        String id = "";
        String shop = "";
        List<Message> messages = List.of();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            switch (field) {
                case "id" -> id = text("id", json, value, Limits.IDENTIFIER_BYTES);
                case "shop" -> shop = text("shop", json, value, Limits.SHOP_CODE_BYTES);
                case "messages" -> {
                    require(value == JsonToken.START_ARRAY, "has messages that are no array");
                    messages = messages(json);
                }
                default -> json.skipChildren();
            }
        }
        require(!id.isBlank(), "has no id");
        require(!shop.isBlank(), "has no shop");
        require(!messages.isEmpty(), "has no messages");
        return new PastConversation(id, shop, messages);
    }

    private static List<Message> messages(JsonParser json) throws IOException, Bad {
        List<Message> messages = new ArrayList<>();
        long last = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            String which = "message " + (messages.size() + 1);
            require(json.currentToken() == JsonToken.START_OBJECT, which + " is not an object");
            Message message = message(json, which);
            require(message.at() >= last, which + " is earlier than the one before it");
            last = message.at();
            messages.add(message);
            require(
                    messages.size() < Limits.EVENTS_PER_CONVERSATION,
                    "has more than " + (Limits.EVENTS_PER_CONVERSATION - 1) + " messages");
        }
        return messages;
    }

    private static Message message(JsonParser json, String which) throws IOException, Bad {
        String at = "";
        String from = "";
        String text = "";
        boolean said = false;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            switch (field) {
                case "at" -> at = text(which + " at", json, value, Limits.NAME_BYTES);
                case "from" -> from = text(which + " from", json, value, Limits.NAME_BYTES);
                case "text" -> {
                    text = text(which + " text", json, value, Limits.MESSAGE_BYTES);
                    said = true;
                }
                default -> json.skipChildren();
            }
        }
        require(said, which + " has no text");
        return new Message(time(at, which), person(from, which), text);
    }

    private static long time(String at, String which) throws Bad {
        try {
            long micros = Times.micros(at);
            require(micros > 0, which + " at '" + at + "' is before 1970");
            return micros;
        } catch (DateTimeException | ArithmeticException _) {
            throw new Bad(which + " at '" + at + "' is no time such as 2026-11-22T19:00:00Z");
        }
    }

    private static ActorKind person(String from, String which) throws Bad {
        return switch (from) {
            case "visitor" -> ActorKind.VISITOR;
            case "agent" -> ActorKind.AGENT;
            default -> throw new Bad(which + " from '" + from + "' is neither visitor nor agent");
        };
    }

    private static String text(String what, JsonParser json, JsonToken value, int maxBytes)
            throws IOException, Bad {
        require(value == JsonToken.VALUE_STRING, what + " is not a string");
        String text = json.getText();
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        require(bytes <= maxBytes, what + " bytes=" + bytes + " exceeds " + maxBytes);
        return text;
    }

    private static String utf8(byte[] line) throws Bad {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
        } catch (CharacterCodingException _) {
            throw new Bad("is not UTF-8");
        }
    }

    private static void require(boolean holds, String reason) throws Bad {
        if (!holds) {
            throw new Bad(reason);
        }
    }
}
