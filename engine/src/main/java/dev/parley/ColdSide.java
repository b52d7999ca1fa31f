package dev.parley;

import dev.parley.axon.AxonFront;
import dev.parley.axon.ChronicleEventStorageEngine;
import dev.parley.axon.ColdProjection;
import dev.parley.axon.processors.ProcessorSettings;
import dev.parley.axon.processors.Processors;
import dev.parley.domain.Answer;
import dev.parley.domain.Command;
import dev.parley.store.EventStore;

import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.messaging.core.ConfigurationApplicationContext;
import org.axonframework.messaging.core.unitofwork.SimpleUnitOfWorkFactory;
import org.axonframework.messaging.eventhandling.conversion.EventConverter;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * The one Axon configuration of an engine, put together: the ring's command bus in front, behind
 * the log the processors of the extensions' projections, and what extensions add themselves.
 */
final class ColdSide implements AutoCloseable {
    /**
     * What it is built on.
     *
     * @param found exclusive end of what this start found in the log: nothing can have been fed
     *     beyond it
     */
    record Base(
            Ground ground,
            long found,
            EventStore store,
            Function<Command, CompletableFuture<Answer>> ring,
            Executor handlers) {}

    private final Resources resources;
    private final AxonFront front;
    private final Processors processors;

    private ColdSide(Base base, List<Extension> extensions, Resources resources)
            throws IOException {
        this.resources = resources;
        Ground ground = base.ground();
        List<ColdProjection> projections = new ArrayList<>();
        for (Extension each : extensions) {
            resources.add("extension", each);
            projections.addAll(each.projections(ground));
        }
        processors =
                resources.add(
                        "processors",
                        Processors.open(
                                ProcessorSettings.of(
                                        ground.config().data().resolve("processors"),
                                        base.store()::head,
                                        base.found(),
                                        ground.environment().wallMicros()),
                                projections));
        front =
                resources.add(
                        "axon",
                        AxonFront.over(base.ring(), axon -> configure(axon, base, extensions)));
        processors.attach(front.configuration());
    }

    static ColdSide open(Base base, List<Extension> extensions) throws IOException {
        Resources resources = new Resources();
        try {
            return new ColdSide(base, extensions, resources);
        } catch (IOException | RuntimeException | Error e) {
            resources.closeAfter(e);
            throw e;
        }
    }

    AxonFront front() {
        return front;
    }

    Processors processors() {
        return processors;
    }

    @Override
    public void close() {
        resources.close();
    }

    private void configure(EventSourcingConfigurer axon, Base base, List<Extension> extensions) {
        axon.messaging(
                messaging ->
                        messaging.registerUnitOfWorkFactory(
                                all ->
                                        new SimpleUnitOfWorkFactory(
                                                new ConfigurationApplicationContext(all),
                                                unit -> unit.workScheduler(base.handlers()))));
        axon.registerEventStorageEngine(
                all ->
                        new ChronicleEventStorageEngine(
                                base.store(), all.getComponent(EventConverter.class)));
        processors.register(axon);
        extensions.forEach(each -> each.configure(axon, base.ground()));
    }
}
