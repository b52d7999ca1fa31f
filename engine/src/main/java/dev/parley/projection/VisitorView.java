package dev.parley.projection;

import dev.parley.domain.Description;
import dev.parley.domain.Hash;
import dev.parley.domain.LongSink;
import dev.parley.domain.LongSource;
import dev.parley.domain.Slice;

/**
 * A customer of one inbox; source id and profile are sealed. Immutable.
 *
 * @param source hash of the source id; NONE for one who came back into memory, whom the index knows
 * @param sourceId empty where {@code source} is NONE
 * @param profile the newest; empty where none came since the visitor is in memory
 */
public record VisitorView(
        long id,
        long account,
        long keyId,
        long shop,
        long inbox,
        Hash source,
        Slice sourceId,
        Slice profile) {
    /** The same visitor with another profile. */
    public VisitorView with(Slice profile) {
        return new VisitorView(id, account, keyId, shop, inbox, source, sourceId, profile);
    }

    void describe(LongSink sink) {
        sink.put(id);
        sink.put(account);
        sink.put(keyId);
        sink.put(shop);
        sink.put(inbox);
        sink.put(source.hi());
        sink.put(source.lo());
        Description.bytes(sink, sourceId);
        Description.bytes(sink, profile);
    }

    static VisitorView from(LongSource described) {
        return new VisitorView(
                described.next(),
                described.next(),
                described.next(),
                described.next(),
                described.next(),
                new Hash(described.next(), described.next()),
                Description.bytes(described),
                Description.bytes(described));
    }
}
