package dev.parley.search;

import dev.parley.domain.ActorKind;

import org.apache.lucene.store.ByteArrayDataInput;
import org.apache.lucene.store.ByteArrayDataOutput;
import org.apache.lucene.util.BytesRef;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * What the index keeps of a message besides its words.
 *
 * @param textPosition of the event that has its present text: of the last update, or as posted
 * @param keyId the key under which that text is sealed
 */
record Row(
        long account,
        long shop,
        long conversation,
        long number,
        long message,
        int seq,
        long position,
        long textPosition,
        long at,
        ActorKind from,
        long actor,
        boolean note,
        long keyId) {
    private static final int MOST_BYTES = 13 * 10;

    Row updated(long textPosition, long keyId) {
        return new Row(
                account,
                shop,
                conversation,
                number,
                message,
                seq,
                position,
                textPosition,
                at,
                from,
                actor,
                note,
                keyId);
    }

    byte[] toBytes() {
        byte[] bytes = new byte[MOST_BYTES];
        ByteArrayDataOutput out = new ByteArrayDataOutput(bytes);
        try {
            out.writeVLong(account);
            out.writeVLong(shop);
            out.writeVLong(conversation);
            out.writeVLong(number);
            out.writeVLong(message);
            out.writeVInt(seq);
            out.writeVLong(position);
            out.writeVLong(textPosition - position);
            out.writeZLong(at);
            out.writeByte(from.code());
            out.writeVLong(actor);
            out.writeByte((byte) (note ? 1 : 0));
            out.writeVLong(keyId);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Arrays.copyOf(bytes, out.getPosition());
    }

    static Row of(BytesRef bytes) {
        ByteArrayDataInput in = new ByteArrayDataInput(bytes.bytes, bytes.offset, bytes.length);
        try {
            long account = in.readVLong();
            long shop = in.readVLong();
            long conversation = in.readVLong();
            long number = in.readVLong();
            long message = in.readVLong();
            int seq = in.readVInt();
            long position = in.readVLong();
            return new Row(
                    account,
                    shop,
                    conversation,
                    number,
                    message,
                    seq,
                    position,
                    position + in.readVLong(),
                    in.readZLong(),
                    ActorKind.of(in.readByte()),
                    in.readVLong(),
                    in.readByte() != 0,
                    in.readVLong());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
