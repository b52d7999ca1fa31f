package dev.parley.axon.processors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.axonframework.messaging.core.Context;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

/** How events are put together, how far ahead, and what is said of those that nobody wants. */
class BundledStreamTest {
    private static final int MOST = 4;

    @Test
    void whatIsThereComesTogetherUpToABoundWithTheTokenOfTheLast() {
        BundledStream stream = over(10, 0, 1, 2, 3, 4, 5);
        assertBundle(4, List.of(0L, 1L, 2L, 3L), stream.next().orElseThrow());
        assertBundle(10, List.of(4L, 5L), stream.next().orElseThrow());
        assertTrue(stream.next().isEmpty());
    }

    @Test
    void whatIsPassedOverMovesTheTokenWithoutAnEvent() {
        assertBundle(7, List.of(), over(7).next().orElseThrow());
    }

    @Test
    void nothingNewIsNoBundle() {
        BundledStream stream =
                new BundledStream(MessageStream.fromIterable(List.of()), 7, 4, () -> 7);
        assertFalse(stream.hasNextAvailable());
    }

    @Test
    void aLookTakesNothing() {
        BundledStream stream = over(2, 0, 1);
        assertBundle(2, List.of(0L, 1L), stream.peek().orElseThrow());
        assertBundle(2, List.of(0L, 1L), stream.next().orElseThrow());
    }

    @Test
    void givesAFewAheadAndGoesOnOnceOneIsCommitted() {
        BundledStream stream = over(100, LongStream.range(0, 100).toArray());
        AtomicInteger called = new AtomicInteger();
        stream.setCallback(called::incrementAndGet);
        List<Bundle> given = new ArrayList<>();
        while (stream.hasNextAvailable()) {
            given.add(Bundle.of(stream.next().orElseThrow().message()));
        }
        assertEquals(BundledStream.AHEAD, given.size());
        int before = called.get();
        given.getFirst().taken();
        assertEquals(before + 1, called.get());
        assertTrue(stream.next().isPresent());
        assertTrue(stream.next().isEmpty());
    }

    private static BundledStream over(long head, long... positions) {
        MessageStream<EventMessage> events =
                MessageStream.fromStream(
                        LongStream.of(positions).boxed(),
                        position ->
                                new GenericEventMessage(new MessageType("test.Happened"), position),
                        position ->
                                Context.with(
                                        TrackingToken.RESOURCE_KEY,
                                        new GlobalSequenceTrackingToken(position + 1)));
        return new BundledStream(PositionedEvent.all(events), 0, MOST, () -> head);
    }

    private static void assertBundle(
            long end, List<Long> positions, MessageStream.Entry<EventMessage> entry) {
        assertEquals(
                positions,
                Bundle.of(entry.message()).events().stream().map(PositionedEvent::of).toList());
        assertEquals(end, TrackingToken.fromContext(entry).orElseThrow().position().orElseThrow());
    }
}
