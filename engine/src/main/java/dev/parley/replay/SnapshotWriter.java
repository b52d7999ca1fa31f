package dev.parley.replay;

import dev.parley.domain.LongSink;
import dev.parley.domain.floor.Floor;
import dev.parley.projection.Views;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/** Writes one snapshot into a draft, in one pass over the state. Used once, by one thread. */
final class SnapshotWriter implements LongSink {
    private static final int BUFFER_BYTES = 1 << 16;

    private final SnapshotStore.Draft draft;
    private final StateDigest digest = new StateDigest();
    private final CRC32C crc = new CRC32C();
    private final ByteBuffer buffer =
            ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);

    SnapshotWriter(SnapshotStore.Draft draft) {
        this.draft = draft;
    }

    /** Writes and forces it, names it, and forces the name; answers the state digest. */
    String write(int shard, long position, RecordPrint print, Floor floor, Views views)
            throws IOException {
        buffer.putLong(SnapshotFormat.MAGIC)
                .putInt(SnapshotFormat.VERSION)
                .putInt(shard)
                .putLong(position)
                .putLong(print.place())
                .put(print.digest());
        try {
            Fold.describe(this, position, floor, views);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        byte[] state = digest.bytes();
        drain();
        buffer.put(state);
        crc.update(buffer.array(), 0, buffer.position());
        buffer.putInt((int) crc.getValue());
        draft.write(buffer.flip());
        draft.force();
        draft.name();
        draft.forceName();
        return HexFormat.of().formatHex(state);
    }

    @Override
    public void put(long value) {
        digest.put(value);
        if (buffer.remaining() < Long.BYTES) {
            try {
                drain();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        buffer.putLong(value);
    }

    private void drain() throws IOException {
        crc.update(buffer.array(), 0, buffer.position());
        draft.write(buffer.flip());
        buffer.clear();
    }
}
