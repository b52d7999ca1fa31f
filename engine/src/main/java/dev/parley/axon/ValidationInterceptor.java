package dev.parley.axon;

import dev.parley.domain.Command;
import dev.parley.domain.Limits;
import dev.parley.domain.Rejection;
import dev.parley.domain.Slice;

import org.axonframework.messaging.commandhandling.CommandMessage;
import org.axonframework.messaging.core.MessageDispatchInterceptor;
import org.axonframework.messaging.core.MessageDispatchInterceptorChain;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.jspecify.annotations.Nullable;

/**
 * Answers a command whose sealed content is longer than {@link Limits} allow with {@code
 * LIMIT_EXCEEDED}, on the caller's thread, before it takes a slot.
 */
public final class ValidationInterceptor implements MessageDispatchInterceptor<CommandMessage> {
    @Override
    public MessageStream<?> interceptOnDispatch(
            CommandMessage message,
            @Nullable ProcessingContext context,
            MessageDispatchInterceptorChain<CommandMessage> chain) {
        return message.payload() instanceof Command command && !isWithin(command)
                ? Refusal.of(Rejection.LIMIT_EXCEEDED)
                : chain.proceed(message, context);
    }

    /** Whether every sealed field of {@code command} is within its limit. */
    public static boolean isWithin(Command command) {
        return switch (command) {
            case Command.RegisterAccount c -> fits(c.name(), Limits.NAME_BYTES);
            case Command.RegisterShop c ->
                    fits(c.name(), Limits.NAME_BYTES) && fits(c.code(), Limits.SHOP_CODE_BYTES);
            case Command.RegisterInbox c ->
                    fits(c.identifier(), Limits.IDENTIFIER_BYTES)
                            && fits(c.settings(), Limits.SETTINGS_BYTES);
            case Command.RegisterAgent c ->
                    fits(c.name(), Limits.NAME_BYTES) && fits(c.email(), Limits.NAME_BYTES);
            case Command.UpdateAgent c ->
                    fits(c.name(), Limits.NAME_BYTES) && fits(c.email(), Limits.NAME_BYTES);
            case Command.IssueAgentToken _ -> true;
            case Command.ChangePresence _ -> true;
            case Command.RegisterVisitor c ->
                    fits(c.sourceId(), Limits.IDENTIFIER_BYTES)
                            && fits(c.profile(), Limits.PROFILE_BYTES);
            case Command.UpdateVisitor c -> fits(c.profile(), Limits.PROFILE_BYTES);
            case Command.EraseVisitor _ -> true;
            case Command.StartConversation c -> fits(c.context(), Limits.CONTEXT_BYTES);
            case Command.PostMessage c ->
                    fits(c.content(), Limits.MESSAGE_BYTES)
                            && fits(c.attributes(), Limits.ATTRIBUTES_BYTES);
            case Command.UpdateMessage c ->
                    fits(c.content(), Limits.MESSAGE_BYTES)
                            && fits(c.attributes(), Limits.ATTRIBUTES_BYTES);
            case Command.AssignConversation _ -> true;
            case Command.TransferConversation _ -> true;
            case Command.ResolveConversation _ -> true;
            case Command.ReopenConversation _ -> true;
            case Command.RateConversation c -> fits(c.comment(), Limits.COMMENT_BYTES);
            case Command.MarkSeen _ -> true;
            case Command.ImportConversation c ->
                    fits(c.externalId(), Limits.IDENTIFIER_BYTES)
                            && c.payloadBytes() <= Limits.COMMAND_BYTES;
            case Command.ImportMessages c -> c.payloadBytes() <= Limits.COMMAND_BYTES;
        };
    }

    private static boolean fits(Slice sealed, int plainBytes) {
        return sealed.length() <= plainBytes + Limits.SEAL_OVERHEAD_BYTES;
    }
}
