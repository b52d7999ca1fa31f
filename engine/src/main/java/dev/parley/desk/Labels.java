package dev.parley.desk;

import dev.parley.desk.DeskAnswer.Code;
import dev.parley.desk.DeskAnswer.Done;
import dev.parley.desk.DeskAnswer.Refused;
import dev.parley.desk.DeskCommand.ChangeLabel;
import dev.parley.desk.DeskCommand.CreateLabel;
import dev.parley.desk.DeskCommand.DeleteLabel;
import dev.parley.desk.DeskCommand.LabelConversation;
import dev.parley.desk.DeskCommand.LabelText;
import dev.parley.desk.DeskEvent.ConversationLabelled;
import dev.parley.desk.DeskEvent.LabelChanged;
import dev.parley.desk.DeskEvent.LabelCreated;
import dev.parley.desk.DeskEvent.LabelDeleted;

import org.axonframework.eventsourcing.annotation.EventSourcedEntity;
import org.axonframework.eventsourcing.annotation.EventSourcingHandler;
import org.axonframework.eventsourcing.annotation.reflection.EntityCreator;
import org.axonframework.eventsourcing.annotation.reflection.InjectEntityId;
import org.axonframework.messaging.commandhandling.annotation.CommandHandler;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.gateway.EventAppender;
import org.axonframework.modelling.StateManager;
import org.axonframework.modelling.annotation.InjectEntity;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Labels of an account, and of its conversations. */
final class Labels {
    private static final long FREE = 0;

    @CommandHandler
    DeskAnswer create(
            CreateLabel command,
            @InjectEntity(idProperty = "account") Count count,
            @InjectEntity(idProperty = "titleKey") Title title,
            EventAppender events) {
        LabelText text = command.label();
        if (title.owner != FREE) {
            return taken(text.title());
        }
        if (count.present >= DeskLimits.LABELS_PER_ACCOUNT) {
            return Checks.tooMany("labels", count.present + 1, DeskLimits.LABELS_PER_ACCOUNT)
                    .orElseThrow();
        }
        long label = count.lastNumber + 1;
        events.append(
                new LabelCreated(
                        command.account(),
                        command.by(),
                        label,
                        text.title(),
                        text.description(),
                        text.color(),
                        text.showOnSidebar()));
        return Done.of(label);
    }

    @CommandHandler
    DeskAnswer change(
            ChangeLabel command,
            @InjectEntity(idProperty = "labelKey") Label label,
            @InjectEntity(idProperty = "titleKey") Title title,
            EventAppender events) {
        LabelText text = command.label();
        if (label.text == null) {
            return unknown(command.id());
        }
        if (title.owner != FREE && title.owner != command.id()) {
            return taken(text.title());
        }
        if (!text.equals(label.text)) {
            events.append(
                    new LabelChanged(
                            command.account(),
                            command.by(),
                            command.id(),
                            label.text.title(),
                            text.title(),
                            text.description(),
                            text.color(),
                            text.showOnSidebar()));
        }
        return Done.of(command.id());
    }

    /** Conversations that have it lose it without an event of their own. */
    @CommandHandler
    DeskAnswer delete(
            DeleteLabel command,
            @InjectEntity(idProperty = "labelKey") Label label,
            EventAppender events) {
        if (label.text == null) {
            return unknown(command.id());
        }
        events.append(
                new LabelDeleted(
                        command.account(), command.by(), command.id(), label.text.title()));
        return Done.of(command.id());
    }

    /**
     * Decides by as many entities as labels are named: one that is deleted or renamed at the same
     * time makes the append fail, and this is decided again.
     */
    @CommandHandler
    CompletableFuture<DeskAnswer> label(
            LabelConversation command,
            @InjectEntity(idProperty = "conversationKey") OfConversation conversation,
            StateManager entities,
            ProcessingContext context) {
        List<CompletableFuture<Title>> titles =
                command.titles().stream()
                        .map(
                                title ->
                                        entities.loadEntity(
                                                Title.class,
                                                DeskTags.key(command.account(), title),
                                                context))
                        .toList();
        return CompletableFuture.allOf(titles.toArray(CompletableFuture[]::new))
                .thenApply(
                        _ ->
                                label(
                                        command,
                                        conversation,
                                        titles.stream().map(CompletableFuture::resultNow).toList(),
                                        EventAppender.forContext(context)));
    }

    private static DeskAnswer label(
            LabelConversation command,
            OfConversation conversation,
            List<Title> titles,
            EventAppender events) {
        List<Long> labels = new ArrayList<>();
        for (Title title : titles) {
            if (title.owner == FREE) {
                return new Refused(
                        Code.UNKNOWN_LABEL,
                        "labels",
                        "label='" + command.titles().get(labels.size()) + "' is not there");
            }
            labels.add(title.owner);
        }
        if (!labels.equals(conversation.labels)) {
            events.append(
                    new ConversationLabelled(
                            command.account(), command.by(), command.conversation(), labels));
        }
        return Done.of(command.conversation());
    }

    private static Refused taken(String title) {
        return new Refused(Code.ALREADY_EXISTS, "title", "title='" + title + "' is taken");
    }

    private static Refused unknown(long label) {
        return new Refused(Code.UNKNOWN_LABEL, "", "label=" + label);
    }

    /** One label; without a text before it was created and after it was deleted. */
    @EventSourcedEntity(tagKey = DeskTags.LABEL)
    static final class Label {
        private @Nullable LabelText text;

        @EntityCreator
        Label() {}

        @EventSourcingHandler
        void on(LabelCreated e) {
            text = new LabelText(e.title(), e.description(), e.color(), e.showOnSidebar());
        }

        @EventSourcingHandler
        void on(LabelChanged e) {
            text = new LabelText(e.title(), e.description(), e.color(), e.showOnSidebar());
        }

        @EventSourcingHandler
        void on(LabelDeleted e) {
            text = null;
        }
    }

    /** One title in one account, and which label has it. */
    @EventSourcedEntity(tagKey = DeskTags.LABEL_TITLE)
    static final class Title {
        private final String key;
        private long owner = FREE;

        @EntityCreator
        Title(@InjectEntityId String key) {
            this.key = key;
        }

        @EventSourcingHandler
        void on(LabelCreated event) {
            owner = event.label();
        }

        @EventSourcingHandler
        void on(LabelChanged event) {
            owner = event.titleTag().equals(key) ? event.label() : FREE;
        }

        @EventSourcingHandler
        void on(LabelDeleted event) {
            owner = FREE;
        }
    }

    /** How many an account has, and had. */
    @EventSourcedEntity(tagKey = DeskTags.LABELS)
    static final class Count {
        private long lastNumber;
        private int present;

        @EntityCreator
        Count() {}

        @EventSourcingHandler
        void on(LabelCreated event) {
            lastNumber = event.label();
            present++;
        }

        @EventSourcingHandler
        void on(LabelDeleted event) {
            present--;
        }
    }

    /** What one conversation has. */
    @EventSourcedEntity(tagKey = DeskTags.CONVERSATION_LABELS)
    static final class OfConversation {
        private List<Long> labels = List.of();

        @EntityCreator
        OfConversation() {}

        @EventSourcingHandler
        void on(ConversationLabelled event) {
            labels = event.labels();
        }
    }
}
