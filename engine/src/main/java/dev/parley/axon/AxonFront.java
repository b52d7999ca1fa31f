package dev.parley.axon;

import dev.parley.domain.Answer;
import dev.parley.domain.Command;

import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.messaging.commandhandling.CommandBus;
import org.axonframework.messaging.commandhandling.SimpleCommandBus;
import org.axonframework.messaging.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.core.unitofwork.UnitOfWorkFactory;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Axon put together around a ring: a started configuration whose gateway sends commands of the
 * shard through correlation, tenant and validation into the ring, and all others to the handlers
 * that the user registers.
 */
public final class AxonFront implements AutoCloseable {
    private final AxonConfiguration configuration;
    private final CommandGateway gateway;

    private AxonFront(AxonConfiguration configuration) {
        this.configuration = configuration;
        this.gateway = configuration.getComponent(CommandGateway.class);
    }

    /** A front with nothing but the ring behind it. */
    public static AxonFront over(Function<Command, CompletableFuture<Answer>> ring) {
        return over(ring, _ -> {});
    }

    /**
     * A front with a ring and whatever the user adds.
     *
     * @param ring {@code engine::submit}
     * @param more adds the user's own: interceptors, handlers of other commands, entities, an event
     *     storage engine (else events of entities are kept in memory only), processors
     */
    public static AxonFront over(
            Function<Command, CompletableFuture<Answer>> ring,
            Consumer<EventSourcingConfigurer> more) {
        EventSourcingConfigurer configurer = EventSourcingConfigurer.create();
        configurer.componentRegistry(
                registry ->
                        registry.registerDecorator(
                                CommandBus.class,
                                Integer.MAX_VALUE,
                                (_, _, bus) -> new AwaitedCommandBus(bus)));
        configurer.messaging(
                messaging ->
                        messaging
                                .registerCommandBus(
                                        c ->
                                                new RingCommandBus(
                                                        ring,
                                                        new SimpleCommandBus(
                                                                c.getComponent(
                                                                        UnitOfWorkFactory.class),
                                                                List.of())))
                                .registerCommandDispatchInterceptor(
                                        _ -> new CorrelationInterceptor())
                                .registerCommandDispatchInterceptor(_ -> new TenantInterceptor())
                                .registerCommandDispatchInterceptor(
                                        _ -> new ValidationInterceptor()));
        more.accept(configurer);
        AxonConfiguration configuration = configurer.build();
        try {
            configuration.start();
        } catch (RuntimeException e) {
            configuration.shutdown();
            throw e;
        }
        return new AxonFront(configuration);
    }

    /** The way in for commands. */
    public CommandGateway gateway() {
        return gateway;
    }

    public AxonConfiguration configuration() {
        return configuration;
    }

    @Override
    public void close() {
        configuration.shutdown();
    }
}
