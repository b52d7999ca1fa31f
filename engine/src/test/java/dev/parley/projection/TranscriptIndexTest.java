package dev.parley.projection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.domain.ActorKind;
import dev.parley.domain.Header;
import dev.parley.domain.Limits;
import dev.parley.domain.Slice;

import org.junit.jupiter.api.Test;

class TranscriptIndexTest {
    private static final int MOST = Limits.EVENTS_PER_CONVERSATION + Limits.EVENTS_PER_TRANSACTION;

    @Test
    void hasRoomForEveryEventOfTheFullestConversation() {
        TranscriptIndex index = new TranscriptIndex();
        Header h = new Header();
        h.system(1, 1);
        h.actorKind = ActorKind.VISITOR;
        h.stream = 7;
        for (int seq = 1; seq <= MOST; seq++) {
            h.seq = seq;
            h.visitorSeq = seq;
            h.position = 1_000_000_000_000L + seq;
            if (seq == 1) {
                index.conversationStarted(h, 1, 1, 1, 1, Slice.EMPTY);
            } else {
                index.messagePosted(h, seq, false, Slice.EMPTY, Slice.EMPTY);
            }
        }
        assertArrayEquals(new long[] {h.position}, index.after(7, MOST - 1, 10));
        assertEquals(MOST, index.visibleUpTo(7, MOST));
    }
}
