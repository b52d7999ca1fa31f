package dev.parley.domain.visitor;

import dev.parley.domain.Chain;
import dev.parley.domain.LongSink;
import dev.parley.domain.LongSource;
import dev.parley.domain.conversation.RecentKeys;

import java.util.Arrays;

/** A customer of one inbox. In memory while it has conversations there, and for a day after. */
public final class Visitor extends Chain.Link<Visitor> {
    private static final long[] NONE = {};

    public final long id;
    public final long account;
    public final long keyId;
    public final long shop;
    public final long inbox;

    /** Keys with which conversations were started. */
    public final RecentKeys recentKeys;

    /** Conversations in memory, open or resolved. */
    public int conversations;

    /** The person asked to be forgotten: nothing begins any more. */
    public boolean erased;

    /** Epoch microseconds since when no conversation of the visitor is in memory. */
    public long idleSince;

    /** Ids of the open conversations, in the first places. */
    private long[] open = NONE;

    private int openConversations;

    public Visitor(long id, long account, long keyId, long shop, long inbox, int keys) {
        this.id = id;
        this.account = account;
        this.keyId = keyId;
        this.shop = shop;
        this.inbox = inbox;
        this.recentKeys = new RecentKeys(keys);
    }

    public int openConversations() {
        return openConversations;
    }

    /** The open conversation that was opened last; there must be one. */
    public long lastOpened() {
        return open[openConversations - 1];
    }

    /** A conversation was started or reopened. */
    public void opened(long conversation) {
        if (openConversations == open.length) {
            open = Arrays.copyOf(open, Math.max(1, 2 * open.length));
        }
        open[openConversations++] = conversation;
    }

    /** An open conversation was resolved. */
    public void resolved(long conversation) {
        int place = 0;
        while (open[place] != conversation) {
            place++;
        }
        openConversations--;
        System.arraycopy(open, place + 1, open, place, openConversations - place);
    }

    /** Canonical description. */
    public void describe(LongSink sink) {
        sink.put(id);
        sink.put(account);
        sink.put(keyId);
        sink.put(shop);
        sink.put(inbox);
        sink.put(conversations);
        sink.put(erased ? 1 : 0);
        sink.put(idleSince);
        sink.put(openConversations);
        for (int i = 0; i < openConversations; i++) {
            sink.put(open[i]);
        }
        recentKeys.describe(sink);
    }

    /** The visitor of a description, in no chain yet. */
    public static Visitor from(LongSource source, int keys) {
        Visitor visitor =
                new Visitor(
                        source.next(),
                        source.next(),
                        source.next(),
                        source.next(),
                        source.next(),
                        keys);
        visitor.conversations = source.nextInt();
        visitor.erased = source.nextFlags(1) != 0;
        visitor.idleSince = source.next();
        for (int left = source.nextCount(); left > 0; left--) {
            visitor.opened(source.next());
        }
        visitor.recentKeys.restore(source);
        return visitor;
    }
}
