package dev.parley.projection;

import dev.parley.domain.Description;
import dev.parley.domain.Hash;
import dev.parley.domain.LongSink;
import dev.parley.domain.LongSource;
import dev.parley.domain.Slice;

/** A channel of a shop; identifier and settings are sealed. Immutable. */
public record InboxView(
        long id, long account, long shop, Hash identifierHash, Slice identifier, Slice settings) {
    void describe(LongSink sink) {
        sink.put(id);
        sink.put(account);
        sink.put(shop);
        sink.put(identifierHash.hi());
        sink.put(identifierHash.lo());
        Description.bytes(sink, identifier);
        Description.bytes(sink, settings);
    }

    static InboxView from(LongSource source) {
        return new InboxView(
                source.next(),
                source.next(),
                source.next(),
                new Hash(source.next(), source.next()),
                Description.bytes(source),
                Description.bytes(source));
    }
}
