package dev.parley.axon;

import dev.parley.domain.Command;
import dev.parley.domain.Rejection;

import org.axonframework.messaging.commandhandling.CommandMessage;
import org.axonframework.messaging.core.MessageDispatchInterceptor;
import org.axonframework.messaging.core.MessageDispatchInterceptorChain;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a tenant to its own account: a command of another account than the one that the caller was
 * admitted to, as metadata {@value #TENANT}, is answered {@code UNKNOWN_ACCOUNT} and takes no slot.
 * A command without that metadata comes from inside the process, and passes.
 */
public final class TenantInterceptor implements MessageDispatchInterceptor<CommandMessage> {
    /** Metadata key of the account, in decimal. */
    public static final String TENANT = "tenant";

    @Override
    public MessageStream<?> interceptOnDispatch(
            CommandMessage message,
            @Nullable ProcessingContext context,
            MessageDispatchInterceptorChain<CommandMessage> chain) {
        @Nullable String tenant = message.metadata().get(TENANT);
        if (tenant != null
                && message.payload() instanceof Command command
                && !tenant.equals(Long.toString(command.origin().account()))) {
            return Refusal.of(Rejection.UNKNOWN_ACCOUNT);
        }
        return chain.proceed(message, context);
    }
}
