package dev.parley.axon;

import dev.parley.domain.Answer;
import dev.parley.domain.Command;
import dev.parley.domain.Hash;
import dev.parley.domain.Origin;
import dev.parley.ring.AnswerFuture;

import org.axonframework.common.infra.ComponentDescriptor;
import org.axonframework.messaging.commandhandling.CommandBus;
import org.axonframework.messaging.commandhandling.CommandHandler;
import org.axonframework.messaging.commandhandling.CommandMessage;
import org.axonframework.messaging.commandhandling.CommandResultMessage;
import org.axonframework.messaging.commandhandling.DuplicateCommandHandlerSubscriptionException;
import org.axonframework.messaging.commandhandling.GenericCommandResultMessage;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Commands of the shard go to the ring, all others to an ordinary Axon bus. The result of a ring
 * command is its {@link Answer}, a refusal too: it completes normally, never exceptionally, on the
 * answers' executor. The command's correlation id is stored in the records of its events.
 *
 * <p>Any thread; does not wait.
 */
public final class RingCommandBus implements CommandBus {
    private static final MessageType ANSWER = new MessageType(Answer.class);

    private final Function<Command, CompletableFuture<Answer>> ring;
    private final CommandBus others;
    private final Set<QualifiedName> owned = new HashSet<>();

    /**
     * @param ring where commands of the shard go
     * @param others takes every other command and every handler
     */
    public RingCommandBus(Function<Command, CompletableFuture<Answer>> ring, CommandBus others) {
        this.ring = ring;
        this.others = others;
        own(Command.class);
    }

    @Override
    public CompletableFuture<CommandResultMessage> dispatch(
            CommandMessage message, @Nullable ProcessingContext context) {
        if (!owns(message.type().qualifiedName())) {
            return others.dispatch(message, context);
        }
        if (!(message.payload() instanceof Command command)) {
            return CompletableFuture.failedFuture(
                    new IllegalArgumentException(
                            "payload of "
                                    + message.type().name()
                                    + " is not a "
                                    + Command.class.getName()));
        }
        CompletableFuture<Answer> answered = ring.apply(correlated(command, message));
        if (answered instanceof AnswerFuture future && AwaitedCommandBus.ASKED.isBound()) {
            AwaitedCommandBus.ASKED.get().with(future);
        }
        return answered.thenApply(answer -> new GenericCommandResultMessage(ANSWER, answer));
    }

    /** Refuses the names that the ring owns: nothing but the ring handles them. */
    @Override
    public RingCommandBus subscribe(QualifiedName name, CommandHandler handler) {
        if (owns(name)) {
            throw new DuplicateCommandHandlerSubscriptionException(
                    "command=" + name + " belongs to the ring");
        }
        others.subscribe(name, handler);
        return this;
    }

    /** Whether commands of this name go to the ring. */
    public boolean owns(QualifiedName name) {
        return owned.contains(name);
    }

    @Override
    public void describeTo(ComponentDescriptor descriptor) {
        descriptor.describeProperty("ringCommands", owned);
        descriptor.describeProperty("others", others);
    }

    private static Command correlated(Command command, CommandMessage message) {
        Origin origin = command.origin();
        if (origin.correlation().isPresent()) {
            return command;
        }
        Hash correlation = Correlation.of(message);
        return Commands.withOrigin(
                command,
                new Origin(
                        origin.account(),
                        origin.actorKind(),
                        origin.actor(),
                        correlation,
                        origin.key(),
                        origin.payload(),
                        origin.tags(),
                        origin.occurredAt()));
    }

    private void own(Class<?> type) {
        Class<?>[] permitted = type.getPermittedSubclasses();
        if (permitted == null) {
            owned.add(new QualifiedName(type));
        } else {
            for (Class<?> each : permitted) {
                own(each);
            }
        }
    }
}
