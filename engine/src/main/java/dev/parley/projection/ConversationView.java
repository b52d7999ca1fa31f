package dev.parley.projection;

import dev.parley.domain.FirstResponse;
import dev.parley.domain.Slice;

/**
 * A conversation in memory as it stands. Immutable. Times are epoch microseconds, 0 for never.
 *
 * @param number public id in the account
 * @param waiting whether it waits for an agent
 * @param agent who has it, or 0
 * @param waitingSince orders the waiting list; of the last time it waited
 * @param metAt when a person first answered
 * @param seq of the last event
 * @param visitorSeq of the last event the visitor may see
 * @param agentUnread messages of the visitor behind {@code agentSeenSeq}
 * @param visitorUnread public messages of agents behind {@code visitorSeenSeq}
 * @param lastMessagePosition of the last message, notes included, since it is in memory; or -1
 * @param lastVisiblePosition of the last message that the visitor may see; or -1
 * @param rating 1 to 5, or 0
 * @param context sealed JSON about the page; empty where it came back into memory
 */
public record ConversationView(
        long id,
        long account,
        long shop,
        long inbox,
        long visitor,
        long number,
        boolean open,
        boolean waiting,
        long agent,
        long waitingSince,
        FirstResponse firstResponse,
        long armedAt,
        long warnAt,
        long deadline,
        long metAt,
        int seq,
        int visitorSeq,
        int agentSeenSeq,
        int visitorSeenSeq,
        int agentUnread,
        int visitorUnread,
        long startedAt,
        long lastActivityAt,
        long resolvedAt,
        long lastMessagePosition,
        long lastVisiblePosition,
        int rating,
        Slice context) {}
