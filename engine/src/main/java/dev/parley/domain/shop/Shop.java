package dev.parley.domain.shop;

import dev.parley.domain.LongSink;
import dev.parley.domain.LongSource;

/** A shop: its first-response target. */
public final class Shop {
    public final long id;
    public final long account;
    public final long targetMicros;

    public Shop(long id, long account, int targetSeconds) {
        this(id, account, targetSeconds * 1_000_000L);
    }

    private Shop(long id, long account, long targetMicros) {
        this.id = id;
        this.account = account;
        this.targetMicros = targetMicros;
    }

    /** Canonical description. */
    public void describe(LongSink sink) {
        sink.put(id);
        sink.put(account);
        sink.put(targetMicros);
    }

    /** The shop of a description. */
    public static Shop from(LongSource source) {
        return new Shop(source.next(), source.next(), source.next());
    }
}
