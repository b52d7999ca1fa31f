package dev.parley.desk;

import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.messaging.eventhandling.annotation.Event;

import java.util.List;

/**
 * What happened on the desk. Stored as JSON under the names given here, for ever: another set of
 * fields is another version. {@code by} is the agent who did it. The methods that are no fields are
 * tags.
 */
public sealed interface DeskEvent {
    /** Namespace of the event types. */
    String NAMESPACE = "parley.desk";

    long account();

    long by();

    /** What the desk's view reads whole at a start. */
    sealed interface Catalogued extends DeskEvent {
        @EventTag(key = DeskTags.CATALOGUE)
        default String catalogue() {
            return DeskTags.CATALOGUE_VALUE;
        }
    }

    @Event(namespace = NAMESPACE, name = "CannedReplyDefined", version = "1")
    record CannedReplyDefined(long account, long by, long reply, String shortCode, Wording wording)
            implements Catalogued {
        @EventTag(key = DeskTags.CANNED_REPLIES)
        public String accountTag() {
            return Long.toString(account);
        }

        @EventTag(key = DeskTags.CANNED_REPLY)
        public String replyTag() {
            return DeskTags.key(account, reply);
        }

        @EventTag(key = DeskTags.SHORT_CODE)
        public String shortCodeTag() {
            return DeskTags.key(account, shortCode);
        }
    }

    /** Carries both names' tags: it gives one free and takes one. */
    @Event(namespace = NAMESPACE, name = "CannedReplyChanged", version = "1")
    record CannedReplyChanged(
            long account,
            long by,
            long reply,
            String formerShortCode,
            String shortCode,
            Wording wording)
            implements Catalogued {
        @EventTag(key = DeskTags.CANNED_REPLY)
        public String replyTag() {
            return DeskTags.key(account, reply);
        }

        @EventTag(key = DeskTags.SHORT_CODE)
        public String formerShortCodeTag() {
            return DeskTags.key(account, formerShortCode);
        }

        @EventTag(key = DeskTags.SHORT_CODE)
        public String shortCodeTag() {
            return DeskTags.key(account, shortCode);
        }
    }

    @Event(namespace = NAMESPACE, name = "CannedReplyDeleted", version = "1")
    record CannedReplyDeleted(long account, long by, long reply, String shortCode)
            implements Catalogued {
        @EventTag(key = DeskTags.CANNED_REPLIES)
        public String accountTag() {
            return Long.toString(account);
        }

        @EventTag(key = DeskTags.CANNED_REPLY)
        public String replyTag() {
            return DeskTags.key(account, reply);
        }

        @EventTag(key = DeskTags.SHORT_CODE)
        public String shortCodeTag() {
            return DeskTags.key(account, shortCode);
        }
    }

    @Event(namespace = NAMESPACE, name = "LabelCreated", version = "1")
    record LabelCreated(
            long account,
            long by,
            long label,
            String title,
            String description,
            String color,
            boolean showOnSidebar)
            implements Catalogued {
        @EventTag(key = DeskTags.LABELS)
        public String accountTag() {
            return Long.toString(account);
        }

        @EventTag(key = DeskTags.LABEL)
        public String labelTag() {
            return DeskTags.key(account, label);
        }

        @EventTag(key = DeskTags.LABEL_TITLE)
        public String titleTag() {
            return DeskTags.key(account, title);
        }
    }

    @Event(namespace = NAMESPACE, name = "LabelChanged", version = "1")
    record LabelChanged(
            long account,
            long by,
            long label,
            String formerTitle,
            String title,
            String description,
            String color,
            boolean showOnSidebar)
            implements Catalogued {
        @EventTag(key = DeskTags.LABEL)
        public String labelTag() {
            return DeskTags.key(account, label);
        }

        @EventTag(key = DeskTags.LABEL_TITLE)
        public String formerTitleTag() {
            return DeskTags.key(account, formerTitle);
        }

        @EventTag(key = DeskTags.LABEL_TITLE)
        public String titleTag() {
            return DeskTags.key(account, title);
        }
    }

    @Event(namespace = NAMESPACE, name = "LabelDeleted", version = "1")
    record LabelDeleted(long account, long by, long label, String title) implements Catalogued {
        @EventTag(key = DeskTags.LABELS)
        public String accountTag() {
            return Long.toString(account);
        }

        @EventTag(key = DeskTags.LABEL)
        public String labelTag() {
            return DeskTags.key(account, label);
        }

        @EventTag(key = DeskTags.LABEL_TITLE)
        public String titleTag() {
            return DeskTags.key(account, title);
        }
    }

    /** By number: a label's new title needs no event of any conversation. */
    @Event(namespace = NAMESPACE, name = "ConversationLabelled", version = "1")
    record ConversationLabelled(long account, long by, long conversation, List<Long> labels)
            implements DeskEvent {
        public ConversationLabelled {
            labels = List.copyOf(labels);
        }

        @EventTag(key = DeskTags.CONVERSATION_LABELS)
        public String conversationTag() {
            return DeskTags.key(account, conversation);
        }
    }

    @Event(namespace = NAMESPACE, name = "ViewSaved", version = "1")
    record ViewSaved(long account, long by, long view, String type, Sealed name, Sealed query)
            implements Catalogued {
        @EventTag(key = DeskTags.SAVED_VIEWS)
        public String agentTag() {
            return DeskTags.key(account, by);
        }
    }

    @Event(namespace = NAMESPACE, name = "ViewChanged", version = "1")
    record ViewChanged(long account, long by, long view, String type, Sealed name, Sealed query)
            implements Catalogued {
        @EventTag(key = DeskTags.SAVED_VIEWS)
        public String agentTag() {
            return DeskTags.key(account, by);
        }
    }

    @Event(namespace = NAMESPACE, name = "ViewDeleted", version = "1")
    record ViewDeleted(long account, long by, long view) implements Catalogued {
        @EventTag(key = DeskTags.SAVED_VIEWS)
        public String agentTag() {
            return DeskTags.key(account, by);
        }
    }
}
