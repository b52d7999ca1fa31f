package dev.parley.projection;

import dev.parley.domain.Description;
import dev.parley.domain.LongSink;
import dev.parley.domain.LongSource;
import dev.parley.domain.Slice;

/** A shop; {@code code} is its public short name in UTF-8, the name is sealed. Immutable. */
public record ShopView(long id, long account, int targetSeconds, Slice code, Slice name) {
    void describe(LongSink sink) {
        sink.put(id);
        sink.put(account);
        sink.put(targetSeconds);
        Description.bytes(sink, code);
        Description.bytes(sink, name);
    }

    static ShopView from(LongSource source) {
        return new ShopView(
                source.next(),
                source.next(),
                source.nextInt(),
                Description.bytes(source),
                Description.bytes(source));
    }
}
