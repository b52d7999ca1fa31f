package dev.parley.domain.shop;

import dev.parley.domain.LongSink;
import dev.parley.domain.LongSource;

/** A channel of a shop through which visitors come. */
public final class Inbox {
    public final long id;
    public final long account;
    public final long shop;

    public Inbox(long id, long account, long shop) {
        this.id = id;
        this.account = account;
        this.shop = shop;
    }

    /** Canonical description. */
    public void describe(LongSink sink) {
        sink.put(id);
        sink.put(account);
        sink.put(shop);
    }

    /** The inbox of a description. */
    public static Inbox from(LongSource source) {
        return new Inbox(source.next(), source.next(), source.next());
    }
}
