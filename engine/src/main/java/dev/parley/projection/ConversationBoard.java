package dev.parley.projection;

import dev.parley.domain.AssignReason;
import dev.parley.domain.Chain;
import dev.parley.domain.Description;
import dev.parley.domain.FirstResponse;
import dev.parley.domain.Header;
import dev.parley.domain.Limits;
import dev.parley.domain.LongSink;
import dev.parley.domain.LongSource;
import dev.parley.domain.PartialEvents;
import dev.parley.domain.QueueReason;
import dev.parley.domain.Slice;

import org.agrona.collections.Long2ObjectHashMap;

/**
 * Conversations in memory: open ones, and resolved ones for a day of recordedAt. Applies the facts;
 * {@link BoardReader} answers questions. Lets go of conversations with the same events as the
 * floor, and tells visitors and transcripts.
 */
public final class ConversationBoard implements PartialEvents {
    /** The floor's own bound: what leaves memory here must leave with the same event there. */
    private static final int FORGOTTEN_PER_EVENT = 4;

    private final Visitors visitors;
    private final TranscriptIndex transcripts;
    private final Long2ObjectHashMap<Entry> entries = new Long2ObjectHashMap<>();
    private final Long2ObjectHashMap<AccountBoard> accounts = new Long2ObjectHashMap<>();
    private final Chain<Entry> resolved = new Chain<>();
    private final BoardReader reader = new BoardReader(entries, accounts);

    ConversationBoard(Visitors visitors, TranscriptIndex transcripts) {
        this.visitors = visitors;
        this.transcripts = transcripts;
    }

    /** Answers questions about the board, under the same lock. */
    public BoardReader read() {
        return reader;
    }

    /** Canonical description. */
    public void describe(LongSink sink) {
        Description.values(sink, entries, each -> each.describe(sink));
        Description.values(sink, accounts, each -> each.describe(sink));
        Description.chain(sink, resolved, each -> each.id);
    }

    void restore(LongSource source) {
        Description.values(
                source,
                () -> {
                    Entry entry = Entry.from(source);
                    entries.put(entry.id, entry);
                });
        Description.values(
                source,
                () -> {
                    AccountBoard account = AccountBoard.from(source, entries);
                    accounts.put(account.id, account);
                });
        Description.chain(source, resolved, entries::get);
    }

    @Override
    public void accountRegistered(Header h, long keyId, Slice name) {
        accounts.put(h.stream, new AccountBoard(h.stream));
    }

    @Override
    public void visitorRegistered(
            Header h,
            long keyId,
            long shop,
            long inbox,
            long sourceHi,
            long sourceLo,
            Slice sourceId,
            Slice profile) {
        forgetOld(h);
    }

    @Override
    public void visitorRecalled(Header h, long keyId, long shop, long inbox) {
        forgetOld(h);
    }

    @Override
    public void conversationStarted(
            Header h, long shop, long inbox, long visitor, long number, Slice context) {
        Entry entry =
                new Entry(
                        h.stream,
                        h.account,
                        shop,
                        inbox,
                        visitor,
                        number,
                        h.occurredAt,
                        context.copy());
        hold(entry, h);
        forgetOld(h);
    }

    @Override
    public void conversationRecalled(
            Header h,
            long shop,
            long inbox,
            long visitor,
            long number,
            int seq,
            int visitorSeq,
            FirstResponse firstResponse,
            long armedAt,
            long deadline,
            long resolvedAt) {
        Entry entry = new Entry(h.stream, h.account, shop, inbox, visitor, number, 0, Slice.EMPTY);
        entry.open = false;
        entry.visitorSeq = visitorSeq;
        entry.firstResponse = firstResponse;
        entry.armedAt = armedAt;
        entry.deadline = deadline;
        entry.warnAt = armedAt + (deadline - armedAt) / 3 * 2;
        entry.resolvedAt = h.recordedAt;
        entry.idleSince = h.recordedAt;
        hold(entry, h);
        resolved.addLast(entry);
        forgetOld(h);
    }

    @Override
    public void messagePosted(
            Header h, long message, boolean note, Slice content, Slice attributes) {
        Entry entry = theEntry(h);
        entry.lastMessagePosition = h.position;
        if (!note) {
            entry.lastVisiblePosition = h.position;
        }
        switch (h.actorKind) {
            case VISITOR -> entry.agentUnread.add(h.seq);
            case AGENT, SYSTEM, OPERATOR -> {
                if (!note) {
                    entry.visitorUnread.add(h.visitorSeq);
                }
            }
        }
        touch(entry, h);
    }

    @Override
    public void messageUpdated(
            Header h, long message, int messageSeq, boolean note, Slice content, Slice attributes) {
        theEntry(h);
    }

    @Override
    public void firstResponseArmed(Header h, long warnAt, long deadline) {
        Entry entry = theEntry(h);
        entry.firstResponse = FirstResponse.ARMED;
        entry.armedAt = h.recordedAt;
        entry.warnAt = warnAt;
        entry.deadline = deadline;
    }

