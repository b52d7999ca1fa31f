package dev.parley.replay;

import dev.parley.domain.LongSource;
import dev.parley.domain.floor.Floor;
import dev.parley.projection.Views;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/**
 * Reads one snapshot: its checksum before anything of it is believed, then its content. Used by one
 * thread.
 */
final class SnapshotReader {
    private static final int BUFFER_BYTES = 1 << 16;

    private final SnapshotStore store;
    private final int shard;
    private final long position;

    SnapshotReader(SnapshotStore store, int shard, long position) {
        this.store = store;
        this.shard = shard;
        this.position = position;
    }

    /**
     * What a snapshot says of itself.
     *
     * @param print of the record before its position
     * @param words values of the description
     * @param digest of the state, hexadecimal
     */
    record Said(RecordPrint print, long words, String digest) {}

    /**
     * Reads all bytes once.
     *
     * @throws SnapshotRefused if they are not those of a snapshot of this shard and position, whole
     *     and in a format known here
     */
    Said check() throws IOException, SnapshotRefused {
        long bytes = store.bytes(position);
        long described = bytes - SnapshotFormat.HEADER_BYTES - SnapshotFormat.TRAILER_BYTES;
        if (described < Long.BYTES) {
            throw new SnapshotRefused("bytes=" + bytes + " are too few");
        }
        CRC32C crc = new CRC32C();
        try (InputStream in = store.open(position)) {
            CheckedInputStream summed = new CheckedInputStream(in, crc);
            RecordPrint print = header(exactly(summed, SnapshotFormat.HEADER_BYTES));
            byte[] chunk = new byte[BUFFER_BYTES];
            for (long left = described; left > 0; ) {
                int read = summed.readNBytes(chunk, 0, (int) Math.min(left, chunk.length));
                if (read == 0) {
                    throw new SnapshotRefused("it ends early");
                }
                left -= read;
            }
            String digest = hex(exactly(summed, SnapshotFormat.DIGEST_BYTES).array());
            int sum = (int) crc.getValue();
            if (exactly(in, Integer.BYTES).getInt() != sum || described % Long.BYTES != 0) {
                throw new SnapshotRefused("its checksum does not hold");
            }
            return new Said(print, described / Long.BYTES, digest);
        }
    }

    /**
     * Makes the state of it.
     *
     * @throws SnapshotRefused if its values are not those of a state
     */
    Fold load(Said said, int slaRows) throws IOException, SnapshotRefused {
        Floor floor = new Floor(shard);
        Views views = new Views(slaRows);
        try (Words words = new Words(said.words)) {
            if (words.next() != position) {
                throw new SnapshotRefused("its content is of another position");
            }
            floor.restore(words);
            views.restore(words);
            if (words.left > 0) {
                throw new SnapshotRefused("values=" + words.left + " belong to nothing");
            }
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw new SnapshotRefused("its content does not hold: " + e.getMessage());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return new Fold(position, floor, views);
    }

    private InputStream described() throws IOException {
        InputStream in = store.open(position);
        in.skipNBytes(SnapshotFormat.HEADER_BYTES);
        return in;
    }

    private static void fill(InputStream in, byte[] into, int length) throws IOException {
        if (in.readNBytes(into, 0, length) < length) {
            throw new EOFException("a snapshot became shorter while it was read");
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** Answers the print of the record before. */
    private RecordPrint header(ByteBuffer header) throws SnapshotRefused {
        if (header.getLong() != SnapshotFormat.MAGIC) {
            throw new SnapshotRefused("it does not begin as a snapshot does");
        }
        int version = header.getInt();
        if (version != SnapshotFormat.VERSION) {
            throw new SnapshotRefused(
                    "format=" + version + ", known here is " + SnapshotFormat.VERSION);
        }
        int of = header.getInt();
        long at = header.getLong();
        if (of != shard || at != position) {
            throw new SnapshotRefused("it is of shard " + of + " at position " + at);
        }
        long place = header.getLong();
        byte[] digest = new byte[SnapshotFormat.DIGEST_BYTES];
        header.get(digest);
        return new RecordPrint((int) place, digest);
    }

    private static ByteBuffer exactly(InputStream in, int count) throws IOException {
        byte[] bytes = new byte[count];
        fill(in, bytes, count);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The values of the description, and none behind them. */
    private final class Words implements LongSource, AutoCloseable {
        private final InputStream in;
        private final ByteBuffer buffer =
                ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN).limit(0);
        private long left;

        Words(long count) throws IOException {
            this.in = described();
            this.left = count;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }

        @Override
        public long next() {
            ask(1);
            left--;
            return buffer.getLong();
        }

        @Override
        public void next(long[] into, int from, int count) {
            for (int done = 0; done < count; ) {
                ask(count - done);
                int some = Math.min(count - done, buffer.remaining() / Long.BYTES);
                buffer.asLongBuffer().get(into, from + done, some);
                buffer.position(buffer.position() + some * Long.BYTES);
                left -= some;
                done += some;
            }
        }

        private void ask(int count) {
            if (count > left) {
                throw new IllegalStateException("more values are asked for than there are");
            }
            if (!buffer.hasRemaining()) {
                fill();
            }
        }

        private void fill() {
            int wanted = (int) Math.min(left * Long.BYTES, buffer.capacity());
            try {
                SnapshotReader.fill(in, buffer.array(), wanted);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            buffer.clear().limit(wanted);
        }
    }
}
