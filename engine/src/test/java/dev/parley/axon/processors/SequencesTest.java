package dev.parley.axon.processors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.axon.ChronicleEventStorageEngine;

import org.axonframework.messaging.core.Context;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventstreaming.Tag;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;

/** What events of entities wait behind, which the processors see as bytes. */
class SequencesTest {
    private static final EventMessage EVENT =
            new GenericEventMessage(new MessageType("labels.LabelRenamed"), new byte[] {1});

    private static final Context AT =
            Context.with(TrackingToken.RESOURCE_KEY, new GlobalSequenceTrackingToken(8));

    @Test
    void anEventWaitsBehindWhatSharesATagItWasStoredWith() {
        Context stored =
                AT.withResource(
                        ChronicleEventStorageEngine.TAGS,
                        Set.of(new Tag("label", "urgent"), new Tag("account", "7")));
        assertEquals(List.of("account=7", "label=urgent"), sequence(stored));
    }

    @Test
    void whereTheSourceTellsNoTagsTheApplicationsResolverDoes() {
        assertEquals(List.of("resolved=1"), sequence(AT));
    }

    private static List<String> sequence(Context context) {
        EventMessage positioned =
                PositionedEvent.all(MessageStream.just(EVENT, _ -> context))
                        .next()
                        .orElseThrow()
                        .message();
        assertEquals(7, PositionedEvent.of(positioned));
        return Sequences.of(positioned, _ -> Set.of(new Tag("resolved", "1")));
    }
}
