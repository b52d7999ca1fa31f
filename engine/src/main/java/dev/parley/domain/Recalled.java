package dev.parley.domain;

import java.util.List;

/**
 * A command that found its conversation or visitor out of memory, asked again with what the caller
 * folded from the log. No command itself: whoever may ask could else state facts.
 *
 * @param readAt epoch microseconds of the last record that the fold saw
 */
public record Recalled(
        Command command,
        long readAt,
        VisitorSummary visitor,
        List<ConversationSummary> conversation)
        implements Request {
    public Recalled {
        conversation = List.copyOf(conversation);
    }

    /** All of a visitor that deciding needs. */
    public record VisitorSummary(long visitor, long keyId, long shop, long inbox) {}

    /** All of a resolved conversation that deciding needs. */
    public record ConversationSummary(
            long conversation,
            long shop,
            long inbox,
            long visitor,
            long number,
            int seq,
            int visitorSeq,
            FirstResponse firstResponse,
            long armedAt,
            long deadline,
            long resolvedAt) {}

    @Override
    public Origin origin() {
        return command.origin();
    }

    @Override
    public long payloadBytes() {
        return command.payloadBytes();
    }
}
