package dev.parley.domain.visitor;

import dev.parley.domain.Chain;
import dev.parley.domain.LongSink;
import dev.parley.domain.LongSource;
import dev.parley.domain.conversation.RecentKeys;

/** A customer of one inbox. In memory while it has conversations there, and for a day after. */
public final class Visitor extends Chain.Link<Visitor> {
    public final long id;
    public final long account;
    public final long keyId;
    public final long shop;
    public final long inbox;

    /** Keys with which conversations were started. */
    public final RecentKeys recentKeys;

    /** Conversations in memory, open or resolved. */
    public int conversations;

    public int openConversations;

    /** Epoch microseconds since when no conversation of the visitor is in memory. */
    public long idleSince;

    public Visitor(long id, long account, long keyId, long shop, long inbox, int keys) {
        this.id = id;
        this.account = account;
        this.keyId = keyId;
        this.shop = shop;
        this.inbox = inbox;
        this.recentKeys = new RecentKeys(keys);
    }

    /** Canonical description. */
    public void describe(LongSink sink) {
        sink.put(id);
        sink.put(account);
        sink.put(keyId);
        sink.put(shop);
        sink.put(inbox);
        sink.put(conversations);
        sink.put(openConversations);
        sink.put(idleSince);
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
        visitor.openConversations = source.nextInt();
        visitor.idleSince = source.next();
        visitor.recentKeys.restore(source);
        return visitor;
    }
}
