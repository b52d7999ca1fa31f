package dev.parley;

import dev.parley.axon.ColdProjection;

import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;

import java.io.IOException;
import java.util.List;

/**
 * Something hung behind the log of an engine: projections, each fed by a processor of its own, and
 * whatever else belongs into its one Axon configuration, such as entities and their command
 * handlers. Made before the engine, asked once as it opens, closed by it after Axon has stopped.
 *
 * <pre>{@code
 * Engine.open(config, environment, List.of(new Extension() {
 *     public List<ColdProjection> projections(Ground ground) {
 *         return List.of(new Words(ground.config().data().resolve("words")));
 *     }
 *     public void configure(EventSourcingConfigurer axon, Ground ground) {
 *         axon.registerEntity(EventSourcedEntityModule.autodetected(String.class, Note.class));
 *     }
 * }));
 * }</pre>
 */
public interface Extension extends AutoCloseable {
    /** The projections to feed. */
    default List<ColdProjection> projections(Ground ground) throws IOException {
        return List.of();
    }

    /**
     * Adds entities, handlers of commands that the ring does not own, interceptors. Handlers run on
     * a virtual thread each, never on writer or reader.
     */
    default void configure(EventSourcingConfigurer axon, Ground ground) {}

    @Override
    default void close() throws IOException {}
}
