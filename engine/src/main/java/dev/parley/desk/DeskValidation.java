package dev.parley.desk;

import dev.parley.desk.DeskAnswer.Refused;

import org.axonframework.messaging.commandhandling.CommandMessage;
import org.axonframework.messaging.commandhandling.GenericCommandResultMessage;
import org.axonframework.messaging.core.MessageDispatchInterceptor;
import org.axonframework.messaging.core.MessageDispatchInterceptorChain;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.jspecify.annotations.Nullable;

import java.util.Optional;

/** Answers a command beyond its bounds on the caller's thread; no handler sees it. */
final class DeskValidation implements MessageDispatchInterceptor<CommandMessage> {
    private static final MessageType ANSWER = new MessageType(DeskAnswer.class);

    @Override
    public MessageStream<?> interceptOnDispatch(
            CommandMessage message,
            @Nullable ProcessingContext context,
            MessageDispatchInterceptorChain<CommandMessage> chain) {
        Optional<Refused> fault =
                message.payload() instanceof DeskCommand command
                        ? command.fault()
                        : Optional.empty();
        return fault.isPresent()
                ? MessageStream.just(new GenericCommandResultMessage(ANSWER, fault.get()))
                : chain.proceed(message, context);
    }
}
