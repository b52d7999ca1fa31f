package dev.parley.axon;

import dev.parley.ring.AnswerFuture;

import org.axonframework.common.infra.ComponentDescriptor;
import org.axonframework.messaging.commandhandling.CommandBus;
import org.axonframework.messaging.commandhandling.CommandHandler;
import org.axonframework.messaging.commandhandling.CommandMessage;
import org.axonframework.messaging.commandhandling.CommandResultMessage;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;

/**
 * Outermost of the buses. Axon's interceptors lie between the ring and the caller, and hand on a
 * future of their own; here the caller gets one that ends as theirs does and, where it is blocked
 * for, is woken by the ring itself ({@link AnswerFuture}). Any thread; does not wait.
 */
final class AwaitedCommandBus implements CommandBus {
    /** What the ring was asked while a command went through the buses within. */
    static final class Asked {
        private @Nullable AnswerFuture answer; // null until the ring was asked

        void with(AnswerFuture given) {
            answer = given;
        }
    }

    static final ScopedValue<Asked> ASKED = ScopedValue.newInstance();

    private final CommandBus within;

    AwaitedCommandBus(CommandBus within) {
        this.within = within;
    }

    @Override
    public CompletableFuture<CommandResultMessage> dispatch(
            CommandMessage message, @Nullable ProcessingContext context) {
        Asked asked = new Asked();
        CompletableFuture<CommandResultMessage> result =
                ScopedValue.where(ASKED, asked).call(() -> within.dispatch(message, context));
        AnswerFuture answer = asked.answer;
        return answer == null ? result : answer.awaitedFor(result);
    }

    @Override
    public AwaitedCommandBus subscribe(QualifiedName name, CommandHandler handler) {
        within.subscribe(name, handler);
        return this;
    }

    @Override
    public void describeTo(ComponentDescriptor descriptor) {
        descriptor.describeWrapperOf(within);
    }
}
