package dev.parley.domain;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What may be asked of a shard. Immutable; content is sealed before a command is made, so a slice
 * here is an envelope (or empty). Bounds are checked by whoever makes the command, where the plain
 * text is known, and by {@code decide} for everything numeric. What is null is refused where a
 * command is made or submitted: on the writer it would end the shard.
 */
public sealed interface Command extends Request {
    @Override
    default long payloadBytes() {
        return 0;
    }

    /**
     * A command about one conversation: idempotency is scoped by it, and a recall may be attached.
     */
    sealed interface OfConversation extends Command {
        long conversation();
    }

    record RegisterAccount(Origin origin, long keyId, Slice name) implements Command {
        @Override
        public long payloadBytes() {
            return name.length();
        }
    }

    record RegisterShop(Origin origin, int targetSeconds, Slice code, Slice name)
            implements Command {
        @Override
        public long payloadBytes() {
            return (long) code.length() + name.length();
        }
    }

    record RegisterInbox(
            Origin origin, long shop, Hash identifierHash, Slice identifier, Slice settings)
            implements Command {
        public RegisterInbox {
            requireNonNull(identifierHash, "identifierHash");
        }

        @Override
        public long payloadBytes() {
            return (long) identifier.length() + settings.length();
        }
    }

    record RegisterAgent(
            Origin origin, long keyId, int capacity, Role role, Hash token, Slice name, Slice email)
            implements Command {
        public RegisterAgent {
            requireNonNull(role, "role");
            requireNonNull(token, "token");
        }

        @Override
        public long payloadBytes() {
            return (long) name.length() + email.length();
        }
    }

    record UpdateAgent(Origin origin, long agent, int capacity, Role role, Slice name, Slice email)
            implements Command {
        public UpdateAgent {
            requireNonNull(role, "role");
        }

        @Override
        public long payloadBytes() {
            return (long) name.length() + email.length();
        }
    }

    record IssueAgentToken(Origin origin, long agent, Hash token) implements Command {
        public IssueAgentToken {
            requireNonNull(token, "token");
        }
    }

    record ChangePresence(Origin origin, long agent, Presence presence) implements Command {
        public ChangePresence {
            requireNonNull(presence, "presence");
        }
    }

    record RegisterVisitor(
            Origin origin, long keyId, long inbox, Hash source, Slice sourceId, Slice profile)
            implements Command {
        public RegisterVisitor {
            requireNonNull(source, "source");
        }

        @Override
        public long payloadBytes() {
            return (long) sourceId.length() + profile.length();
        }
    }

    record UpdateVisitor(Origin origin, long visitor, Slice profile) implements Command {
        @Override
        public long payloadBytes() {
            return profile.length();
        }
    }

    /**
     * Has a person forgotten: open conversations end, no further one begins, and the key is erased
     * before this is answered.
     *
     * @param keyId the visitor's
     */
    record EraseVisitor(Origin origin, long visitor, long keyId) implements Command {}

    /** Starts a conversation of {@code visitor}. */
    record StartConversation(Origin origin, long visitor, Slice context) implements Command {
        @Override
        public long payloadBytes() {
            return context.length();
        }
    }

    /** Posts as the origin's actor: visitor or agent; {@code note} only for agents. */
    record PostMessage(
            Origin origin, long conversation, boolean note, Slice content, Slice attributes)
            implements OfConversation {
        @Override
        public long payloadBytes() {
            return (long) content.length() + attributes.length();
        }
    }

    /** Message, seq and note are facts that the caller read behind the durable position. */
    record UpdateMessage(
            Origin origin,
            long conversation,
            long message,
            int messageSeq,
            boolean note,
            Slice content,
            Slice attributes)
            implements OfConversation {
        @Override
        public long payloadBytes() {
            return (long) content.length() + attributes.length();
        }
    }

    record AssignConversation(Origin origin, long conversation, long agent)
            implements OfConversation {}

    /** Hands over to {@code agent}, or back to the queue with 0. */
    record TransferConversation(Origin origin, long conversation, long agent)
            implements OfConversation {}

    record ResolveConversation(Origin origin, long conversation) implements OfConversation {}

    record ReopenConversation(Origin origin, long conversation) implements OfConversation {}

    record RateConversation(Origin origin, long conversation, int rating, Slice comment)
            implements OfConversation {
        @Override
        public long payloadBytes() {
            return comment.length();
        }
    }

    record MarkSeen(Origin origin, long conversation, int seq) implements OfConversation {}

    /**
     * A finished conversation from elsewhere; at most {@code EVENTS_PER_TRANSACTION - 1} messages
     * at a time.
     */
    record ImportConversation(
            Origin origin,
            long shop,
            long keyId,
            Hash external,
            Slice externalId,
            List<ImportedMessage> messages)
            implements Command {
        public ImportConversation {
            requireNonNull(external, "external");
            messages = List.copyOf(messages);
        }

        @Override
        public long payloadBytes() {
            return externalId.length() + bytesOf(messages);
        }
    }

    /** Further messages of an imported conversation, after {@code lastSeq}. */
    record ImportMessages(
            Origin origin, long conversation, int lastSeq, List<ImportedMessage> messages)
            implements Command {
        public ImportMessages {
            messages = List.copyOf(messages);
        }

        @Override
        public long payloadBytes() {
            return bytesOf(messages);
        }
    }

    /** One message of the past. */
    record ImportedMessage(long occurredAt, ActorKind from, Slice content) {
        public ImportedMessage {
            requireNonNull(from, "from");
            requireNonNull(content, "content");
        }
    }

    private static long bytesOf(List<ImportedMessage> messages) {
        long bytes = 0;
        for (ImportedMessage message : messages) {
            bytes += message.content().length();
        }
        return bytes;
    }
}
