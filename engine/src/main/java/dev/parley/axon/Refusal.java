package dev.parley.axon;

import dev.parley.domain.Answer;
import dev.parley.domain.Rejection;

import org.axonframework.messaging.commandhandling.GenericCommandResultMessage;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageType;

/**
 * A refusal on the way to the ring: a result like any other, so callers see one kind of refusal.
 */
final class Refusal {
    private static final MessageType ANSWER = new MessageType(Answer.class);

    private Refusal() {}

    static MessageStream<?> of(Rejection rejection) {
        return MessageStream.just(
                new GenericCommandResultMessage(ANSWER, Answer.refused(rejection)));
    }
}
