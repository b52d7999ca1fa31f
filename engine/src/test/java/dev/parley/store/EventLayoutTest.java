package dev.parley.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The published layout of stored events; what version 1 wrote stays readable for ever. */
class EventLayoutTest {
    /** Layout 1: append-only, never to be changed. */
    private static final String GOLDEN =
            "ffffffffffffffff15cd5b0701000100" // -1 s, 123456789 ns, 1 tag, 1 entry
                    + "020000006964" // id
                    + "070000006e732e54797065" // ns.Type
                    + "0100000032" // version 2
                    + "010000006b02000000c3a9" // tag k = e acute
                    + "01000000610100000062" // a = b
                    + "cafe"; // payload

    private static final NewEvent EVENT =
            new NewEvent(
                    "id",
                    "ns.Type",
                    "2",
                    new byte[] {(byte) 0xCA, (byte) 0xFE},
                    Map.of("a", "b"),
                    Instant.ofEpochSecond(-1, 123_456_789),
                    List.of(new EventTag("k", "\u00e9")));

    private final EventReading reading = new EventReading();

    @Test
    void stillWritesTheSameBytes() {
        assertEquals(GOLDEN, HexFormat.of().formatHex(EventLayout.encode(EVENT)));
    }

    @Test
    void stillReadsWhatVersionOneWrote() {
        byte[] bytes = HexFormat.of().parseHex("00" + GOLDEN + "00");
        StoredEvent read = reading.decode(1, 7, bytes, 1, bytes.length - 2);
        assertEquals(7, read.position());
        assertEquals(EVENT.id(), read.id());
        assertEquals(EVENT.type(), read.type());
        assertEquals(EVENT.version(), read.version());
        assertEquals(EVENT.metadata(), read.metadata());
        assertEquals(EVENT.timestamp(), read.timestamp());
        assertEquals(EVENT.tags(), read.tags());
        assertArrayEquals(EVENT.payload(), (byte[]) read.payload());
    }

    @Test
    void readsEachAsIfItWereAlone() {
        Random random = new Random(5);
        for (int i = 0; i < 1_000; i++) {
            List<EventTag> tags = new ArrayList<>();
            for (int t = random.nextInt(3); t > 0; t--) {
                tags.add(new EventTag("k" + t, "v" + random.nextInt(2)));
            }
            NewEvent event =
                    new NewEvent(
                            "id-" + i,
                            "type" + random.nextInt(2),
                            "" + random.nextInt(2),
                            new byte[random.nextInt(4)],
                            random.nextBoolean() ? Map.of() : Map.of("m", "" + i),
                            Instant.ofEpochSecond(i, i),
                            tags);
            byte[] bytes = EventLayout.encode(event);
            StoredEvent read = reading.decode(1, i, bytes, 0, bytes.length);
            assertEquals(event.id(), read.id());
            assertEquals(event.type(), read.type());
            assertEquals(event.version(), read.version());
            assertEquals(event.tags(), read.tags());
            assertEquals(event.metadata(), read.metadata());
            assertEquals(event.timestamp(), read.timestamp());
            assertArrayEquals(event.payload(), (byte[]) read.payload());
        }
    }

    @Test
    void refusesWhatIsNotOfTheLayout() {
        byte[] bytes = HexFormat.of().parseHex(GOLDEN);
        assertThrows(
                IllegalStateException.class, () -> reading.decode(2, 0, bytes, 0, bytes.length));
        Random random = new Random(3);
        int refused = 0;
        for (int i = 0; i < 2_000; i++) {
            byte[] torn = bytes.clone();
            torn[12 + random.nextInt(30)] = (byte) random.nextInt();
            try {
                reading.decode(1, 0, torn, 0, 8 + random.nextInt(torn.length - 8));
            } catch (IllegalStateException _) {
                refused++;
            }
        }
        assertEquals(true, refused > 500, "refused=" + refused);
    }
}
