package dev.parley.search;

import org.apache.lucene.util.BytesRef;

import java.nio.ByteBuffer;

/** What a message's own event does not say. */
record Conversation(long account, long shop, long number) {
    byte[] toBytes() {
        return ByteBuffer.allocate(3 * Long.BYTES)
                .putLong(account)
                .putLong(shop)
                .putLong(number)
                .array();
    }

    static Conversation of(BytesRef bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes.bytes, bytes.offset, bytes.length);
        return new Conversation(in.getLong(), in.getLong(), in.getLong());
    }
}
