package dev.parley.domain.shop;

import dev.parley.domain.LongSink;
import dev.parley.domain.LongSource;

/** A retailer: the owner of shops, agents and public conversation numbers. */
public final class Account {
    public final long id;
    public long keyId;

    /** The next public conversation number. */
    public long nextNumber = 1;

    public int shops;
    public int inboxes;
    public int agents;
    public int openConversations;

    public Account(long id, long keyId) {
        this.id = id;
        this.keyId = keyId;
    }

    /** Canonical description. */
    public void describe(LongSink sink) {
        sink.put(id);
        sink.put(keyId);
        sink.put(nextNumber);
        sink.put(shops);
        sink.put(inboxes);
        sink.put(agents);
        sink.put(openConversations);
    }

    /** The account of a description. */
    public static Account from(LongSource source) {
        Account account = new Account(source.next(), source.next());
        account.nextNumber = source.next();
        account.shops = source.nextInt();
        account.inboxes = source.nextInt();
        account.agents = source.nextInt();
        account.openConversations = source.nextInt();
        return account;
    }
}
