package dev.parley.desk;

import dev.parley.desk.DeskAnswer.Code;
import dev.parley.desk.DeskAnswer.Done;
import dev.parley.desk.DeskAnswer.Refused;
import dev.parley.desk.DeskCommand.ChangeView;
import dev.parley.desk.DeskCommand.DeleteView;
import dev.parley.desk.DeskCommand.SaveView;
import dev.parley.desk.DeskEvent.ViewChanged;
import dev.parley.desk.DeskEvent.ViewDeleted;
import dev.parley.desk.DeskEvent.ViewSaved;

import org.axonframework.eventsourcing.annotation.EventSourcedEntity;
import org.axonframework.eventsourcing.annotation.EventSourcingHandler;
import org.axonframework.eventsourcing.annotation.reflection.EntityCreator;
import org.axonframework.messaging.commandhandling.annotation.CommandHandler;
import org.axonframework.messaging.eventhandling.gateway.EventAppender;
import org.axonframework.modelling.annotation.InjectEntity;

import java.util.HashSet;
import java.util.Set;

/**
 * What an agent saved to look at again. One agent, few views, hardly ever two writers: all of them
 * are one entity, and no name needs a tag.
 */
final class SavedViews {
    @CommandHandler
    DeskAnswer save(
            SaveView command,
            @InjectEntity(idProperty = "agentKey") OfAgent views,
            EventAppender events) {
        if (views.present.size() >= DeskLimits.VIEWS_PER_AGENT) {
            return Checks.tooMany(
                            "custom_filters", views.present.size() + 1, DeskLimits.VIEWS_PER_AGENT)
                    .orElseThrow();
        }
        long view = views.lastNumber + 1;
        events.append(
                new ViewSaved(
                        command.account(),
                        command.by(),
                        view,
                        command.type(),
                        command.name(),
                        command.query()));
        return Done.of(view);
    }

    /** No look at whether anything changed: the same text sealed again is another envelope. */
    @CommandHandler
    DeskAnswer change(
            ChangeView command,
            @InjectEntity(idProperty = "agentKey") OfAgent views,
            EventAppender events) {
        if (!views.present.contains(command.view())) {
            return unknown(command.view());
        }
        events.append(
                new ViewChanged(
                        command.account(),
                        command.by(),
                        command.view(),
                        command.type(),
                        command.name(),
                        command.query()));
        return Done.of(command.view());
    }

    @CommandHandler
    DeskAnswer delete(
            DeleteView command,
            @InjectEntity(idProperty = "agentKey") OfAgent views,
            EventAppender events) {
        if (!views.present.contains(command.view())) {
            return unknown(command.view());
        }
        events.append(new ViewDeleted(command.account(), command.by(), command.view()));
        return Done.of(command.view());
    }

    private static Refused unknown(long view) {
        return new Refused(Code.UNKNOWN_CUSTOM_FILTER, "", "custom_filter=" + view);
    }

    /** Which views an agent has. */
    @EventSourcedEntity(tagKey = DeskTags.SAVED_VIEWS)
    static final class OfAgent {
        private final Set<Long> present = new HashSet<>();
        private long lastNumber;

        @EntityCreator
        OfAgent() {}

        @EventSourcingHandler
        void on(ViewSaved event) {
            present.add(event.view());
            lastNumber = event.view();
        }

        @EventSourcingHandler
        void on(ViewDeleted event) {
            present.remove(event.view());
        }
    }
}
