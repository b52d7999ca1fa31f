package dev.parley.codec;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.domain.Slice;

import org.agrona.DirectBuffer;

import java.util.HexFormat;
import java.util.Optional;

/**
 * Prints payloads field by field from the schema alone, so that a new event needs no new code here.
 * A field that a payload's version lacks is left out: what is printed is what was written. For
 * tools; one thread each, allocates.
 */
public final class EventJson {
    private static final int KEY_ID_BYTES = 8;
    private static final HexFormat HEX = HexFormat.of();

    private final Payload payload = new Payload();
    private final Slice data = new Slice();

    /**
     * Gives every field of the payload to {@code sink}, sealed ones through {@code opener}. Throws
     * IllegalStateException as {@link EventDecoder#decode} does, possibly after some fields.
     */
    public void print(
            int typeId,
            int schemaVersion,
            byte[] array,
            int offset,
            int length,
            FieldOpener opener,
            FieldSink sink) {
        payload.wrap(typeId, schemaVersion, array, offset, length);
        EventType type = EventTypes.type(typeId);
        for (Field field : type.fields()) {
            if (field.since() > schemaVersion) {
                continue;
            }
            if (field.isData()) {
                payload.next(data);
                data(type, field, opener, sink);
            } else {
                fixed(field, sink);
            }
        }
        payload.end();
    }

    private void fixed(Field field, FieldSink sink) {
        DirectBuffer from = payload.buffer();
        String name = field.jsonName();
        int at = field.offset();
        switch (field.kind()) {
            case INT32 -> sink.number(name, from.getInt(at, LITTLE_ENDIAN));
            case INT64 -> sink.number(name, from.getLong(at, LITTLE_ENDIAN));
            case FLAG -> sink.flag(name, from.getByte(at) != 0);
            case VALUE -> value(field, from.getByte(at) & 0xFF, sink);
            case HASH -> hash(name, from.getLong(at, LITTLE_ENDIAN), lo(from, at), sink);
            case PUBLIC_TEXT, TEXT, JSON ->
                    throw new IllegalStateException(field.name() + " is data in the root block");
        }
    }

    private static long lo(DirectBuffer from, int at) {
        return from.getLong(at + Long.BYTES, LITTLE_ENDIAN);
    }

    private static void hash(String name, long hi, long lo, FieldSink sink) {
        if ((hi | lo) == 0) {
            sink.absent(name);
        } else {
            sink.text(name, HEX.toHexDigits(hi) + HEX.toHexDigits(lo));
        }
    }

    /** A code without a name is printed as it is: a tool shows what is there. */
    private static void value(Field field, int code, FieldSink sink) {
        if (code < field.values().size()) {
            sink.text(field.jsonName(), field.values().get(code));
        } else {
            sink.number(field.jsonName(), code);
        }
    }

    private void data(EventType type, Field field, FieldOpener opener, FieldSink sink) {
        if (data.length() == 0) {
            sink.absent(field.jsonName());
            return;
        }
        if (field.kind() == Field.Kind.PUBLIC_TEXT) {
            sink.text(field.jsonName(), new String(data.toBytes(), UTF_8));
            return;
        }
        Optional<String> opened = opener.open(type.name(), EventTypes.fieldId(type, field), data);
        if (opened.isEmpty()) {
            sink.sealed(field.jsonName(), keyId());
        } else if (field.kind() == Field.Kind.JSON) {
            sink.json(field.jsonName(), opened.get());
        } else {
            sink.text(field.jsonName(), opened.get());
        }
    }

    /** First in an envelope; 0, which no key has, where the bytes are too few to be one. */
    private long keyId() {
        if (data.length() < KEY_ID_BYTES) {
            return 0;
        }
        long keyId = 0;
        for (int i = KEY_ID_BYTES - 1; i >= 0; i--) {
            keyId = keyId << 8 | (data.array()[data.offset() + i] & 0xFF);
        }
        return keyId;
    }
}
