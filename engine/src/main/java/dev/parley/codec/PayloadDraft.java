package dev.parley.codec;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import dev.parley.domain.Slice;

import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;

/**
 * The bytes of one payload as it is written, and how many there are so far; {@link Payload} is the
 * way back. What does not fit is an IllegalStateException that names type and length.
 */
final class PayloadDraft {
    private static final int LENGTH_BYTES = 4;

    private MutableDirectBuffer buffer = new UnsafeBuffer(new byte[0]);
    private int offset;
    private int capacity;
    private int typeId;
    private int length;

    /** Empty, on {@code capacity} bytes of {@code buffer} from {@code offset}. */
    void wrap(MutableDirectBuffer buffer, int offset, int capacity) {
        buffer.boundsCheck(offset, capacity);
        this.buffer = buffer;
        this.offset = offset;
        this.capacity = capacity;
        typeId = 0;
        length = 0;
    }

    /** Type of what was begun last; 0 where nothing was since {@link #wrap}. */
    int typeId() {
        return typeId;
    }

    int length() {
        return length;
    }

    /**
     * Begins a payload anew, of the type that {@code fields} are: answers them, on its root block.
     */
    <E extends MessageEncoderFlyweight> E begin(E fields) {
        typeId = fields.sbeTemplateId();
        length = 0;
        claim(fields.sbeBlockLength());
        fields.wrap(buffer, offset);
        return fields;
    }

    /** Appends {@code data} behind its length. */
    void append(Slice data) {
        int at = offset + length;
        claim(LENGTH_BYTES + data.length());
        buffer.putInt(at, data.length(), LITTLE_ENDIAN);
        buffer.putBytes(at + LENGTH_BYTES, data.array(), data.offset(), data.length());
    }

    private void claim(int bytes) {
        if (bytes > capacity - length) {
            throw new IllegalStateException(
                    EventTypes.name(typeId)
                            + " payloadBytes="
                            + ((long) length + bytes)
                            + " or more exceed "
                            + capacity);
        }
        length += bytes;
    }
}
