package dev.parley.store;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
 * The version of the layout is the record's schema version. Any thread.
 */
final class EventLayout {
    /** Written today. */
    static final int VERSION = 1;

    private static final int HEAD_BYTES = 16;
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

    /**
     * What {@link #encode} was given.
     *
     * @throws IllegalStateException for another version, or bytes that are none of it
     */
    static StoredEvent decode(int version, long position, byte[] bytes, int offset, int length) {
        if (version != VERSION) {
            throw new IllegalStateException(
                    "layout=" + version + " of the event at " + position + " is not " + VERSION);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes, offset, length).order(ByteOrder.LITTLE_ENDIAN);
        try {
            Instant timestamp = Instant.ofEpochSecond(in.getLong(), in.getInt());
            int tagCount = in.getShort() & 0xFFFF;
            int entries = in.getShort() & 0xFFFF;
            String id = text(in);
            String type = text(in);
            String ofType = text(in);
            List<EventTag> tags = new ArrayList<>(tagCount);
            for (int i = 0; i < tagCount; i++) {
                tags.add(new EventTag(text(in), text(in)));
            }
            Map<String, String> metadata = HashMap.newHashMap(entries);
            for (int i = 0; i < entries; i++) {
                metadata.put(text(in), text(in));
            }
            byte[] payload = new byte[in.remaining()];
            in.get(payload);
            return new StoredEvent(
                    position,
                    id,
                    type,
                    ofType,
                    payload,
                    Collections.unmodifiableMap(metadata),
                    timestamp,
                    Collections.unmodifiableList(tags));
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new IllegalStateException(
                    "the event at " + position + " is not of layout " + version, e);
        }
    }

    private static String text(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        String text =
                new String(
                        in.array(),
                        in.arrayOffset() + in.position(),
                        length,
                        StandardCharsets.UTF_8);
        in.position(in.position() + length);
        return text;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
