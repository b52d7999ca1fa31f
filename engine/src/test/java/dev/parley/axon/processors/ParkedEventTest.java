package dev.parley.axon.processors;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;

final class ParkedEventTest {
    /** Else it could be shown to nobody: half a character is no JSON. */
    @Test
    void cutsItsCauseBetweenCharacters() {
        for (int before = 0; before < 4; before++) {
            String cause = "x".repeat(before) + "\ud83d\ude00".repeat(ParkedEvent.CAUSE_CHARS);
            ParkedEvent event =
                    new ParkedEvent(1, 1, "Type", List.of(), 0, 1, ParkedEvent.NOTHING, cause);
            assertTrue(event.cause().length() <= ParkedEvent.CAUSE_CHARS);
            assertTrue(StandardCharsets.UTF_8.newEncoder().canEncode(event.cause()));
        }
    }
}
