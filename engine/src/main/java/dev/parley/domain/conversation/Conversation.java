package dev.parley.domain.conversation;

import dev.parley.domain.Chain;
import dev.parley.domain.FirstResponse;
import dev.parley.domain.Limits;
import dev.parley.domain.LongSink;
import dev.parley.domain.LongSource;

/**
 * A conversation in memory. It is in one chain at most: the waiting list of its account, the list
 * of its agent, or the list of resolved ones; in none while nobody has written.
 */
public final class Conversation extends Chain.Link<Conversation> {
    public final long id;
    public final long account;
    public final long shop;
    public final long inbox;
    public final long visitor;

    /** Public id in the account. */
    public final long number;

    public final RecentKeys recentKeys = new RecentKeys(Limits.KEYS_PER_CONVERSATION);
    public boolean open = true;
    public boolean waiting;
    public int seq;
    public int visitorSeq;

    /** Id of the agent who has it, or 0. */
    public long agent;

    /** Agent who gave it back to the queue and is not to get it again, or 0. */
    public long declinedBy;

    /** Orders the waiting list: the earlier, the sooner. Epoch microseconds. */
    public long waitingSince;

    public FirstResponse firstResponse = FirstResponse.NONE;
    public long armedAt;
    public long warnAt;
    public long deadline;

    /** Once resolved: epoch microseconds of its last event; it leaves memory a day behind it. */
    public long idleSince;

    public int visitorSeenSeq;
    public int agentSeenSeq;
    public int rating;

    public Conversation(long id, long account, long shop, long inbox, long visitor, long number) {
        this.id = id;
        this.account = account;
        this.shop = shop;
        this.inbox = inbox;
        this.visitor = visitor;
        this.number = number;
    }

    /** Whether a visitor has written and no person has answered yet. */
    public boolean isUnanswered() {
        return switch (firstResponse) {
            case ARMED, WARNED, BREACHED -> true;
            case NONE, MET -> false;
        };
    }

    /** Whether nothing may be added to it but its end. */
    public boolean isFull() {
        return seq >= Limits.EVENTS_PER_CONVERSATION;
    }

    /** Canonical description. */
    public void describe(LongSink sink) {
        sink.put(id);
        sink.put(account);
        sink.put(shop);
        sink.put(inbox);
        sink.put(visitor);
        sink.put(number);
        sink.put((open ? 2 : 0) + (waiting ? 1 : 0));
        sink.put(seq);
        sink.put(visitorSeq);
        sink.put(agent);
        sink.put(declinedBy);
        sink.put(waitingSince);
        sink.put(firstResponse.code());
        sink.put(armedAt);
        sink.put(warnAt);
        sink.put(deadline);
        sink.put(idleSince);
        sink.put(visitorSeenSeq);
        sink.put(agentSeenSeq);
        sink.put(rating);
        recentKeys.describe(sink);
    }

    /** The conversation of a description, in no chain yet. */
    public static Conversation from(LongSource source) {
        Conversation c =
                new Conversation(
                        source.next(),
                        source.next(),
                        source.next(),
                        source.next(),
                        source.next(),
                        source.next());
        int flags = source.nextFlags(2);
        c.open = (flags & 2) != 0;
        c.waiting = (flags & 1) != 0;
        c.seq = source.nextInt();
        c.visitorSeq = source.nextInt();
        c.agent = source.next();
        c.declinedBy = source.next();
        c.waitingSince = source.next();
        c.firstResponse = FirstResponse.of(source.nextInt());
        c.armedAt = source.next();
        c.warnAt = source.next();
        c.deadline = source.next();
        c.idleSince = source.next();
        c.visitorSeenSeq = source.nextInt();
        c.agentSeenSeq = source.nextInt();
        c.rating = source.nextInt();
        c.recentKeys.restore(source);
        return c;
    }
}
