package dev.parley.codec;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import dev.parley.domain.Slice;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageDecoderFlyweight;

/**
 * The bytes of one payload and how far they have been read. Nothing in them is believed: whatever
 * reaches past the end is an IllegalStateException that names type, version and length.
 */
final class Payload {
    private static final int LENGTH_BYTES = 4;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[0]);
    private byte[] array = new byte[0];
    private int offset;
    private int length;
    private int typeId;
    private int version;
    private int blockLength;
    private int at;

    /** Points at a payload, behind its root block. */
    void wrap(int typeId, int version, byte[] array, int offset, int length) {
        this.typeId = typeId;
        this.version = version;
        this.length = length;
        if (!EventTypes.isKnown(typeId, version)) {
            throw damaged("is not known to this version of the program");
        }
        blockLength = EventTypes.blockLength(typeId, version);
        if (length < blockLength) {
            throw damaged("is cut short in its fields");
        }
        buffer.wrap(array, offset, length);
        this.array = array;
        this.offset = offset;
        at = blockLength;
    }

    /** The payload alone, from index 0. */
    DirectBuffer buffer() {
        return buffer;
    }

    int version() {
        return version;
    }

    /** {@code fields} on the root block; they have to be of the payload's type. */
    <D extends MessageDecoderFlyweight> D fields(D fields) {
        fields.wrap(buffer, 0, blockLength, version);
        return fields;
    }

    /** Wraps the next data in {@code slice}. */
    void next(Slice slice) {
        if (length - at < LENGTH_BYTES) {
            throw damaged("is cut short before its data");
        }
        int bytes = buffer.getInt(at, LITTLE_ENDIAN);
        at += LENGTH_BYTES;
        if (bytes < 0 || bytes > length - at) {
            throw damaged("is cut short in its data");
        }
        slice.wrap(array, offset + at, bytes);
        at += bytes;
    }

    /** Sees that all was read. */
    void end() {
        if (at != length) {
            throw damaged("goes on behind its data");
        }
    }

    private IllegalStateException damaged(String what) {
        return new IllegalStateException(
                "payload of event type="
                        + typeId
                        + " version="
                        + version
                        + " length="
                        + length
                        + " "
                        + what);
    }
}
