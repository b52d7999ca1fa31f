package dev.parley.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.domain.Command;
import dev.parley.domain.Events;
import dev.parley.domain.Limits;
import dev.parley.domain.Rejection;

import org.junit.jupiter.api.Test;

class RecallerTest {
    private static final long ACCOUNT = 3;
    private static final long CONVERSATION = 7;

    @Test
    void readsNothingOfAConversationThatIsFull() {
        Streams streams =
                new Streams() {
                    @Override
                    public void play(long stream, long before, Events listener) {
                        throw new IllegalStateException("a million events are read");
                    }

                    @Override
                    public int seqReached(long account, long stream, long before) {
                        return account == ACCOUNT && stream == CONVERSATION
                                ? Limits.EVENTS_PER_CONVERSATION
                                : 0;
                    }
                };
        Command late = new Command.ReopenConversation(Shop.operator(ACCOUNT), CONVERSATION);
        assertEquals(
                new Recaller.NotFound(Rejection.LIMIT_EXCEEDED),
                new Recaller(streams).recall(late, 1, 1));
    }
}
