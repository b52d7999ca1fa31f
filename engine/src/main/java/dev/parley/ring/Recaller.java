package dev.parley.ring;

import dev.parley.domain.Command;
import dev.parley.domain.Limits;
import dev.parley.domain.Recalled;
import dev.parley.domain.Rejection;

import java.util.List;

/**
 * First of the two steps for what is not in memory any more: folds a conversation's or a visitor's
 * stream from the log into a {@link Recalled}, which the writer then decides. On the caller's side,
 * any thread; reads files. What belongs to another account is not found: the recalled events would
 * carry the asker's.
 */
public final class Recaller {
    private final Streams streams;

    public Recaller(Streams streams) {
        this.streams = streams;
    }

    /** What to ask the ring instead, or why there is nothing to ask. */
    public sealed interface Result {}

    public record Found(Recalled command) implements Result {}

    public record NotFound(Rejection rejection) implements Result {}

    /**
     * Folds what {@code command} is about.
     *
     * @param readAt shard time, epoch microseconds, read before {@code before} was
     * @param before position up to which the log is released
     */
    public Result recall(Command command, long readAt, long before) {
        return switch (command) {
            case Command.OfConversation c -> conversation(c, readAt, before);
            case Command.StartConversation c -> visitor(c, c.visitor(), List.of(), readAt, before);
            case Command.UpdateVisitor c -> visitor(c, c.visitor(), List.of(), readAt, before);
            case Command.EraseVisitor c -> visitor(c, c.visitor(), List.of(), readAt, before);
            case Command.RegisterAccount _ -> notFound();
            case Command.RegisterShop _ -> notFound();
            case Command.RegisterInbox _ -> notFound();
            case Command.RegisterAgent _ -> notFound();
            case Command.UpdateAgent _ -> notFound();
            case Command.IssueAgentToken _ -> notFound();
            case Command.ChangePresence _ -> notFound();
            case Command.RegisterVisitor _ -> notFound();
            case Command.ImportConversation _ -> notFound();
            case Command.ImportMessages _ -> notFound();
        };
    }

    private Result conversation(Command.OfConversation command, long readAt, long before) {
        long account = command.origin().account();
        // Not folded to be refused: whoever asks again and again would have a million events read.
        if (streams.seqReached(account, command.conversation(), before)
                >= Limits.EVENTS_PER_CONVERSATION) {
            return new NotFound(Rejection.LIMIT_EXCEEDED);
        }
        Summaries folded = new Summaries();
        streams.play(command.conversation(), before, folded);
        if (folded.isImported()) {
            return new NotFound(Rejection.CONVERSATION_RESOLVED);
        }
        Recalled.ConversationSummary summary = folded.conversation(command.conversation());
        return summary == null || folded.account() != account
                ? notFound()
                : visitor(command, summary.visitor(), List.of(summary), readAt, before);
    }

    private Result visitor(
            Command command,
            long visitor,
            List<Recalled.ConversationSummary> conversation,
            long readAt,
            long before) {
        Summaries folded = new Summaries();
        // What deciding needs of a visitor stays as it was registered, until the last event erases.
        streams.playEnds(visitor, before, folded);
        Recalled.VisitorSummary summary = folded.visitor();
        if (summary == null || folded.account() != command.origin().account()) {
            return new NotFound(Rejection.UNKNOWN_VISITOR);
        }
        // Who asks to erase once more does so because the key is still there.
        return folded.isErased() && !(command instanceof Command.EraseVisitor)
                ? new NotFound(Rejection.ERASED)
                : new Found(new Recalled(command, readAt, summary, conversation));
    }

    private static NotFound notFound() {
        return new NotFound(Rejection.UNKNOWN_CONVERSATION);
    }
}
