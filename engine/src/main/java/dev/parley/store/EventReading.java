package dev.parley.store;

import dev.parley.domain.Slice;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what {@link EventLayout} wrote. Events read one behind the other are mostly of one entity:
 * type and tags are made into texts once as long as their bytes stay the same. One thread.
 */
final class EventReading {
    /** Most events are not larger. */
    private static final int PLAINTEXT_BYTES = 512;

    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    /** Used again for each event: what is given out is copied from it. */
    private final Slice plaintext = Slice.of(new byte[PLAINTEXT_BYTES]);

    private byte[] bytes = new byte[0];
    private int at;
    private int end;

    private byte[] kind = new byte[0];
    private int kindTags = -1;
    private String type = "";
    private String version = "";
    private List<EventTag> tags = List.of();

    /** Where to open an event for {@link #decode}; holds the one before until then. */
    Slice plaintext() {
        return plaintext;
    }

    /**
     * What was encoded.
     *
     * @throws IllegalStateException for another layout, or bytes that are none of it
     */
    StoredEvent decode(int layout, long position, byte[] from, int offset, int length) {
        if (layout != EventLayout.VERSION) {
            throw new IllegalStateException(
                    "layout="
                            + layout
                            + " of the event at "
                            + position
                            + " is not "
                            + EventLayout.VERSION);
        }
        bytes = from;
        at = offset + EventLayout.HEAD_BYTES;
        end = offset + length;
        try {
            if (at > end) {
                throw new IndexOutOfBoundsException(at);
            }
            Instant timestamp =
                    Instant.ofEpochSecond(
                            (long) LONG.get(from, offset), (int) INT.get(from, offset + 8));
            String id = text();
            kind((short) SHORT.get(from, offset + 12) & 0xFFFF);
            Map<String, String> metadata = metadata((short) SHORT.get(from, offset + 14) & 0xFFFF);
            byte[] payload = Arrays.copyOfRange(from, at, end);
            return new StoredEvent(position, id, type, version, payload, metadata, timestamp, tags);
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalStateException(
                    "the event at " + position + " is not of layout " + layout, e);
        }
    }

    /** Type, version and tags: the same as before, or texts made anew. */
    private void kind(int tagCount) {
        int start = at;
        for (int i = 0; i < 2 + 2 * tagCount; i++) {
            int length = length();
            at += length;
        }
        if (tagCount == kindTags && Arrays.equals(kind, 0, kind.length, bytes, start, at)) {
            return;
        }
        kindTags = -1;
        kind = Arrays.copyOfRange(bytes, start, at);
        at = start;
        type = text();
        version = text();
        List<EventTag> read = new ArrayList<>(tagCount);
        for (int i = 0; i < tagCount; i++) {
            read.add(new EventTag(text(), text()));
        }
        tags = Collections.unmodifiableList(read);
        kindTags = tagCount;
    }

    private Map<String, String> metadata(int entries) {
        if (entries == 0) {
            return Map.of();
        }
        Map<String, String> metadata = HashMap.newHashMap(entries);
        for (int i = 0; i < entries; i++) {
            metadata.put(text(), text());
        }
        return Collections.unmodifiableMap(metadata);
    }

    private String text() {
        int length = length();
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }

    /** Steps behind a length; answers it if so much is there. */
    private int length() {
        int length = at <= end - Integer.BYTES ? (int) INT.get(bytes, at) : -1;
        at += Integer.BYTES;
        if (length < 0 || length > end - at) {
            throw new IndexOutOfBoundsException(at);
        }
        return length;
    }
}
