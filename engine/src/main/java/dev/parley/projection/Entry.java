package dev.parley.projection;

import dev.parley.domain.Chain;
import dev.parley.domain.Description;
import dev.parley.domain.FirstResponse;
import dev.parley.domain.LongSink;
import dev.parley.domain.LongSource;
import dev.parley.domain.Slice;

/**
 * A conversation on the board. As a link it stands in the waiting list of its account or among the
 * resolved; by {@link #activity} among its account's open or resolved ones.
 */
final class Entry extends Chain.Link<Entry> {
    /** The place of a conversation in the order of last activity. */
    static final class Activity extends Chain.Link<Activity> {
        final Entry entry;

        Activity(Entry entry) {
            this.entry = entry;
        }
    }

    final Activity activity = new Activity(this);
    final long id;
    final long account;
    final long shop;
    final long inbox;
    final long visitor;
    final long number;
    final long startedAt;
    final Slice context;
    final Unread agentUnread = new Unread();
    final Unread visitorUnread = new Unread();
    boolean open = true;
    boolean waiting;
    long agent;
    long waitingSince;
    FirstResponse firstResponse = FirstResponse.NONE;
    long armedAt;
    long warnAt;
    long deadline;
    long metAt;
    int seq;
    int visitorSeq;
    int agentSeenSeq;
    int visitorSeenSeq;
    long lastActivityAt;
    long resolvedAt;

    /** Once resolved: time of its last event; it leaves the board a day behind it. */
    long idleSince;

    long lastMessagePosition = -1;
    long lastVisiblePosition = -1;
    int rating;

    Entry(
            long id,
            long account,
            long shop,
            long inbox,
            long visitor,
            long number,
            long startedAt,
            Slice context) {
        this.id = id;
        this.account = account;
        this.shop = shop;
        this.inbox = inbox;
        this.visitor = visitor;
        this.number = number;
        this.startedAt = startedAt;
        this.context = context;
    }

    boolean isUnanswered() {
        return switch (firstResponse) {
            case ARMED, WARNED, BREACHED -> true;
            case NONE, MET -> false;
        };
    }

    ConversationView view() {
        return new ConversationView(
                id,
                account,
                shop,
                inbox,
                visitor,
                number,
                open,
                waiting,
                agent,
                waitingSince,
                firstResponse,
                armedAt,
                warnAt,
                deadline,
                metAt,
                seq,
                visitorSeq,
                agentSeenSeq,
                visitorSeenSeq,
                agentUnread.size(),
                visitorUnread.size(),
                startedAt,
                lastActivityAt,
                resolvedAt,
                lastMessagePosition,
                lastVisiblePosition,
                rating,
                context);
    }

    void describe(LongSink sink) {
        sink.put(id);
        sink.put(account);
        sink.put(shop);
        sink.put(inbox);
        sink.put(visitor);
        sink.put(number);
        sink.put(startedAt);
        Description.bytes(sink, context);
        sink.put((open ? 2 : 0) + (waiting ? 1 : 0));
        sink.put(agent);
        sink.put(waitingSince);
        sink.put(firstResponse.code());
        sink.put(armedAt);
        sink.put(warnAt);
        sink.put(deadline);
        sink.put(metAt);
        sink.put(seq);
        sink.put(visitorSeq);
        sink.put(agentSeenSeq);
        sink.put(visitorSeenSeq);
        agentUnread.describe(sink);
        visitorUnread.describe(sink);
        sink.put(lastActivityAt);
        sink.put(resolvedAt);
        sink.put(idleSince);
        sink.put(lastMessagePosition);
        sink.put(lastVisiblePosition);
        sink.put(rating);
    }

    /** The entry of a description, in no chain yet. */
    static Entry from(LongSource source) {
        Entry entry =
                new Entry(
                        source.next(),
                        source.next(),
                        source.next(),
                        source.next(),
                        source.next(),
                        source.next(),
                        source.next(),
                        Description.bytes(source));
        int flags = source.nextFlags(2);
        entry.open = (flags & 2) != 0;
        entry.waiting = (flags & 1) != 0;
        entry.agent = source.next();
        entry.waitingSince = source.next();
        entry.firstResponse = FirstResponse.of(source.nextInt());
        entry.armedAt = source.next();
        entry.warnAt = source.next();
        entry.deadline = source.next();
        entry.metAt = source.next();
        entry.seq = source.nextInt();
        entry.visitorSeq = source.nextInt();
        entry.agentSeenSeq = source.nextInt();
        entry.visitorSeenSeq = source.nextInt();
        entry.agentUnread.restore(source);
        entry.visitorUnread.restore(source);
        entry.lastActivityAt = source.next();
        entry.resolvedAt = source.next();
        entry.idleSince = source.next();
        entry.lastMessagePosition = source.next();
        entry.lastVisiblePosition = source.next();
        entry.rating = source.nextInt();
        return entry;
    }
}
