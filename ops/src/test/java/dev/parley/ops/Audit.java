package dev.parley.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares what clients were told with what is there: each answered message once, where it was
 * answered to be; each unanswered one at most once; all of a client in the order it sent them.
 */
final class Audit {
    private final Ledger ledger;
    private int settled;
    private final Map<String, Sent.Place> keptUnanswered = new HashMap<>();

    Audit(Ledger ledger) {
        this.ledger = ledger;
    }

    /** A message as it was found. */
    private record Found(
            String echoId, String content, Sent.Place place, long conversation, String data) {}

    /** Reads the log itself. Returns how many messages it holds. */
    int log(Path data) throws IOException {
        Map<String, List<Found>> all = new HashMap<>();
        int count = 0;
        Ran events = Ran.parley("events", "--data", data, "--type", "MessagePosted");
        assertEquals(0, events.exitCode(), events.err());
        for (String line : events.out().lines().toList()) {
            JsonNode event = VisitorClient.parse(line);
            JsonNode fields = event.path("data");
            Found found =
                    new Found(
                            fields.path("attributes").path("echo_id").asText(),
                            fields.path("content").asText(),
                            place(event.path("position"), event.path("visitor_seq")),
                            event.path("conversation").asLong(),
                            line);
            all.computeIfAbsent(found.echoId(), _ -> new ArrayList<>()).add(found);
            count++;
        }
        ledger.shown()
                .forEach(
                        (echoId, position) -> {
                            List<Found> found = all.getOrDefault(echoId, List.of());
                            assertEquals(1, found.size(), echoId + " was shown to an agent");
                            assertEquals(position, found.getFirst().place().position(), echoId);
                        });
        for (Talk talk : ledger.talks()) {
            for (Sent sent : talk.sent()) {
                for (Found found : all.getOrDefault(sent.echoId(), List.of())) {
                    assertEquals(talk.id(), found.conversation(), found.data());
                }
            }
            check(talk, all);
            talk.sent().forEach(sent -> all.remove(sent.echoId()));
        }
        assertEquals(Map.of(), all, "messages that nobody sent");
        return count;
    }

    /** Asks the server, as the visitors' pages would. */
    void server(VisitorClient client) throws IOException, InterruptedException {
        for (Talk talk : ledger.talks()) {
            JsonNode conversations = client.conversationsOf(talk);
            if (!talk.isStarted()) {
                assertTrue(conversations.size() <= 1, "conversations of " + talk.name());
                continue;
            }
            assertEquals(1, conversations.size(), "conversations of " + talk.name());
            assertEquals(talk.number(), conversations.path(0).path("id").asLong());
            Map<String, List<Found>> all = new HashMap<>();
            for (JsonNode message : client.messagesOf(talk)) {
                Found found =
                        new Found(
                                message.path("echo_id").asText(),
                                message.path("content").asText(),
                                place(message.path("position"), message.path("seq")),
                                talk.id(),
                                message.toString());
                all.computeIfAbsent(found.echoId(), _ -> new ArrayList<>()).add(found);
            }
            check(talk, all);
            talk.sent().forEach(sent -> all.remove(sent.echoId()));
            assertEquals(Map.of(), all, "messages that nobody sent");
        }
    }

    /** Sends again what was not answered, under the same names: now all of it is. */
    void settle(VisitorClient client) throws IOException, InterruptedException {
        for (Talk talk : ledger.talks()) {
            if (!talk.isStarted()) {
                client.start(talk);
            }
            for (Sent sent : talk.sent()) {
                if (sent.place().isEmpty()) {
                    client.post(talk, sent);
                    settled++;
                    Sent.Place kept = keptUnanswered.get(sent.echoId());
                    assertTrue(
                            kept == null || sent.place().equals(Optional.of(kept)),
                            () -> "kept at " + kept + ", answered with " + sent.place());
                }
            }
        }
    }

    /** Messages that had no answer when they were sent again. */
    int settled() {
        return settled;
    }

    /** Those of them that were there nevertheless. */
    int keptUnanswered() {
        return keptUnanswered.size();
    }

    private void check(Talk talk, Map<String, List<Found>> all) {
        long last = -1;
        for (Sent sent : talk.sent()) {
            List<Found> found = all.getOrDefault(sent.echoId(), List.of());
            assertTrue(found.size() <= 1, "doubled: " + found);
            sent.place()
                    .ifPresent(
                            place -> {
                                assertEquals(1, found.size(), "lost: " + sent.echoId());
                                assertEquals(place, found.getFirst().place(), "moved: " + found);
                            });
            if (sent.place().isEmpty() && !found.isEmpty()) {
                keptUnanswered.put(sent.echoId(), found.getFirst().place());
            }
            if (sent.isRefused()) {
                assertEquals(List.of(), found, "refused and yet there");
            }
            for (Found each : found) {
                assertEquals(sent.content(), each.content());
                assertTrue(each.place().position() > last, "out of order: " + found);
                last = each.place().position();
            }
        }
    }

    private static Sent.Place place(JsonNode position, JsonNode seq) {
        return new Sent.Place(position.asLong(), seq.asLong());
    }
}
