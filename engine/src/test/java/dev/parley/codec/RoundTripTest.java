package dev.parley.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.codec.Recorder.Recorded;
import dev.parley.domain.Header;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** What is encoded is decoded, and nothing else is. */
class RoundTripTest {
    private static final int AT = 13;
    private static final long SEED = 20_261_122;
    private static final int ROUNDS = 200;

    private final byte[] bytes = new byte[2_048];
    private final EventEncoder encoder = new EventEncoder();
    private final EventDecoder decoder = new EventDecoder();
    private final Header h = new Header();

    @Test
    void everyEventComesBackAsItWasGiven() {
        RandomEvents random = new RandomEvents(new SplittableRandom(SEED));
        for (int round = 0; round < ROUNDS; round++) {
            for (Method method : RandomEvents.methods()) {
                Recorded event = random.next(method);
                encode(event);
                assertEquals(event.type(), EventTypes.name(encoder.typeId()));
                assertEquals(
                        event, decoded(encoder.schemaVersion(), encoder.length()), "seed " + SEED);
            }
        }
    }

    @Test
    void readsFromMemoryOutsideTheHeap() {
        RandomEvents random = new RandomEvents(new SplittableRandom(SEED));
        UnsafeBuffer direct = new UnsafeBuffer(ByteBuffer.allocateDirect(bytes.length));
        for (Method method : RandomEvents.methods()) {
            Recorded event = random.next(method);
            place();
            event.play(h, encoder.wrap(direct, AT, bytes.length - AT));
            Recorder recorder = new Recorder();
            decoder.decode(
                    encoder.typeId(),
                    encoder.schemaVersion(),
                    direct,
                    AT,
                    encoder.length(),
                    h,
                    recorder.events());
            assertEquals(List.of(event), recorder.recorded(), "seed " + SEED);
        }
    }

    @Test
    void refusesPayloadCutAnywhereOrTooLong() {
        RandomEvents random = new RandomEvents(new SplittableRandom(SEED));
        for (Method method : RandomEvents.methods()) {
            encode(random.next(method));
            for (int length = 0; length < encoder.length(); length++) {
                assertRefused(encoder.typeId(), encoder.schemaVersion(), length);
            }
            assertRefused(encoder.typeId(), encoder.schemaVersion(), encoder.length() + 1);
        }
    }

    /** Whatever the bytes are: decoded or refused, and never a slice outside the payload. */
    @Test
    void damagedBytesAreRefusedOrReadWithinThePayload() {
        SplittableRandom random = new SplittableRandom(SEED);
        RandomEvents events = new RandomEvents(random);
        EventJson json = new EventJson();
        for (int round = 0; round < ROUNDS; round++) {
            for (Method method : RandomEvents.methods()) {
                encode(events.next(method));
                int length = encoder.length();
                for (int flips = 0; flips < 3 && length > 0; flips++) {
                    bytes[AT + random.nextInt(length)] ^= (byte) (1 << random.nextInt(8));
                }
                byte[] alone = Arrays.copyOfRange(bytes, AT, AT + length);
                int typeId = encoder.typeId();
                int version = encoder.schemaVersion();
                try {
                    decoder.decode(typeId, version, alone, 0, length, h, new Recorder().events());
                } catch (IllegalStateException _) {
                    // refused
                }
                try {
                    json.print(
                            typeId,
                            version,
                            alone,
                            0,
                            length,
                            (_, _, envelope) -> Optional.of(envelope.copy().toString()),
                            EventJsonTest.discarding());
                } catch (IllegalStateException _) {
                    // refused
                }
            }
        }
    }

    @Test
    void refusesTypesAndVersionsItDoesNotKnow() {
        for (int typeId : new int[] {-1, 0, 29, 1_000_000}) {
            assertRefused(typeId, 1, 8);
        }
        for (int typeId : EventTypes.ids()) {
            assertRefused(typeId, 0, 8);
            assertRefused(typeId, EventTypes.version(typeId) + 1, 8);
        }
    }

    @Test
    void refusesToWriteBeyondTheRoomItWasGiven() {
        RandomEvents random = new RandomEvents(new SplittableRandom(SEED));
        for (Method method : RandomEvents.methods()) {
            Recorded event = random.next(method);
            encode(event);
            byte[] whole = bytes.clone();
            for (int room = 0; room < Math.min(encoder.length(), 80); room++) {
                Arrays.fill(bytes, (byte) 0x55);
                encoder.wrap(bytes, AT, room);
                assertThrows(IllegalStateException.class, () -> event.play(h, encoder));
                for (int i = AT + room; i < bytes.length; i++) {
                    assertEquals(0x55, bytes[i], "byte behind the room");
                }
            }
            System.arraycopy(whole, 0, bytes, 0, bytes.length);
        }
    }

    @Test
    void namesTheEventThatDoesNotFit() {
        encoder.wrap(bytes, 0, 7);
        IllegalStateException e =
                assertThrows(IllegalStateException.class, () -> encoder.clockStepped(h, 1));
        assertEquals("ClockStepped payloadBytes=8 or more exceed 7", e.getMessage());
    }

    private void encode(Recorded event) {
        place();
        event.play(h, encoder.wrap(bytes, AT, bytes.length - AT));
    }

    private void place() {
        h.position = 7;
        h.stream = 8;
        h.seq = 9;
    }

    private Recorded decoded(int version, int length) {
        Recorder recorder = new Recorder();
        decoder.decode(encoder.typeId(), version, bytes, AT, length, h, recorder.events());
        return recorder.recorded().getFirst();
    }

    private void assertRefused(int typeId, int version, int length) {
        Recorder recorder = new Recorder();
        IllegalStateException e =
                assertThrows(
                        IllegalStateException.class,
                        () ->
                                decoder.decode(
                                        typeId, version, bytes, AT, length, h, recorder.events()));
        String named =
                "payload of event type=" + typeId + " version=" + version + " length=" + length;
        assertTrue(String.valueOf(e.getMessage()).startsWith(named), e.getMessage());
        assertEquals(List.of(), recorder.recorded());
    }
}
