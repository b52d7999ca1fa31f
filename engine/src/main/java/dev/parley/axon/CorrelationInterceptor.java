package dev.parley.axon;

import org.axonframework.messaging.commandhandling.CommandMessage;
import org.axonframework.messaging.core.MessageDispatchInterceptor;
import org.axonframework.messaging.core.MessageDispatchInterceptorChain;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * Gives every command a correlation id, its own identifier where it brings none, and names itself
 * as cause: as Axon's {@code MessageOriginProvider} does inside a unit of work, which ring commands
 * do not have.
 */
public final class CorrelationInterceptor implements MessageDispatchInterceptor<CommandMessage> {
    @Override
    public MessageStream<?> interceptOnDispatch(
            CommandMessage message,
            @Nullable ProcessingContext context,
            MessageDispatchInterceptorChain<CommandMessage> chain) {
        String correlation =
                message.metadata().getOrDefault(Correlation.CORRELATION_ID, message.identifier());
        return chain.proceed(
                message.andMetadata(
                        Map.of(
                                Correlation.CORRELATION_ID,
                                correlation,
                                Correlation.CAUSATION_ID,
                                message.identifier())),
                context);
    }
}
