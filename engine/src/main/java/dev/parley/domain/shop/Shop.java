package dev.parley.domain.shop;

import dev.parley.domain.LongSink;

/** A shop: its first-response target. */
public final class Shop {
    public final long id;
    public final long account;
    public final long targetMicros;

    public Shop(long id, long account, int targetSeconds) {
        this.id = id;
        this.account = account;
        this.targetMicros = targetSeconds * 1_000_000L;
    }

    /** Canonical description. */
    public void describe(LongSink sink) {
        sink.put(id);
        sink.put(account);
        sink.put(targetMicros);
    }
}
