package dev.parley.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Layout of a stored event's payload before it is sealed; published in engine/LOG_FORMAT.md.
 * Numbers little endian, texts UTF-8 behind their length in bytes.
 *
 * <pre>
 *   0 seconds i64   8 nanos u32   12 tags u16   14 metadata entries u16   16 ...
 *   id text, type text, version text, (key text, value text) a tag, (key text, value text) an entry,
 *   payload: the rest
 *   text: length u32, bytes
 * </pre>
 *
 * The version of the layout is the record's schema version. Any thread; {@link EventReading} is the
 * way back.
 */
final class EventLayout {
    /** Written today. */
    static final int VERSION = 1;

    static final int HEAD_BYTES = 16;
    private static final int MAX_ENTRIES = 0xFFFF;

    private EventLayout() {}

    static byte[] encode(NewEvent event) {
        if (event.metadata().size() > MAX_ENTRIES) {
            throw new IllegalArgumentException(
                    "metadata=" + event.metadata().size() + " entries exceed " + MAX_ENTRIES);
        }
        List<byte[]> texts = new ArrayList<>();
        texts.add(utf8(event.id()));
        texts.add(utf8(event.type()));
        texts.add(utf8(event.version()));
        for (EventTag tag : event.tags()) {
            texts.add(utf8(tag.key()));
            texts.add(utf8(tag.value()));
        }
        event.metadata()
                .forEach(
                        (key, value) -> {
                            texts.add(utf8(key));
                            texts.add(utf8(value));
                        });
        long bytes = (long) HEAD_BYTES + event.payload().length;
        for (byte[] text : texts) {
            bytes += Integer.BYTES + text.length;
        }
        ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(bytes)).order(ByteOrder.LITTLE_ENDIAN);
        Instant at = event.timestamp();
        out.putLong(at.getEpochSecond())
                .putInt(at.getNano())
                .putShort((short) event.tags().size())
                .putShort((short) event.metadata().size());
        for (byte[] text : texts) {
            out.putInt(text.length).put(text);
        }
        return out.put(event.payload()).array();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