    @Override
    public void firstResponseWarned(Header h, long intendedAt) {
        theEntry(h).firstResponse = FirstResponse.WARNED;
    }

    @Override
    public void firstResponseBreached(Header h, long intendedAt) {
        theEntry(h).firstResponse = FirstResponse.BREACHED;
    }

    @Override
    public void firstResponseMet(Header h, long elapsedMicros, boolean withinTarget) {
        Entry entry = theEntry(h);
        entry.firstResponse = FirstResponse.MET;
        entry.metAt = h.recordedAt;
    }

    @Override
    public void conversationQueued(Header h, QueueReason reason, long previousAgent) {
        Entry entry = theEntry(h);
        entry.agent = 0;
        entry.waiting = true;
        entry.waitingSince = entry.isUnanswered() ? entry.armedAt : h.recordedAt;
        theAccount(h.account).queue(entry);
    }

    @Override
    public void conversationAssigned(
            Header h, AssignReason reason, long agent, long previousAgent) {
        Entry entry = theEntry(h);
        entry.agent = agent;
        entry.waiting = false;
        Chain.leave(entry);
    }

    @Override
    public void conversationResolved(Header h, long agent) {
        Entry entry = theEntry(h);
        entry.open = false;
        entry.waiting = false;
        entry.agent = 0;
        entry.resolvedAt = h.recordedAt;
        entry.idleSince = h.recordedAt;
        resolved.addLast(entry);
        touch(entry, h);
        forgetOld(h);
    }

    @Override
    public void conversationReopened(Header h) {
        Entry entry = theEntry(h);
        entry.open = true;
        entry.resolvedAt = 0;
        entry.idleSince = 0;
        Chain.leave(entry);
        touch(entry, h);
    }

    @Override
    public void conversationRated(Header h, int rating, Slice comment) {
        theEntry(h).rating = rating;
    }

    @Override
    public void conversationSeen(Header h, int seenSeq) {
        Entry entry = theEntry(h);
        switch (h.actorKind) {
            case VISITOR -> {
                entry.visitorSeenSeq = seenSeq;
                entry.visitorUnread.seen(seenSeq);
            }
            case AGENT -> {
                entry.agentSeenSeq = seenSeq;
                entry.agentUnread.seen(seenSeq);
            }
            case SYSTEM, OPERATOR -> {}
        }
    }

    @Override
    public void clockStepped(Header h, long deltaMicros) {
        for (Entry each : entries.values()) {
            if (each.open && each.isUnanswered()) {
                each.armedAt += deltaMicros;
                each.warnAt += deltaMicros;
                each.deadline += deltaMicros;
            }
        }
    }

    /** The shop of a conversation on the board. */
    long shopOf(long conversation) {
        Entry entry = entries.get(conversation);
        if (entry == null) {
            throw new IllegalStateException(
                    "conversation=" + conversation + " is not on the board");
        }
        return entry.shop;
    }

    private void hold(Entry entry, Header h) {
        entry.seq = h.seq;
        if (h.visitorSeq > 0) {
            entry.visitorSeq = h.visitorSeq;
        }
        entries.put(entry.id, entry);
        theAccount(entry.account).byNumber.put(entry.number, entry);
        visitors.gained(entry.visitor, entry.id);
        touch(entry, h);
    }

    private void touch(Entry entry, Header h) {
        entry.lastActivityAt = h.occurredAt;
        theAccount(entry.account).touch(entry);
    }

    private void forgetOld(Header h) {
        long horizon = h.recordedAt - Limits.MEMORY_MICROS;
        for (int i = 0; i < FORGOTTEN_PER_EVENT; i++) {
            Entry oldest = resolved.first();
            if (oldest == null || oldest.idleSince >= horizon) {
                break;
            }
            Chain.leave(oldest);
            Chain.leave(oldest.activity);
            entries.remove(oldest.id);
            theAccount(oldest.account).byNumber.remove(oldest.number);
            transcripts.forget(oldest.id);
            visitors.lost(oldest.visitor, oldest.id, h.recordedAt);
        }
        visitors.forgetBefore(horizon, FORGOTTEN_PER_EVENT);
    }

    private Entry theEntry(Header h) {
        Entry entry = entries.get(h.stream);
        if (entry == null) {
            throw new IllegalStateException(
                    "conversation="
                            + h.stream
                            + " of position="
                            + h.position
                            + " is not on the board");
        }
        entry.seq = h.seq;
        if (h.visitorSeq > 0) {
            entry.visitorSeq = h.visitorSeq;
        }
        if (!entry.open) {
            // As on the floor: its day begins anew.
            entry.idleSince = h.recordedAt;
            resolved.addLast(entry);
        }
        return entry;
    }

    private AccountBoard theAccount(long id) {
        AccountBoard account = accounts.get(id);
        if (account == null) {
            throw new IllegalStateException(
                    "account=" + id + " of a recorded event is not on the board");
        }
        return account;
    }
}
