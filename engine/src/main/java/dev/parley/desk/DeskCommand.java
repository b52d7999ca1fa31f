package dev.parley.desk;

import dev.parley.desk.DeskAnswer.Refused;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What may be asked of the desk. Immutable; names are folded to lower case and composed letters, so
 * that what reads alike is alike.
 */
public sealed interface DeskCommand {
    /** The tenant; of the agent who asks. */
    long account();

    /** The agent who asks. */
    long by();

    /** The first field beyond its bounds; a handler sees only commands without one. */
    Optional<Refused> fault();

    record DefineCannedReply(long account, long by, String shortCode, Wording wording)
            implements DeskCommand {
        public DefineCannedReply {
            shortCode = folded(shortCode);
        }

        @Override
        public Optional<Refused> fault() {
            return Checks.name("short_code", shortCode, DeskLimits.SHORT_CODE_BYTES)
                    .or(() -> Checks.wording(wording));
        }

        /** Which claim the handler decides by. */
        public String shortCodeKey() {
            return DeskTags.key(account, shortCode);
        }
    }

    record ChangeCannedReply(long account, long by, long reply, String shortCode, Wording wording)
            implements DeskCommand {
        public ChangeCannedReply {
            shortCode = folded(shortCode);
        }

        @Override
        public Optional<Refused> fault() {
            return Checks.name("short_code", shortCode, DeskLimits.SHORT_CODE_BYTES)
                    .or(() -> Checks.wording(wording));
        }

        public String replyKey() {
            return DeskTags.key(account, reply);
        }

        public String shortCodeKey() {
            return DeskTags.key(account, shortCode);
        }
    }

    record DeleteCannedReply(long account, long by, long reply) implements DeskCommand {
        @Override
        public Optional<Refused> fault() {
            return Optional.empty();
        }

        public String replyKey() {
            return DeskTags.key(account, reply);
        }
    }

    record CreateLabel(long account, long by, LabelText label) implements DeskCommand {
        @Override
        public Optional<Refused> fault() {
            return label.fault();
        }

        public String titleKey() {
            return DeskTags.key(account, label.title());
        }
    }

    record ChangeLabel(long account, long by, long id, LabelText label) implements DeskCommand {
        @Override
        public Optional<Refused> fault() {
            return label.fault();
        }

        public String labelKey() {
            return DeskTags.key(account, id);
        }

        public String titleKey() {
            return DeskTags.key(account, label.title());
        }
    }

    record DeleteLabel(long account, long by, long id) implements DeskCommand {
        @Override
        public Optional<Refused> fault() {
            return Optional.empty();
        }

        public String labelKey() {
            return DeskTags.key(account, id);
        }
    }

    /** What a label says. */
    record LabelText(String title, String description, String color, boolean showOnSidebar) {
        public LabelText {
            title = folded(title);
        }

        Optional<Refused> fault() {
            return Checks.name("title", title, DeskLimits.LABEL_TITLE_BYTES)
                    .or(
                            () ->
                                    Checks.optionalText(
                                            "description",
                                            description,
                                            DeskLimits.LABEL_DESCRIPTION_BYTES))
                    .or(() -> Checks.color(color));
        }
    }

    /**
     * Gives a conversation exactly these labels. That the conversation is the account's is the
     * caller's to know.
     *
     * @param titles of labels of the account
     */
    record LabelConversation(long account, long by, long conversation, List<String> titles)
            implements DeskCommand {
        public LabelConversation {
            titles = titles.stream().map(DeskCommand::folded).distinct().toList();
        }

        @Override
        public Optional<Refused> fault() {
            return titles.size() > DeskLimits.LABELS_PER_CONVERSATION
                    ? Checks.tooMany("labels", titles.size(), DeskLimits.LABELS_PER_CONVERSATION)
                    : Optional.empty();
        }

        public String conversationKey() {
            return DeskTags.key(account, conversation);
        }
    }

    /** What an agent looks at again and again. Name and query are the agent's, sealed. */
    record SaveView(long account, long by, String type, Sealed name, Sealed query)
            implements DeskCommand {
        @Override
        public Optional<Refused> fault() {
            return Checks.view(type, name, query);
        }

        public String agentKey() {
            return DeskTags.key(account, by);
        }
    }

    record ChangeView(long account, long by, long view, String type, Sealed name, Sealed query)
            implements DeskCommand {
        @Override
        public Optional<Refused> fault() {
            return Checks.view(type, name, query);
        }

        public String agentKey() {
            return DeskTags.key(account, by);
        }
    }

    record DeleteView(long account, long by, long view) implements DeskCommand {
        @Override
        public Optional<Refused> fault() {
            return Optional.empty();
        }

        public String agentKey() {
            return DeskTags.key(account, by);
        }
    }

    /** A name as it is compared and kept. */
    static String folded(String name) {
        return Normalizer.normalize(name.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }
}
