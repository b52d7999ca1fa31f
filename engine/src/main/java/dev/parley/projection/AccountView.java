package dev.parley.projection;

import dev.parley.domain.Description;
import dev.parley.domain.LongSink;
import dev.parley.domain.LongSource;
import dev.parley.domain.Slice;

/** A retailer; the name is sealed. Immutable. */
public record AccountView(long id, long keyId, Slice name) {
    void describe(LongSink sink) {
        sink.put(id);
        sink.put(keyId);
        Description.bytes(sink, name);
    }

    static AccountView from(LongSource source) {
        return new AccountView(source.next(), source.next(), Description.bytes(source));
    }
}
