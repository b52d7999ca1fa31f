package dev.parley.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Events that are sourced again and again. */
class RecollectionTest {
    private static final int IN_USE = 32;
    private static final int EVENTS = 1_000;
    private static final int INTERLEAVED = 600;

    private final Recollection known = new Recollection();

    @Test
    void entitiesInUseDoNotDriveEachOtherOut() {
        long remembered = 0;
        for (int round = 0; round < 2; round++) {
            remembered = 0;
            for (int entity = 0; entity < IN_USE; entity++) {
                for (int i = 0; i < EVENTS; i++) {
                    remembered += recall((long) i * INTERLEAVED + entity) ? 1 : 0;
                }
            }
        }
        assertTrue(remembered > 0.95 * IN_USE * EVENTS, "remembered=" + remembered);
    }

    @Test
    void whatWasUsedLatelyIsFoundBehindMoreThanIsKept() {
        for (int position = 0; position < 1_000_000; position++) {
            known.keep(event(position));
        }
        StoredEvent last = known.event(999_999);
        assertEquals(event(999_999).position(), last == null ? -1 : last.position());
        assertNull(known.event(1_000_000));
    }

    /** As a cursor does: whether it was known. */
    private boolean recall(long position) {
        StoredEvent found = known.event(position);
        if (found == null) {
            known.keep(event(position));
            return false;
        }
        assertEquals(position, found.position());
        return true;
    }

    private static StoredEvent event(long position) {
        return new StoredEvent(
                position, "id", "type", "1", new byte[1], Map.of(), Instant.EPOCH, List.of());
    }
}
