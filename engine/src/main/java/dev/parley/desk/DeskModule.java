package dev.parley.desk;

import org.axonframework.eventsourcing.configuration.EventSourcedEntityModule;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.messaging.commandhandling.configuration.CommandHandlingModule;

/** The desk as an Axon application is told of it: bounds, entities, handlers. */
final class DeskModule {
    private DeskModule() {}

    /** Adds the desk to what is being configured. */
    static void register(EventSourcingConfigurer configurer) {
        configurer
                .messaging(m -> m.registerCommandDispatchInterceptor(_ -> new DeskValidation()))
                .registerEntity(byKey(CannedReplies.Reply.class))
                .registerEntity(byKey(CannedReplies.ShortCode.class))
                .registerEntity(byAccount(CannedReplies.Count.class))
                .registerEntity(byKey(Labels.Label.class))
                .registerEntity(byKey(Labels.Title.class))
                .registerEntity(byAccount(Labels.Count.class))
                .registerEntity(byKey(Labels.OfConversation.class))
                .registerEntity(byKey(SavedViews.OfAgent.class))
                .registerCommandHandlingModule(
                        CommandHandlingModule.named("desk-commands")
                                .commandHandlers()
                                .annotatedCommandHandlingComponent(_ -> new CannedReplies())
                                .annotatedCommandHandlingComponent(_ -> new Labels())
                                .annotatedCommandHandlingComponent(_ -> new SavedViews()));
    }

    private static <E> EventSourcedEntityModule<String, E> byKey(Class<E> entity) {
        return EventSourcedEntityModule.autodetected(String.class, entity);
    }

    private static <E> EventSourcedEntityModule<Long, E> byAccount(Class<E> entity) {
        return EventSourcedEntityModule.autodetected(Long.class, entity);
    }
}
